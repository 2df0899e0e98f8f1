package dev.restore4j.aura.backup;

import dev.restore4j.aura.text.Sanitized;

/** The name of a database as a file says it, which may be anything: a person reads it, in quotation marks, before confirming. */
final class DatabaseName {

    private DatabaseName() {}

    /** {@return the name on one line, without control characters and quotation marks, at most 200 characters} */
    static String of(String raw) {
        return Sanitized.text(raw.replace('\'', ' '));
    }
}
