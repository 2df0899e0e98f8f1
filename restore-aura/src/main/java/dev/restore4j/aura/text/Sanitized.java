package dev.restore4j.aura.text;

import org.jspecify.annotations.Nullable;

/** Text from outside, made fit for messages and logs. */
public final class Sanitized {

    private static final int LONGEST = 200;

    private Sanitized() {}

    /**
     * {@return the text on one line, without control characters, at most 200 characters}
     *
     * @param raw the text, or null
     */
    public static String text(@Nullable String raw) {
        if (raw == null) {
            return "";
        }
        String head = raw.length() > 4 * LONGEST ? raw.substring(0, 4 * LONGEST) : raw;
        String line = head.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+", " ").trim();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }
}
