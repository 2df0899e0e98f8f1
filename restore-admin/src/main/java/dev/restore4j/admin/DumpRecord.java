package dev.restore4j.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is noted of a dump that was made and checked.
 *
 * @param path the file
 * @param size its size in bytes
 * @param modified when it was last written, in milliseconds of the epoch
 * @param store what it was made of
 */
record DumpRecord(Path path, long size, long modified, StoreSight store) {

    static DumpRecord of(Path file, StoreSight store) throws IOException {
        return new DumpRecord(
                file, Files.size(file), Files.getLastModifiedTime(file).toMillis(), store);
    }

    /** {@return whether that file is this dump, unchanged} */
    boolean isStill(Path file) {
        try {
            return file.equals(path)
                    && Files.isRegularFile(file)
                    && Files.size(file) == size
                    && Files.getLastModifiedTime(file).toMillis() == modified;
        } catch (IOException e) {
            return false;
        }
    }

    String text() {
        return String.join("\n", Long.toString(size), Long.toString(modified), store.text(), path.toString());
    }

    static DumpRecord parse(String text) {
        String[] lines = text.split("\n", 7);
        if (lines.length != 7) {
            throw new IllegalArgumentException("Not what was noted of a dump");
        }
        String store = String.join("\n", lines[2], lines[3], lines[4], lines[5]);
        return new DumpRecord(
                Path.of(lines[6]), Long.parseLong(lines[0]), Long.parseLong(lines[1]), StoreSight.parse(store));
    }
}
