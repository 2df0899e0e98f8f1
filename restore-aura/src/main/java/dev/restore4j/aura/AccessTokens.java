package dev.restore4j.aura;

import dev.restore4j.error.AccessException;
import dev.restore4j.error.RestoreException;
import dev.restore4j.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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

    private static final Duration LONG = Duration.ofHours(2);

    private final Supplier<AuraCredentials> supplier;
    private final TokenEndpoint endpoint;
    private final TimeSource time;

    private @Nullable AccessToken present;
    private AccessToken.Origin nextOrigin = AccessToken.Origin.ROUTINE;
    private @Nullable CompletableFuture<Outcome> underWay;
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
        while (true) {
            CompletableFuture<Outcome> mine = new CompletableFuture<>();
            CompletableFuture<Outcome> shared;
            AccessToken.Origin origin;
            synchronized (this) {
                if (present != null && present.isFresh(time.nanoTime())) {
                    return present;
                }
                shared = underWay;
                origin = nextOrigin;
                if (shared == null) {
                    underWay = mine;
                }
            }
            if (shared == null) {
                return lead(mine, origin);
            }
            AccessToken token = follow(shared);
            if (token != null) {
                return token;
            }
        }
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

    private AccessToken lead(CompletableFuture<Outcome> mine, AccessToken.Origin origin) throws InterruptedException {
        Outcome outcome = Outcome.NONE;
        try {
            AccessToken token = ask(origin);
            outcome = new Outcome(token, null);
            return token;
        } catch (RestoreException e) {
            outcome = new Outcome(null, e);
            throw e;
        } finally {
            synchronized (this) {
                underWay = null;
                if (outcome.token != null) {
                    present = outcome.token;
                    nextOrigin = AccessToken.Origin.ROUTINE;
                }
            }
            mine.complete(outcome);
        }
    }

    /** Waits for another thread's token. {@return null where that thread was interrupted, so that somebody else must ask} */
    private @Nullable AccessToken follow(CompletableFuture<Outcome> shared) throws InterruptedException {
        time.await(shared, time.nanoTime() + LONG.toNanos());
        Outcome outcome = shared.getNow(Outcome.NONE);
        if (outcome.failure != null) {
            throw outcome.failure;
        }
        return outcome.token;
    }

    private AccessToken ask(AccessToken.Origin origin) throws InterruptedException {
        AuraCredentials credentials = credentials();
        synchronized (this) {
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

    /** What the thread that asked has learned: a token, or an error, or nothing where it was stopped. */
    private record Outcome(
            @Nullable AccessToken token, @Nullable RestoreException failure) {

        static final Outcome NONE = new Outcome(null, null);
    }

    private record Refusal(AuraCredentials credentials, AccessException error, long at) {

        boolean stillHolds(AuraCredentials offered, long now) {
            return credentials.equals(offered) && now - at < REFUSAL_SPAN.toNanos();
        }
    }
}
