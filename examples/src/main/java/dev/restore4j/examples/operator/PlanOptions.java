package dev.restore4j.examples.operator;

import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.catalog.Instance;
import dev.restore4j.catalog.Snapshot;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.operation.Actor;
import dev.restore4j.operation.RestoreReason;
import java.time.Instant;
import java.time.Period;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.AuthTokens;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What to restore over what. */
final class PlanOptions {

    @Parameters(index = "0", paramLabel = "INSTANCE", description = "Id of the instance whose snapshot is restored.")
    private String instance = "";

    @ArgGroup(multiplicity = "1")
    private Choice choice = new Choice();

    @Option(
            names = "--within",
            paramLabel = "DAYS",
            defaultValue = "7",
            description = "How far to look back (${DEFAULT-VALUE}).")
    private int days = 7;

    @Option(names = "--into", paramLabel = "ID", description = "Overwrite this instance instead of the snapshot's own.")
    private @Nullable String into;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "A ticket's number: under it the restore happens once.")
    private @Nullable String name;

    @Option(names = "--reason", paramLabel = "REASON", description = "For the journal: ${COMPLETION-CANDIDATES}.")
    private RestoreReason reason = RestoreReason.OTHER;

    @Option(names = "--note", paramLabel = "TEXT", description = "For the journal. No secrets.")
    private String note = "";

    @Option(
            names = "--by",
            paramLabel = "WHO",
            description = "Who wants it, for the journal; the user of this process unless given.")
    private @Nullable String by;

    @Mixin
    private SafetyOptions safety = new SafetyOptions();

    @Mixin
    private CheckOptions checks = new CheckOptions();

    /** One of two. */
    static final class Choice {
        @Option(names = "--snapshot", paramLabel = "ID", description = "Restore this snapshot.")
        private @Nullable String snapshot;

        @Option(
                names = "--latest-before",
                paramLabel = "TIME",
                description = "Restore the latest snapshot before this time, such as 2026-03-01T14:55:00Z.")
        private @Nullable Instant before;
    }

    /** {@return the plan with all that is asked for} */
    RestorePlan plan(AuraClient aura, Console console) {
        Supplier<AuthToken> user = user(console);
        Instance origin = aura.instance(instance);
        Instance target = into == null ? origin : aura.instance(into);
        RestorePlan bare = bare(origin);
        RestorePlan plan = safety.on(into == null ? bare : bare.into(target));
        return checks.surveyed(checks.on(plan, user), target, user);
    }

    /** {@return who looks over Bolt; nobody where no checks are asked for} */
    Supplier<AuthToken> user(Console console) {
        return checks.areAsked() ? BoltUser.of(console.environment()) : AuthTokens::none;
    }

    /** {@return the plan over its own instance, with checks for this user; nothing is kept} */
    RestorePlan plan(AuraClient aura, Supplier<AuthToken> user) {
        return checks.on(bare(aura.instance(instance)), user);
    }

    private RestorePlan bare(Instance origin) {
        RestorePlan plan =
                RestorePlan.from(snapshot(origin)).because(reason, note).by(actor());
        return name == null ? plan : plan.named(name);
    }

    /** {@return the instance that was named to be overwritten instead of the snapshot's own} */
    Optional<String> into() {
        if (into != null && into.equals(instance)) {
            throw new IllegalArgumentException("--into names the instance whose snapshot it is. Leave it out.");
        }
        return Optional.ofNullable(into);
    }

    /** Refuses an address for what is not there yet: it would be another database's, and prove nothing. */
    void mustFindItsAddress() {
        if (checks.haveAddress()) {
            throw new IllegalArgumentException(
                    "--bolt names a database that is there already, and the new instance is not. Leave it out.");
        }
    }

    Actor actor() {
        return by == null ? Actor.currentUser() : Actor.named(by);
    }

    private Snapshot snapshot(Instance origin) {
        String id = choice.snapshot;
        Instant before = choice.before;
        if (id != null || before == null) {
            return origin.snapshots().get(String.valueOf(id));
        }
        return origin.snapshots()
                .latestBefore(before, Period.ofDays(days))
                .orElseThrow(() -> new RestoreRejectedException(
                        "no-snapshot",
                        "Nothing was sent. " + origin + " has no completed snapshot in the " + days + " days before "
                                + before + ". Look further back with --within, or list them with 'snapshots'.",
                        null,
                        null));
    }
}
