package dev.restore4j.aura.console;

import dev.restore4j.aura.console.Console.Status;
import dev.restore4j.aura.wire.Sanitized;
import dev.restore4j.error.AccessException;
import dev.restore4j.operation.DatabaseLogin;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A database's Console with a token that is renewed when it is refused. Thread-safe. */
public final class ConsoleSession {

    private final Console console;
    private final Supplier<DatabaseLogin> login;
    /** Three wrong passwords lock a user out: one that was refused is not shown again for so long. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private volatile @Nullable String token;
    private @Nullable String refused;
    private long refusedAt;

    /**
     * Makes one; sends nothing.
     *
     * @param console the Console
     * @param login asked at each authentication
     */
    public ConsoleSession(Console console, Supplier<DatabaseLogin> login) {
        this.console = console;
        this.login = login;
    }

    /**
     * Authenticates anew.
     *
     * @throws dev.restore4j.error.RestoreException as {@link Console#authenticate}
     * @throws InterruptedException if the thread was interrupted
     */
    public void authenticate() throws InterruptedException {
        token = fresh();
    }

    /**
     * {@return what the import is at; authenticates first where there is no token, or it has expired}
     *
     * @throws dev.restore4j.error.RestoreException as {@link Console#status} and {@link Console#authenticate}
     * @throws InterruptedException if the thread was interrupted
     */
    public Status status() throws InterruptedException {
        String held = token;
        if (held != null) {
            try {
                return console.status(held);
            } catch (AccessException e) {
                token = null; // it has expired: a second one is asked for, once
            }
        }
        String fresh = fresh();
        token = fresh;
        return console.status(fresh);
    }

    private synchronized String fresh() throws InterruptedException {
        DatabaseLogin present = login.get();
        long now = console.time().nanoTime();
        if (present.basic().equals(refused) && now - refusedAt < PAUSE.toNanos()) {
            throw new AccessException(
                    "The password of user '" + Sanitized.text(present.user())
                            + "' was refused less than a minute ago, and is not"
                            + " shown again so soon: three wrong ones lock the user out. Correct it, or try again later.",
                    null,
                    null,
                    null);
        }
        try {
            String given = console.authenticate(present);
            refused = null;
            return given;
        } catch (AccessException e) {
            refused = present.basic();
            refusedAt = now;
            throw e;
        }
    }
}
