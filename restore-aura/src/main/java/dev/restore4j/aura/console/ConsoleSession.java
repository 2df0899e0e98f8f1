package dev.restore4j.aura.console;

import dev.restore4j.aura.console.Console.Status;
import dev.restore4j.aura.wire.Sanitized;
import dev.restore4j.error.AccessException;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.operation.DatabaseLogin;
import dev.restore4j.time.TimeSource;
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
        token = fresh(console);
    }

    /**
     * {@return what the import is at; authenticates first where there is no token, or it has expired}
     *
     * @throws dev.restore4j.error.RestoreException as {@link Console#status} and {@link Console#authenticate}
     * @throws InterruptedException if the thread was interrupted
     */
    public Status status() throws InterruptedException {
        return ask(console.time(), Console::status);
    }

    /**
     * A step that may be repeated.
     *
     * @param <T> what it gives
     */
    public interface Step<T> {

        /**
         * {@return what it gives}
         *
         * @param console the Console
         * @param token one that was valid a moment ago
         * @throws InterruptedException if the thread was interrupted
         */
        T at(Console console, String token) throws InterruptedException;
    }

    /**
     * {@return what a step gives; authenticates first where there is no token, or it has expired}
     *
     * @param time measures and waits
     * @param step a step that may be repeated
     * @param <T> what it gives
     * @throws dev.restore4j.error.RestoreException as the step and {@link Console#authenticate}
     * @throws InterruptedException if the thread was interrupted
     */
    public <T> T ask(TimeSource time, Step<T> step) throws InterruptedException {
        Console here = console.on(time);
        String held = token;
        if (held != null) {
            try {
                return step.at(here, held);
            } catch (AccessException e) {
                token = null; // it has expired: a second one is asked for, once
            }
        }
        String fresh = fresh(here);
        token = fresh;
        return step.at(here, fresh);
    }

    /**
     * Says that an archive is whole; sends {@code upload-complete}, once. This overwrites the database. Where there is no token
     * it authenticates first; a token that is refused is not used again, and the request is not repeated.
     *
     * @param completion what is whole
     * @param latestNanos the latest time to send it, a reading of the time source's {@code nanoTime()}
     * @return what is known after it; when the thread was interrupted while waiting for the answer, its flag is set again
     * @throws dev.restore4j.error.RestoreException if nothing was sent
     * @throws InterruptedException if the thread was interrupted before it was sent
     */
    public CompletionAnswer complete(Completion completion, long latestNanos) throws InterruptedException {
        String held = token;
        if (held == null) {
            held = fresh(console);
            token = held;
        }
        if (console.time().nanoTime() - latestNanos > 0) {
            throw new UnavailableException(
                    "The completion of the upload was not sent: its time was over. Assess and confirm again.",
                    (Duration) null,
                    null);
        }
        CompletionAnswer answer = console.complete(held, completion);
        if (answer instanceof CompletionAnswer.NotTaken notTaken
                && notTaken.code().equals("access-refused")) {
            token = null;
        }
        return answer;
    }

    /** {@return which database of which Console, in words that never change: {@code console.neo4j.io/2f49c2b3}} */
    public String place() {
        return console.place();
    }

    private synchronized String fresh(Console here) throws InterruptedException {
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
            String given = here.authenticate(present);
            refused = null;
            return given;
        } catch (AccessException e) {
            refused = present.basic();
            refusedAt = now;
            throw e;
        }
    }
}
