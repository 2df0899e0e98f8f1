package dev.restore4j.testkit.admin;

/** The lines of {@code neo4j-admin}, which say the same in different words. */
public enum AdminLine {
    /** The line with long-term support. */
    V5("5.26.30"),
    /** The line that is named by years. */
    V2026("2026.08.1");

    private final String version;

    AdminLine(String version) {
        this.version = version;
    }

    /** {@return the version of this line that the fake was measured against} */
    public String version() {
        return version;
    }
}
