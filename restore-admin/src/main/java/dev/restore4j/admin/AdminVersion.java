package dev.restore4j.admin;

import dev.restore4j.error.Neo4jAdminException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which {@code neo4j-admin} it is.
 *
 * <p>Both lines take the same options and print the same words, with few exceptions; what this library relies on was measured on
 * 5.26.30 and 2026.08.1.
 */
public final class AdminVersion {

    /** The lines of Neo4j that are told apart. */
    public enum Line {
        /** 5.x, which runs on JDK 17. */
        V5,
        /** 2025.01 and later, which needs JDK 21. */
        V2025_ON
    }

    private static final Pattern NUMBERS = Pattern.compile("\\b(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,6}))?");
    private static final int CALENDAR = 2025;
    private static final int MEASURED_MINOR = 26;

    // the newest of the calendar line that was measured
    private static final int MEASURED_YEAR = 2026;
    private static final int MEASURED_MONTH = 8;

    private final Line line;
    private final int major;
    private final int minor;
    private final String text;

    private AdminVersion(Line line, int major, int minor, String text) {
        this.line = line;
        this.major = major;
        this.minor = minor;
        this.text = text;
    }

    /** {@return the version in what {@code --version} printed} */
    static AdminVersion parse(String printed) {
        Matcher matcher = NUMBERS.matcher(printed);
        if (!matcher.find()) {
            throw unknown("printed no version but \"" + Texts.brief(printed) + "\"", printed);
        }
        int major = Integer.parseInt(matcher.group(1));
        int minor = Integer.parseInt(matcher.group(2));
        if (major == 5) {
            return new AdminVersion(Line.V5, major, minor, matcher.group());
        }
        if (major >= CALENDAR) {
            return new AdminVersion(Line.V2025_ON, major, minor, matcher.group());
        }
        throw unknown("is of version " + matcher.group(), printed);
    }

    private static Neo4jAdminException unknown(String what, String printed) {
        return new Neo4jAdminException(
                "tool-version-unknown",
                "neo4j-admin " + what + ". Use one of Neo4j 5.x, or of 2025.01 or later.",
                0,
                printed);
    }

    /** {@return the line that it belongs to} */
    public Line line() {
        return line;
    }

    /** {@return as it prints itself, such as {@code 5.26.30}} */
    public String text() {
        return text;
    }

    /**
     * {@return whether it is no newer than what was measured, a patch aside: of a newer one nobody knows that its words are the
     * same, and that a line is missing proves nothing}
     */
    boolean isMeasured() {
        if (line == Line.V5) {
            return minor <= MEASURED_MINOR;
        }
        return major < MEASURED_YEAR || (major == MEASURED_YEAR && minor <= MEASURED_MONTH);
    }

    /**
     * {@return whether the order of what {@code upload} prints and sends is known for it: from 5.26 on}
     *
     * <p>Read in the class files of 5.26.30, and measured on that and on 2026.08.1. Before 5.26 it was not looked at.
     */
    boolean tellsItsUpload() {
        return line == Line.V2025_ON || minor >= MEASURED_MINOR;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AdminVersion version && version.text.equals(text) && version.major == major;
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
