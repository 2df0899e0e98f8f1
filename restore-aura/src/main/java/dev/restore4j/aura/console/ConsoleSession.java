package dev.restore4j.aura.console;

import dev.restore4j.aura.console.Console.Status;
import dev.restore4j.aura.wire.SingleFlight;
import dev.restore4j.error.AccessException;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.operation.DatabaseLogin;
import dev.restore4j.time.TimeSource;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A database's Console with a token that is renewed when it is refused. However many threads need a new one, one of them asks for it
 * and the others wait for that one. Thread-safe; nobody waits while holding the lock.
 */
public final class ConsoleSession {

    private final Console console;
    private final Supplier<DatabaseLogin> login;
    private final RefusedLogins refusals;
    private final SingleFlight<String> flight = new SingleFlight<>();
    private @Nullable String token;

    /**
     * Makes one; sends nothing.
     *
     * @param console the Console
     * @param login asked at each authentication
     */
    public ConsoleSession(Console console, Supplier<DatabaseLogin> login) {
        this(console, login, new RefusedLogins());
    }

    /**
     * Makes one that shares with others which passwords were refused; sends nothing.
     *
     * @param console the Console
     * @param login asked at each authentication
     * @param refusals which were refused a moment ago
     */
    public ConsoleSession(Console console, Supplier<DatabaseLogin> login, RefusedLogins refusals) {
        this.console = console;
        this.login = login;
        this.refusals = refusals;
    }

    /**
     * Authenticates anew.
     *
     * @throws dev.restore4j.error.RestoreException as {@link Console#authenticate}
     * @throws InterruptedException if the thread was interrupted
     */
    public void authenticate() throws InterruptedException {
        String unused = other(console, held());
    }

    /**
     * {@return what the import is at; authenticates first where there is no token, or it has expired}
     *
     * <p>Always asks the Console, so that once it has returned, the Console could be reached and the token was good a moment ago.
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
        String held = held();
        if (held != null) {
            try {
                return step.at(here, held);
            } catch (AccessException e) {
                // it has expired: a second one is asked for, once
            }
        }
        return step.at(here, other(here, held));
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
        String held = held();
        if (held == null) {
            held = other(console, null);
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
            refused(held);
        }
        return answer;
    }

    /** {@return which database of which Console, in words that never change: {@code console.neo4j.io/2f49c2b3}} */
    public String place() {
        return console.place();
    }

    private synchronized @Nullable String held() {
        return token;
    }

    private synchronized void refused(String worn) {
        if (worn.equals(token)) {
            token = null;
        }
    }

    /** {@return another token than the one that is of no use any more} */
    private String other(Console here, @Nullable String worn) throws InterruptedException {
        return flight.get(here.time(), new Tokens(here, worn));
    }

    private synchronized @Nullable String heldBut(@Nullable String worn) {
        return token == null || token.equals(worn) ? null : token;
    }

    private synchronized void keep(String given) {
        token = given;
    }

    private String authenticated(Console here) throws InterruptedException {
        DatabaseLogin present = login.get();
        long now = console.time().nanoTime();
        refusals.check(place(), present, now);
        try {
            String given = here.authenticate(present);
            refusals.taken(place(), present);
            return given;
        } catch (AccessException e) {
            refusals.refused(place(), present, now);
            throw e;
        }
    }

    /** One for all threads that need another token. */
    private final class Tokens implements SingleFlight.Source<String> {

        private final Console here;
        private final @Nullable String worn;

        Tokens(Console here, @Nullable String worn) {
            this.here = here;
            this.worn = worn;
        }

        @Override
        public @Nullable String held() {
            return heldBut(worn);
        }

        @Override
        public void keep(String given) {
            ConsoleSession.this.keep(given);
        }

        @Override
        public String ask() throws InterruptedException {
            return authenticated(here);
        }
    }
}
