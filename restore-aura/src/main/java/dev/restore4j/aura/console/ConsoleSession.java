package dev.restore4j.aura.console;

import dev.restore4j.aura.console.Console.Status;
import dev.restore4j.error.AccessException;
import dev.restore4j.operation.DatabaseLogin;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A database's Console with a token that is renewed when it is refused. Thread-safe. */
public final class ConsoleSession {

    private final Console console;
    private final Supplier<DatabaseLogin> login;
    private volatile @Nullable String token;

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
        token = console.authenticate(login.get());
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
        String fresh = console.authenticate(login.get());
        token = fresh;
        return console.status(fresh);
    }
}
