package dev.restore4j.aura;

import dev.restore4j.aura.console.Console;
import dev.restore4j.aura.console.ConsoleAddress;
import dev.restore4j.aura.console.ConsoleSession;
import dev.restore4j.error.RestoreException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.operation.DatabaseLogin;
import dev.restore4j.operation.Finding;
import dev.restore4j.spi.Look;
import dev.restore4j.spi.Observation;
import dev.restore4j.spi.RestoreEnvironment;
import dev.restore4j.spi.RestoreTarget;
import dev.restore4j.spi.Safeguard;
import dev.restore4j.spi.UploadTarget;
import dev.restore4j.spi.Urgency;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** An instance with the login of its database. Its status is read over the API. */
final class UploadInstance implements UploadTarget {

    private final InstanceTarget target;
    private final Supplier<DatabaseLogin> login;

    UploadInstance(InstanceTarget target, Supplier<DatabaseLogin> login) {
        this.target = target.reading(StatusWords.OF_UPLOAD);
        this.login = Logins.guarded(login);
    }

    /** {@return the instance, for ways that need no login} */
    InstanceTarget plain() {
        return target.reading(StatusWords.OF_ANY_RESTORE);
    }

    private AuraAccount account() {
        return target.account();
    }

    @Override
    public Sight sight(Urgency urgency) throws InterruptedException {
        Instant since = environment().time().now();
        AuraInstance seen = read(urgency);
        List<Finding> findings = new ArrayList<>();
        ClientFindings.add(findings, account());
        TargetFindings.running(findings, seen);
        TargetFindings.changeData(findings, seen);
        URI address = null;
        try {
            address = address(seen).bolt();
        } catch (IllegalArgumentException e) {
            findings.add(Finding.blocking("upload-address", String.valueOf(e.getMessage())));
        }
        return new Sight(seen.view(), findings, address, null, since);
    }

    private AuraInstance read(Urgency urgency) throws InterruptedException {
        return Existing.instance(account(), target.id(), account().read(ApiCall.instance(target.id()), urgency));
    }

    private static ConsoleAddress address(AuraInstance seen) {
        URI bolt = seen.connectionUrl()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Instance " + seen.id() + " does not state where its Bolt is, as while it is not running."));
        ConsoleAddress address = ConsoleAddress.of(bolt, null);
        if (!address.database().equals(seen.id())) {
            // what is confirmed, protected and kept goes by the instance; what is uploaded, by the address
            throw new IllegalArgumentException("Instance " + seen.id() + " states an address of database "
                    + address.database() + ". Nothing is uploaded there. Look at the instance in the Aura Console.");
        }
        return address;
    }

    @Override
    public DatabaseLogin login() {
        return login.get();
    }

    @Override
    public void authenticate() throws InterruptedException {
        console().authenticate();
    }

    UploadAccess access() {
        return new UploadAccess(this::console, account().exchange());
    }

    private ConsoleSession console() throws InterruptedException {
        ConsoleAddress address;
        try {
            address = address(read(Urgency.of(Urgency.Rank.SUBMISSION)));
        } catch (IllegalArgumentException e) {
            throw new RestoreRejectedException("upload-address", String.valueOf(e.getMessage()), null, null);
        }
        Console console = new Console(
                account().exchange(), environment().time(), account().console(address.console()), address.database());
        return new ConsoleSession(console, login, account().refusedLogins());
    }

    @Override
    public RestoreTarget along(String route) {
        return this;
    }

    @Override
    public String reference() {
        return target.reference();
    }

    @Override
    public RestoreEnvironment environment() {
        return target.environment();
    }

    /** Why a load has failed only the Console knows. */
    @Override
    public Observation observe(Look look) throws InterruptedException {
        Observation seen = target.observe(look);
        if (seen.condition() != Observation.Condition.FAILED) {
            return seen;
        }
        try {
            return console().status().explaining(seen);
        } catch (RestoreException e) {
            return seen; // that it failed is known
        }
    }

    @Override
    public Optional<Safeguard> safeguard() {
        return target.safeguard();
    }

    @Override
    public Optional<URI> connection(Look look) throws InterruptedException {
        return target.connection(look);
    }

    @Override
    public String toString() {
        return reference();
    }
}
