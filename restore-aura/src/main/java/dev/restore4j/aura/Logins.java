package dev.restore4j.aura;

import dev.restore4j.error.AccessException;
import dev.restore4j.operation.DatabaseLogin;
import java.util.function.Supplier;

/** Logins as programs supply them. */
final class Logins {

    private Logins() {}

    /** {@return the same supplier; what it throws, or null, becomes an {@link AccessException} that names the class only} */
    static Supplier<DatabaseLogin> guarded(Supplier<DatabaseLogin> given) {
        return () -> {
            DatabaseLogin login;
            try {
                login = given.get();
            } catch (RuntimeException e) {
                throw new AccessException(
                        "The supplier of the database's login threw "
                                + e.getClass().getName() + ". Mend it.",
                        null,
                        null,
                        null);
            }
            if (login == null) {
                throw new AccessException("The supplier of the database's login gave null. Mend it.", null, null, null);
            }
            return login;
        };
    }
}
