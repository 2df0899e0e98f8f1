package dev.restore4j.aura.backup;

import dev.restore4j.aura.text.Sanitized;

/**
 * A file or a directory in a tar.
 *
 * @param name with its directories, as it is written, up to 1 MiB of anything
 * @param size of its contents, in bytes
 * @param isFile whether it is a file, and no directory or link
 */
record TarEntry(String name, long size, boolean isFile) {

    private static final String DUMP = ".dump";

    /** What macOS puts beside each file that it packs: attributes, under the same name behind these two characters. */
    private static final String APPLE_DOUBLE = "._";

    /** {@return whether it is what neo4j-admin looks for in a tar of AuraDS} */
    boolean isDump() {
        return isFile && name.endsWith(DUMP) && !fileName().startsWith(APPLE_DOUBLE);
    }

    /** {@return whether it is a file that a store of Neo4j 3 and 4 has, and nothing else, where a dump has it} */
    boolean isOfStore() {
        return isFile && (name.startsWith("neostore") || name.startsWith("./neostore"));
    }

    private String fileName() {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** {@return the name that the dump has from its database, fit for messages} */
    String databaseOfDump() {
        return DatabaseName.of(fileName().substring(0, fileName().length() - DUMP.length()));
    }

    /** {@return its name, fit for messages} */
    String shown() {
        return Sanitized.text(name);
    }
}
