package dev.restore4j.operation;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/** User and password of a database. Its {@link #toString()} hides the password. Immutable. */
public final class DatabaseLogin {

    private final String user;
    private final String password;

    private DatabaseLogin(String user, String password) {
        this.user = user;
        this.password = password;
    }

    /**
     * {@return a login}
     *
     * @param user the user, usually {@code neo4j}
     * @param password the password
     * @throws IllegalArgumentException if the user is blank or contains a colon, the password is empty, or one of them contains a
     *     control character, which HTTP Basic does not allow (RFC 7617); what contains it is not repeated
     */
    public static DatabaseLogin of(String user, String password) {
        Objects.requireNonNull(password, "password");
        if (hasControl(user)) {
            throw new IllegalArgumentException("The user contains a control character, such as the end of a line.");
        }
        if (user.isBlank() || user.indexOf(':') >= 0) {
            throw new IllegalArgumentException("The user is blank or contains a colon.");
        }
        if (password.isEmpty()) {
            throw new IllegalArgumentException("The password of user " + user + " is empty.");
        }
        if (hasControl(password)) {
            throw new IllegalArgumentException("The password of user " + user
                    + " contains a control character, such as the end of the line that it was read from.");
        }
        return new DatabaseLogin(user, password);
    }

    private static boolean hasControl(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    /** {@return the user} */
    public String user() {
        return user;
    }

    /** {@return the password, in clear} */
    public String password() {
        return password;
    }

    /** {@return what HTTP Basic sends; as secret as the password} */
    public String basic() {
        return Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** {@return the user, without the password} */
    @Override
    public String toString() {
        return "login of " + user + " (password hidden)";
    }
}
