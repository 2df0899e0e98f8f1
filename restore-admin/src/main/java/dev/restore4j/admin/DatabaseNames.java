package dev.restore4j.admin;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names of databases. */
final class DatabaseNames {

    // what begins with a dash would be an option, what has a star would be several databases
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    private DatabaseNames() {}

    /** {@return the name as the tool and its files have it} */
    static String check(String name) {
        if (!FORM.matcher(name).matches() || name.contains("..")) {
            throw new IllegalArgumentException("Not the name of a database: \"" + name
                    + "\". Use letters, digits, dots, dashes and underscores, beginning with a letter or a digit.");
        }
        return name.toLowerCase(Locale.ROOT);
    }
}
