package dev.restore4j.aura;

import dev.restore4j.aura.console.RefusedLogins;
import dev.restore4j.aura.wire.Exchange;
import dev.restore4j.catalog.Instance;
import dev.restore4j.error.WaitInterruptedException;
import dev.restore4j.spi.RestoreEnvironment;
import dev.restore4j.spi.Urgency;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What all handles of one client share. Thread-safe. */
final class AuraAccount {

    private final AuraTransport transport;
    private final RestoreEnvironment environment;
    private final Predicate<Instance> protection;
    private final ConsoleAccess consoles;
    /** The types of the instances that were read, by id: few, and a type does not change but by an upgrade. */
    private final Map<String, String> types = new ConcurrentHashMap<>();

    private final RefusedLogins refusedLogins = new RefusedLogins();

    AuraAccount(
            AuraTransport transport,
            RestoreEnvironment environment,
            Predicate<Instance> protection,
            ConsoleAccess consoles) {
        this.transport = transport;
        this.environment = environment;
        this.protection = protection;
        this.consoles = consoles;
    }

    AuraTransport transport() {
        return transport;
    }

    RestoreEnvironment environment() {
        return environment;
    }

    /**
     * How the Console is reached.
     *
     * @param exchange sends
     * @param instead where it is instead of where a database's address says; or null
     */
    record ConsoleAccess(Exchange exchange, @Nullable URI instead) {}

    /** {@return what sends to other services than the API, so outside of the budget} */
    Exchange exchange() {
        return consoles.exchange();
    }

    /** {@return the database passwords that were refused a moment ago} */
    RefusedLogins refusedLogins() {
        return refusedLogins;
    }

    /** {@return where the Console is, which a database's address says to be there} */
    URI console(URI stated) {
        URI instead = consoles.instead();
        return instead == null ? stated : instead;
    }

    boolean protects(Instance instance) {
        return protection.test(instance);
    }

    /** Remembers what an answer said of an instance. */
    void seen(String instance, String type) {
        types.put(instance, type);
    }

    /** {@return the type of an instance, if it has been read} */
    Optional<String> typeOf(String instance) {
        return Optional.ofNullable(types.get(instance));
    }

    Reading read(ApiCall call, Urgency urgency) throws InterruptedException {
        return transport.read(call, urgency);
    }

    /** A read for a method that a person waits for, and that is not declared to be interruptible. */
    Reading readNow(ApiCall call) {
        try {
            return transport.read(call, Urgency.of(Urgency.Rank.INTERACTIVE));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WaitInterruptedException(
                    "Interrupted while waiting for " + call.where() + ". It only reads: ask again.", null, null, e);
        }
    }

    /** Whether both speak for the same API credential of the same API. */
    boolean isSameAs(AuraAccount other) {
        return this == other
                || (transport.address().equals(other.transport.address())
                        && transport.clientId().equals(other.transport.clientId()));
    }

    /** {@return the credential and the API, for messages} */
    String name() {
        return "client id " + transport.clientId() + " at " + transport.address();
    }
}
