package dev.restore4j.aura;

import dev.restore4j.aura.wire.SingleFlight;
import dev.restore4j.error.AccessException;
import dev.restore4j.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The present token. However many threads need a new one, one of them asks for it and the others wait for that one; what it
 * learns, they learn. The credentials are read anew for each token, so that rotated ones are used. Thread-safe; nobody waits
 * while holding the lock.
 */
final class AccessTokens {

    /** For how long refused credentials are not tried again, unless the supplier gives others. */
    static final Duration REFUSAL_SPAN = Duration.ofSeconds(10);

    /** A token that a refusal led to is not replaced for so long: see {@link AccessToken#isSecondChance}. */
    static final Duration SECOND_CHANCE_SPAN = Duration.ofSeconds(60);

    private final Supplier<AuraCredentials> supplier;
    private final TokenEndpoint endpoint;
    private final TimeSource time;
    private final SingleFlight<AccessToken> flight = new SingleFlight<>();

    private @Nullable AccessToken present;
    private AccessToken.Origin nextOrigin = AccessToken.Origin.ROUTINE;
    private @Nullable Refusal lastRefusal;
    private volatile @Nullable AuraCredentials lastUsed;
    private volatile @Nullable AccessToken lastRefused;

    AccessTokens(Supplier<AuraCredentials> supplier, TokenEndpoint endpoint, TimeSource time) {
        this.supplier = supplier;
        this.endpoint = endpoint;
        this.time = time;
    }

    /** {@return the client id that was used last, or else that of the credentials as they are now} */
    String clientId() {
        AuraCredentials known = lastUsed;
        return (known != null ? known : credentials()).clientId();
    }

    /** {@return what no message may repeat} */
    List<String> secrets(AccessToken token) {
        AuraCredentials credentials = lastUsed;
        AccessToken replaced = lastRefused;
        List<String> secrets = new ArrayList<>(List.of(token.value()));
        if (credentials != null) {
            secrets.addAll(List.of(credentials.secret().value(), credentials.basic()));
        }
        if (replaced != null) {
            secrets.add(replaced.value());
        }
        return secrets;
    }

    /** {@return a token that is still fresh, asked for where there is none} */
    AccessToken current() throws InterruptedException {
        return flight.get(time, new Tokens());
    }

    /**
     * Forgets a token that was refused, so that the next request asks for another.
     *
     * @return whether another can help
     */
    synchronized boolean refused(AccessToken token) {
        if (present == token) {
            if (token.isSecondChance(time.nanoTime(), SECOND_CHANCE_SPAN.toNanos())) {
                return false;
            }
            present = null;
            lastRefused = token;
            nextOrigin = AccessToken.Origin.REFUSAL;
        }
        return true;
    }

    private synchronized @Nullable AccessToken fresh() {
        return present != null && present.isFresh(time.nanoTime()) ? present : null;
    }

    private synchronized void keep(AccessToken token) {
        present = token;
        nextOrigin = AccessToken.Origin.ROUTINE;
    }

    private AccessToken ask() throws InterruptedException {
        AuraCredentials credentials = credentials();
        AccessToken.Origin origin;
        synchronized (this) {
            origin = nextOrigin;
            if (lastRefusal != null && lastRefusal.stillHolds(credentials, time.nanoTime())) {
                throw lastRefusal.error;
            }
        }
        lastUsed = credentials;
        try {
            return endpoint.fetch(credentials, origin);
        } catch (AccessException e) {
            synchronized (this) {
                lastRefusal = new Refusal(credentials, e, time.nanoTime());
            }
            throw e;
        }
    }

    private AuraCredentials credentials() {
        try {
            return supplier.get();
        } catch (RuntimeException e) {
            // no cause: what a supplier throws may quote what it read
            throw new AccessException(
                    "The credentials supplier threw " + e.getClass().getName()
                            + ". Nothing was sent; see why it cannot supply credentials.",
                    null,
                    null,
                    null);
        }
    }

    /** One for all threads that need a token. */
    private final class Tokens implements SingleFlight.Source<AccessToken> {

        @Override
        public @Nullable AccessToken held() {
            return fresh();
        }

        @Override
        public void keep(AccessToken token) {
            AccessTokens.this.keep(token);
        }

        @Override
        public AccessToken ask() throws InterruptedException {
            return AccessTokens.this.ask();
        }
    }

    private record Refusal(AuraCredentials credentials, AccessException error, long at) {

        boolean stillHolds(AuraCredentials offered, long now) {
            return credentials.equals(offered) && now - at < REFUSAL_SPAN.toNanos();
        }
    }
}
