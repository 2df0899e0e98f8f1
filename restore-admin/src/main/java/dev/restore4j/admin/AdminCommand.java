package dev.restore4j.admin;

/** The commands of {@code neo4j-admin database} that are used here. */
enum AdminCommand {
    INFO,
    DUMP,
    CHECK,
    LOAD,
    UPLOAD;

    /** {@return the command as the tool knows it} */
    String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
