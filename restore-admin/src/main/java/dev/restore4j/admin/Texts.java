package dev.restore4j.admin;

import java.time.Duration;
import java.util.Locale;

/** Pieces of messages. */
final class Texts {

    private static final int BRIEF = 300;
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    private Texts() {}

    /** {@return the first line with anything in it, and not too much of that} */
    static String brief(String text) {
        String line = text.lines()
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .findFirst()
                .orElse("");
        return line.length() <= BRIEF ? line : line.substring(0, BRIEF) + " ...";
    }

    /** {@return a size, such as {@code 1.5 GiB}} */
    static String size(long bytes) {
        double size = bytes;
        int unit = 0;
        while (size >= 1024 && unit < UNITS.length - 1) {
            size /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", size, UNITS[unit]);
    }

    /** {@return a duration in whole seconds, such as {@code 1 h 30 min}} */
    static String duration(Duration duration) {
        if (duration.toHours() > 0) {
            return duration.toHours() + " h"
                    + (duration.toMinutesPart() > 0 ? " " + duration.toMinutesPart() + " min" : "");
        }
        return duration.toMinutes() > 0
                ? duration.toMinutes() + " min"
                        + (duration.toSecondsPart() > 0 ? " " + duration.toSecondsPart() + " s" : "")
                : duration.toSeconds() + " s";
    }
}
