package dev.restore4j.aura;

import dev.restore4j.aura.wire.DirectClient;
import dev.restore4j.aura.wire.Exchange;
import dev.restore4j.catalog.Instance;
import dev.restore4j.event.RestoreListener;
import dev.restore4j.journal.FileJournal;
import dev.restore4j.journal.Journal;
import dev.restore4j.spi.Account;
import dev.restore4j.spi.RestoreDurations;
import dev.restore4j.spi.RestoreEnvironment;
import dev.restore4j.time.TimeSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Configures an {@link AuraClient}. Only the credentials must be set. The defaults: {@code https://api.neo4j.io}, 125
 * requests a minute, 30 seconds for an exchange, the journal in the user's state directory, system time.
 *
 * <p>Not thread-safe; what it builds is immutable and does not change with it.
 */
public final class AuraClientBuilder {

    private static final int SMALLEST_BUDGET = 5;

    private @Nullable Supplier<AuraCredentials> credentials;
    private ApiAddress address = ApiAddress.AURA;
    private @Nullable HttpClient httpClient;
    private @Nullable URI console;
    private Duration exchangeTimeout = Duration.ofSeconds(30);
    private int requestsPerMinute = 125;
    private @Nullable Journal journal;
    private TimeSource time = TimeSource.system();
    private RandomGenerator random = new SecureRandom();
    private final List<RestoreListener> listeners = new ArrayList<>();
    private AccessRules rules = AccessRules.NONE;
    private final Set<String> allowed = new HashSet<>();
    private Predicate<Instance> protection = instance -> false;

    AuraClientBuilder() {}

    /**
     * Takes over what the environment variables say that {@link AuraClient#fromEnvironment()} lists.
     *
     * @return this builder, to set more
     * @throws IllegalStateException if a required variable is missing or one makes no sense; the message names it
     */
    public AuraClientBuilder fromEnvironment() {
        return EnvironmentVariables.configure(this, System.getenv());
    }

    /**
     * Sets the API credential.
     *
     * @param clientId the client id
     * @param secret the client secret
     * @return this builder
     */
    public AuraClientBuilder credentials(String clientId, String secret) {
        return credentials(AuraCredentials.of(clientId, secret));
    }

    /**
     * Sets the API credential.
     *
     * @param credential client id and secret
     * @return this builder
     */
    public AuraClientBuilder credentials(AuraCredentials credential) {
        return credentials(() -> credential);
    }

    /**
     * Sets where the API credential is read from. It is asked before each request for a token: first, when a token is about
     * to expire, and after a 401 or 403, so that rotated secrets are picked up without a restart. Called by one thread at a
     * time; what it throws becomes an {@link dev.restore4j.error.AccessException} that names its class only.
     *
     * @param supplier reads the present credential
     * @return this builder
     */
    public AuraClientBuilder credentials(Supplier<AuraCredentials> supplier) {
        this.credentials = supplier;
        return this;
    }

    /**
     * Sets where the API is. Client secret and tokens go there, and nowhere else.
     *
     * @param baseUrl without {@code /v1}; HTTPS, or HTTP on a loopback host
     * @return this builder
     * @throws IllegalArgumentException if it is anything else
     */
    public AuraClientBuilder baseUrl(URI baseUrl) {
        this.address = ApiAddress.of(baseUrl);
        return this;
    }

    /**
     * Sets the HTTP client, for proxies, certificates, or a test's own. The default connects within 10 seconds and uses
     * HTTP/1.1, so that one connection that hangs hinders one exchange.
     *
     * @param client one that never follows redirects
     * @return this builder
     * @throws IllegalArgumentException if it follows redirects: a token must not go elsewhere, a restore not be sent twice
     */
    public AuraClientBuilder httpClient(HttpClient client) {
        this.httpClient = DirectClient.checked(client);
        return this;
    }

    /**
     * Sets where the Console is, for tests. Unless set, it follows from the address of the database that is uploaded to; where the
     * API is on a loopback host, so is the Console, at the same port.
     *
     * @param address HTTPS at a host of {@code neo4j.io}, or a loopback host
     * @return this builder
     * @throws IllegalArgumentException if it is anything else: passwords go there
     */
    public AuraClientBuilder console(URI address) {
        this.console = AuraTargetBuilder.checkedConsole(address);
        return this;
    }

    /**
     * Sets how long one exchange may take, headers and body together.
     *
     * @param timeout more than zero
     * @return this builder
     */
    public AuraClientBuilder exchangeTimeout(Duration timeout) {
        this.exchangeTimeout = AuraTargetBuilder.checkedTimeout(timeout);
        return this;
    }

    /**
     * Sets Aura's limit for the credential: 125 requests a minute, or 25 for trial credentials. The client stays 4 % below it
     * (at least one request), counts requests for tokens too, and never exceeds it by itself in any 60 seconds, so that a 429
     * is caused by another user of the same credential only. Submissions come first, then the watch for the first change,
     * then what a person waits for, then other watches.
     *
     * @param perMinute at least 5
     * @return this builder
     */
    public AuraClientBuilder requestBudget(int perMinute) {
        if (perMinute < SMALLEST_BUDGET) {
            throw new IllegalArgumentException("The request budget must be at least " + SMALLEST_BUDGET
                    + " a minute, not " + perMinute + ": a restore and what is read right before it must fit.");
        }
        this.requestsPerMinute = perMinute;
        return this;
    }

    /**
     * Sets where operations are written down.
     *
     * @param journal the journal
     * @return this builder
     */
    public AuraClientBuilder journal(Journal journal) {
        this.journal = journal;
        return this;
    }

    /**
     * Sets the time, for tests.
     *
     * @param time what is read and waited on
     * @return this builder
     */
    public AuraClientBuilder time(TimeSource time) {
        this.time = time;
        return this;
    }

    /**
     * Sets where operation ids and the jitter of back-offs come from, for tests.
     *
     * @param random thread-safe, as {@link java.util.Random} and {@link SecureRandom} are
     * @return this builder
     */
    public AuraClientBuilder random(RandomGenerator random) {
        this.random = random;
        return this;
    }

    /**
     * Adds somebody who hears of all operations of this client.
     *
     * @param listener hears of events
     * @return this builder
     */
    public AuraClientBuilder listener(RestoreListener listener) {
        listeners.add(listener);
        return this;
    }

    /**
     * Lets the client send nothing that changes anything. Enforced for every request: with such a client, restores can be
     * assessed and watched, and not sent.
     *
     * @return this builder
     */
    public AuraClientBuilder readOnly() {
        rules = rules.readOnly();
        return this;
    }

    /**
     * Lets the client touch these instances only, as target or as source, for reading or writing. Enforced for every request;
     * only the list of all instances, and instances that the client's own restores create, are read besides.
     *
     * @param ids added to those of former calls
     * @return this builder
     * @throws IllegalArgumentException if there are none, or one is not 8 hexadecimal characters
     */
    public AuraClientBuilder allowOnly(String... ids) {
        allowed.addAll(InstanceIds.checked("allowOnly", "Look the id up there: a name can be given to anything.", ids));
        rules = rules.allowOnly(allowed);
        return this;
    }

    /**
     * Protects instances: before they are overwritten, a person must type a word and their name.
     *
     * @param ids added to what is protected already; to protect by name, use {@link #protect(Predicate)}
     * @return this builder
     * @throws IllegalArgumentException if there are none, or one is not 8 hexadecimal characters
     */
    public AuraClientBuilder protect(String... ids) {
        Set<String> named = InstanceIds.checked(
                "protect", "To protect by name: builder.protect(i -> i.name().equals(\"Production\")).", ids);
        return protect(instance -> named.contains(AuraInstance.folded(instance.id())));
    }

    /**
     * Protects instances: before they are overwritten, a person must type a word and their name.
     *
     * @param condition added to what is protected already; must be fast, thread-safe, and not throw
     * @return this builder
     */
    public AuraClientBuilder protect(Predicate<Instance> condition) {
        protection = protection.or(condition);
        return this;
    }

    /**
     * {@return the client; sends nothing}
     *
     * @throws IllegalStateException if there are no credentials, or if {@code jdk.httpclient.enableAllMethodRetry}, as a system
     *     property or in the JDK's {@code conf/net.properties}, makes the JDK send requests again by itself
     */
    public AuraClient build() {
        if (credentials == null) {
            throw new IllegalStateException("Set credentials(...) before build().");
        }
        Exchange exchange = new Exchange(DirectClient.sendingOnce(httpClient), time, exchangeTimeout);
        Channel channel = new Channel(exchange, RequestBudget.below(requestsPerMinute, time), time);
        AccessTokens tokens = new AccessTokens(credentials, new TokenEndpoint(channel, address, time), time);
        AuraTransport transport = new AuraTransport(
                new AuraTransport.TransportParts(channel, tokens, rules, new ReadBackoff(time, random), address, time));
        RestoreEnvironment environment = new RestoreEnvironment(
                        journal == null ? FileJournal.inStateDirectory() : journal,
                        time,
                        random,
                        listeners,
                        new RestoreDurations())
                .of(Account.of(address.toString(), transport::clientId));
        return new AuraClient(new AuraAccount(
                transport,
                environment,
                protection,
                new AuraAccount.ConsoleAccess(exchange, console == null ? address.ownConsole() : console)));
    }
}
