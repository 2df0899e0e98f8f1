package dev.restore4j.aura;

import dev.restore4j.RestoreOperations;
import dev.restore4j.aura.console.Console.Status;
import dev.restore4j.aura.console.ConsoleAddress;
import dev.restore4j.aura.console.ConsoleSession;
import dev.restore4j.aura.wire.Exchange;
import dev.restore4j.operation.DatabaseLogin;
import dev.restore4j.operation.Finding;
import dev.restore4j.spi.Fingerprint;
import dev.restore4j.spi.Look;
import dev.restore4j.spi.Observation;
import dev.restore4j.spi.Observation.Condition;
import dev.restore4j.spi.RestoreEnvironment;
import dev.restore4j.spi.RestoreSource;
import dev.restore4j.spi.RestoreTarget;
import dev.restore4j.spi.TargetView;
import dev.restore4j.spi.TargetView.Exposure;
import dev.restore4j.spi.UploadTarget;
import dev.restore4j.spi.Urgency;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An Aura database by its address and login, for programs without an API key: something to upload into.
 *
 * <p>What it is at is read from the Console's import endpoints, which are Neo4j's own and no published API. There is no safety
 * snapshot without an API key, nothing is known of its name, size or protection, and the proof of a restore is what these
 * endpoints say, and what checks over Bolt find. Every assessment says so.
 *
 * <p>Thread-safe. {@link #close()} detaches, as that of an {@link AuraClient} does.
 */
public final class AuraTarget implements UploadTarget, AutoCloseable {

    private final URI bolt;
    private final String database;
    private final ConsoleSession session;
    private final Exchange exchange;
    private final Supplier<DatabaseLogin> login;
    private final RestoreEnvironment environment;

    AuraTarget(
            ConsoleAddress address,
            ConsoleSession session,
            Supplier<DatabaseLogin> login,
            Exchange exchange,
            RestoreEnvironment environment) {
        this.bolt = address.bolt();
        this.database = address.database();
        this.session = session;
        this.exchange = exchange;
        this.login = login;
        this.environment = environment;
    }

    /**
     * {@return a database to upload into, with the journal in the user's state directory; sends nothing}
     *
     * @param bolt where it serves Bolt, such as {@code neo4j+s://2f49c2b3.databases.neo4j.io}
     * @param login reads user and password, at each use
     * @throws IllegalArgumentException if the address is not one of Aura's forms
     */
    public static AuraTarget of(URI bolt, Supplier<DatabaseLogin> login) {
        return builder(bolt, login).build();
    }

    /**
     * {@return a builder, to set more}
     *
     * @param bolt where it serves Bolt
     * @param login reads user and password, at each use
     */
    public static AuraTargetBuilder builder(URI bolt, Supplier<DatabaseLogin> login) {
        return new AuraTargetBuilder(bolt, login);
    }

    /**
     * {@return a backup file of this machine, to restore into this target; nothing is read or sent yet}
     *
     * @param path a {@code .backup}, {@code .dump} or {@code .tar}; its content decides, not its name
     */
    public RestoreSource backupFile(Path path) {
        return FileSource.at(path);
    }

    /** {@return the operations in its journal whose target this is: to list them, and to watch, cancel and settle them} */
    public RestoreOperations operations() {
        return RestoreOperations.of(
                environment, reference -> reference.equals(reference()) ? Optional.of(this) : Optional.empty());
    }

    @Override
    public Sight sight(Urgency urgency) throws InterruptedException {
        Instant since = environment.time().now();
        Status status = session.status();
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.warning(
                "no-api-key",
                "Without an API key nothing is known of database " + database
                        + " but what its import is at: not its name,"
                        + " size or protection. No safety snapshot can be taken of it: what it has is lost."));
        boolean failed = status.word().equals(StatusWords.LOADING_FAILED);
        if (!failed && !status.word().equals("running")) {
            findings.add(Finding.blocking(
                    "target-not-running",
                    "Database " + database + " is '" + status.word()
                            + "', not 'running'. It is busy: wait until it runs, then" + " assess again."));
        }
        Map<String, String> fields = Map.of("id", database, "connection_url", bolt.toString(), "status", status.word());
        TargetView view = new TargetView(
                database,
                "database " + database + " at " + bolt.getHost() + " (" + status.word() + ")",
                Fingerprint.of(fields),
                Exposure.OVERWRITTEN,
                failed ? Condition.FAILED : Condition.READY);
        return new Sight(
                view, findings, bolt, ConsoleAddress.of(bolt, database).needsDatabase() ? database : null, since);
    }

    @Override
    public DatabaseLogin login() {
        return login.get();
    }

    UploadAccess access() {
        return new UploadAccess(() -> session, exchange);
    }

    @Override
    public void authenticate() throws InterruptedException {
        session.authenticate();
    }

    @Override
    public String reference() {
        return TargetReferences.ofInstance(database);
    }

    @Override
    public RestoreEnvironment environment() {
        return environment;
    }

    @Override
    public RestoreTarget along(String route) {
        return this;
    }

    @Override
    public Observation observe(Look look) throws InterruptedException {
        Status status = session.status();
        return status.explaining(StatusWords.OF_UPLOAD.observation(status.word(), null, status.requestId()));
    }

    @Override
    public Optional<URI> connection(Look look) {
        return Optional.of(bolt);
    }

    /** Detaches: it stops watching, and nothing is cancelled. What is under way is in the journal. */
    @Override
    public void close() {
        environment.close();
    }

    /** {@return its address, without secrets} */
    @Override
    public String toString() {
        return "AuraTarget " + bolt;
    }
}
