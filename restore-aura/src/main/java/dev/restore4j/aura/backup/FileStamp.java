package dev.restore4j.aura.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/**
 * By what a file is known again without being read. Links are followed.
 *
 * @param size in bytes
 * @param modified as fine as the file system has it
 * @param key the file itself, whatever its name; empty where the system has none
 */
record FileStamp(long size, Instant modified, String key) {

    static FileStamp of(Path path) throws IOException {
        return of(Files.readAttributes(path, BasicFileAttributes.class));
    }

    static FileStamp of(BasicFileAttributes attributes) {
        Object key = attributes.fileKey();
        return new FileStamp(
                attributes.size(), attributes.lastModifiedTime().toInstant(), key == null ? "" : key.toString());
    }

    /** {@return in words what another one has that this has not} */
    String differenceTo(FileStamp other) {
        if (size != other.size) {
            return "it had " + size + " bytes, and has " + other.size;
        }
        return key.equals(other.key) ? "it was written to" : "it is another file now";
    }
}
