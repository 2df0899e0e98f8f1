package dev.restore4j.admin;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names of databases. */
final class DatabaseNames {

    // as the tool has them (measured with 5.26.30: other characters and more than 63 are usage errors, and check wants
    // three), but
    // what begins with a dash would be an option, and what has a star or a question mark several databases
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{2,62}");

    private DatabaseNames() {}

    /** {@return the name as the tool and its files have it} */
    static String check(String name) {
        if (!FORM.matcher(name).matches() || name.contains("..")) {
            throw new IllegalArgumentException("Not the name of a database: \"" + name
                    + "\". Use 3 to 63 letters, digits, dots and dashes, beginning with a letter or a digit.");
        }
        return name.toLowerCase(Locale.ROOT);
    }
}
