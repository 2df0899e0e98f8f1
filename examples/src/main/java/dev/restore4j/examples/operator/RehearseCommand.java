package dev.restore4j.examples.operator;

import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.aura.InstanceCredentials;
import dev.restore4j.spi.RestoreTarget;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.AuthTokens;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Restores into an instance that nobody needs. */
@Command(
        name = "rehearse",
        description =
                "Restores the snapshot into a new instance, with the checks of 'restore', and deletes that again; or"
                        + " over the instance of --into, which stays. The snapshot's own instance is not touched.")
final class RehearseCommand implements Callable<Integer> {

    private static final String NAME = "restore";

    private final Console console;

    @Mixin
    private PlanOptions options = new PlanOptions();

    @Mixin
    private WaitOptions waiting = new WaitOptions();

    @Option(
            names = "--keep",
            paramLabel = "FILE",
            description = "Keep the new instance, and write its credentials to this file, which you alone can read.")
    private @Nullable Path kept;

    private final AtomicReference<@Nullable AuthToken> created = new AtomicReference<>();

    RehearseCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Optional<String> into = options.into();
        if (into.isPresent() && kept != null) {
            throw new IllegalArgumentException("--keep is for a new instance. That of --into stays anyway.");
        }
        if (into.isEmpty()) {
            options.mustFindItsAddress();
        }
        if (kept != null) {
            CredentialsFile.prepare(kept);
        }
        try (AuraClient aura = console.connect()) {
            Supplier<AuthToken> user = into.isPresent() ? options.user(console) : this::user;
            RestoreTarget test = into.isPresent()
                    ? aura.instance(into.orElseThrow())
                    : aura.newInstance(NAME).credentialsTo(this::receive);
            RestorePlan rehearsal = options.plan(aura, user).rehearsal(test);
            return new Course(console, waiting, options.actor())
                    .run(kept == null ? rehearsal : rehearsal.keepInstance())
                    .number();
        }
    }

    private void receive(InstanceCredentials credentials) {
        created.set(AuthTokens.basic(credentials.username(), credentials.password()));
        if (kept != null) {
            CredentialsFile.write(kept, credentials);
            console.note("The credentials of " + credentials.instanceId() + " are in " + kept + ".");
        }
    }

    /** Whom Aura created with the instance; after a crash, nobody knows any more but the environment, perhaps. */
    private AuthToken user() {
        AuthToken known = created.get();
        return known == null ? BoltUser.of(console.environment()).get() : known;
    }
}
