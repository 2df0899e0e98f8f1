package dev.restore4j.aura.console;

import dev.restore4j.aura.text.Sanitized;
import dev.restore4j.error.AccessException;
import dev.restore4j.operation.DatabaseLogin;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Passwords that were refused a moment ago, by database and user. Three wrong ones lock a user out: one that was refused is not shown
 * again for a minute, by none of the sessions that share this. Thread-safe.
 */
public final class RefusedLogins {

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Map<Place, Refusal> refusals = new ConcurrentHashMap<>();

    private record Place(String database, String user) {}

    private record Refusal(String basic, long atNanos) {

        /** It holds a secret. */
        @Override
        public String toString() {
            return "refusal";
        }
    }

    /** None yet. */
    public RefusedLogins() {}

    /**
     * Throws if the login was refused a moment ago.
     *
     * @param place which database of which Console
     */
    void check(String place, DatabaseLogin login, long nowNanos) {
        Refusal last = refusals.get(new Place(place, login.user()));
        if (last != null && last.basic().equals(login.basic()) && nowNanos - last.atNanos() < PAUSE.toNanos()) {
            throw new AccessException(
                    "The password of user '" + Sanitized.text(login.user())
                            + "' was refused less than a minute ago, and is not"
                            + " shown again so soon: three wrong ones lock the user out. Correct it, or try again later.",
                    null,
                    null,
                    null);
        }
    }

    void refused(String place, DatabaseLogin login, long nowNanos) {
        refusals.put(new Place(place, login.user()), new Refusal(login.basic(), nowNanos));
    }

    void taken(String place, DatabaseLogin login) {
        refusals.remove(new Place(place, login.user()));
    }
}
