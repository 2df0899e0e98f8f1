package dev.restore4j.aura;

import dev.restore4j.aura.console.Console;
import dev.restore4j.aura.console.ConsoleAddress;
import dev.restore4j.aura.console.ConsoleSession;
import dev.restore4j.aura.wire.DirectClient;
import dev.restore4j.aura.wire.Exchange;
import dev.restore4j.aura.wire.Hosts;
import dev.restore4j.event.RestoreListener;
import dev.restore4j.journal.FileJournal;
import dev.restore4j.journal.Journal;
import dev.restore4j.operation.DatabaseLogin;
import dev.restore4j.spi.Account;
import dev.restore4j.spi.RestoreDurations;
import dev.restore4j.spi.RestoreEnvironment;
import dev.restore4j.time.TimeSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Configures an {@link AuraTarget}. Not thread-safe; what it builds does not change with it. */
public final class AuraTargetBuilder {

    private final URI bolt;
    private final Supplier<DatabaseLogin> login;
    private @Nullable String database;
    private @Nullable URI console;
    private @Nullable HttpClient httpClient;
    private Duration exchangeTimeout = Duration.ofSeconds(30);
    private @Nullable Journal journal;
    private TimeSource time = TimeSource.system();
    private RandomGenerator random = new SecureRandom();
    private final List<RestoreListener> listeners = new ArrayList<>();

    AuraTargetBuilder(URI bolt, Supplier<DatabaseLogin> login) {
        this.bolt = Objects.requireNonNull(bolt, "bolt");
        this.login = Objects.requireNonNull(login, "login");
    }

    /**
     * Sets the database's id, which only an address of the form {@code neo4j+s://<instance>.instances.neo4j.io} needs.
     *
     * @param id the id
     * @return this builder
     */
    public AuraTargetBuilder database(String id) {
        this.database = id;
        return this;
    }

    /**
     * Sets where the Console is, for tests. Unless set, it follows from the database's address.
     *
     * @param address HTTPS at a host of {@code neo4j.io}, or a loopback host
     * @return this builder
     * @throws IllegalArgumentException if it is anything else: the password goes there
     */
    public AuraTargetBuilder console(URI address) {
        this.console = checkedConsole(address);
        return this;
    }

    static URI checkedConsole(URI address) {
        if (!Hosts.mayGetToken(address)) {
            throw new IllegalArgumentException(
                    "The Console must be at HTTPS on a host of neo4j.io, or on a loopback host: the password goes there.");
        }
        return address;
    }

    /**
     * Sets the HTTP client, for proxies, certificates, or a test's own.
     *
     * @param client one that never follows redirects
     * @return this builder
     * @throws IllegalArgumentException if it follows redirects: a password must not go elsewhere
     */
    public AuraTargetBuilder httpClient(HttpClient client) {
        this.httpClient = DirectClient.checked(client);
        return this;
    }

    /**
     * Sets how long one exchange with the Console may take, headers and body together; 30 seconds unless set. What is sent to the store
     * has limits of its own, and so have the announcement and the completion of an upload.
     *
     * @param timeout more than zero
     * @return this builder
     */
    public AuraTargetBuilder exchangeTimeout(Duration timeout) {
        this.exchangeTimeout = checkedTimeout(timeout);
        return this;
    }

    static Duration checkedTimeout(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("The exchange time-out must be more than zero, not " + timeout + ".");
        }
        return timeout;
    }

    /**
     * Sets where operations are written down.
     *
     * @param journal the journal
     * @return this builder
     */
    public AuraTargetBuilder journal(Journal journal) {
        this.journal = journal;
        return this;
    }

    /**
     * Sets the time, for tests.
     *
     * @param time what is read and waited on
     * @return this builder
     */
    public AuraTargetBuilder time(TimeSource time) {
        this.time = time;
        return this;
    }

    /**
     * Sets where operation ids come from, for tests.
     *
     * @param random thread-safe
     * @return this builder
     */
    public AuraTargetBuilder random(RandomGenerator random) {
        this.random = random;
        return this;
    }

    /**
     * Adds somebody who hears of all operations into this target.
     *
     * @param listener hears of events
     * @return this builder
     */
    public AuraTargetBuilder listener(RestoreListener listener) {
        listeners.add(listener);
        return this;
    }

    /**
     * {@return the target; sends nothing}
     *
     * @throws IllegalArgumentException if the address is not one of Aura's forms
     * @throws IllegalStateException if {@code jdk.httpclient.enableAllMethodRetry}, as a system property or in the JDK's
     *     {@code conf/net.properties}, makes the JDK send requests again by itself
     */
    public AuraTarget build() {
        ConsoleAddress address = ConsoleAddress.of(bolt, database);
        Exchange exchange = new Exchange(DirectClient.sendingOnce(httpClient), time, exchangeTimeout);
        URI base = console == null ? address.console() : console;
        Supplier<DatabaseLogin> guarded = Logins.guarded(login);
        RestoreEnvironment environment = new RestoreEnvironment(
                        journal == null ? FileJournal.inStateDirectory() : journal,
                        time,
                        random,
                        listeners,
                        new RestoreDurations())
                .of(Account.of(base.toString(), () -> guarded.get().user()));
        ConsoleSession session = new ConsoleSession(new Console(exchange, time, base, address.database()), guarded);
        return new AuraTarget(address, session, guarded, exchange, environment);
    }
}
