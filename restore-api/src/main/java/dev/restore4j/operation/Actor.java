package dev.restore4j.operation;

import java.util.Objects;

/**
 * Who requests, confirms, cancels or attests. It is written to the journal as given; it is no authentication.
 *
 * @param name a person or a program, 1 to 200 characters without control characters
 */
public record Actor(String name) {

    /**
     * Checks the name.
     *
     * @param name a person or a program, 1 to 200 characters without control characters
     */
    public Actor {
        Objects.requireNonNull(name, "name");
        if (name.isBlank() || name.length() > 200 || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "An actor's name has 1 to 200 characters and no control characters: '" + name + "'");
        }
    }

    /**
     * {@return an actor of that name}
     *
     * @param name a person or a program
     */
    public static Actor named(String name) {
        return new Actor(name);
    }

    /** {@return the user that this JVM runs as, from the system property {@code user.name}} */
    public static Actor currentUser() {
        String user = System.getProperty("user.name", "");
        return new Actor(user.isBlank() ? "unknown user" : user);
    }

    @Override
    public String toString() {
        return name;
    }
}
