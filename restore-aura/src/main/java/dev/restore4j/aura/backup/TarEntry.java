package dev.restore4j.aura.backup;

/**
 * A file or a directory in a tar.
 *
 * @param name with its directories
 * @param size of its contents, in bytes
 * @param isFile whether it is a file, and no directory or link
 */
record TarEntry(String name, long size, boolean isFile) {

    private static final String DUMP = ".dump";

    /** {@return whether it is what neo4j-admin looks for in a tar of AuraDS} */
    boolean isDump() {
        return isFile && name.endsWith(DUMP);
    }

    /** {@return the name that the dump has from its database} */
    String databaseOfDump() {
        return name.substring(name.lastIndexOf('/') + 1, name.length() - DUMP.length());
    }
}
