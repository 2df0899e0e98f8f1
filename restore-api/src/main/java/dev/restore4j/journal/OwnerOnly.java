package dev.restore4j.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;

/** Files and directories that only their owner may read, where the file system knows owners. */
final class OwnerOnly {

    private OwnerOnly() {}

    static void makeDirectory(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path there = directory.getParent();
        mustNotBeAFile(directory);
        while (there != null && !Files.isDirectory(there)) {
            mustNotBeAFile(there);
            there = there.getParent();
        }
        Files.createDirectories(directory, permissions(directory, "rwx------"));
        // a file is only as safe as the names on the way to it
        for (Path made = directory.getParent(); made != null && there != null; made = made.getParent()) {
            forceDirectory(made);
            if (made.equals(there)) {
                return;
            }
        }
    }

    private static void mustNotBeAFile(Path path) throws IOException {
        if (Files.exists(path) && !Files.isDirectory(path)) { // in this order: another process may make it just now
            throw new NotDirectoryException(path + " is a file");
        }
    }

    /** Makes an empty file unless it exists. */
    static void makeFile(Path file) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        try {
            Files.createFile(file, permissions(file, "rw-------"));
        } catch (FileAlreadyExistsException e) {
            // another process was faster; the file is there
        }
    }

    /** Makes that a name in a directory is new or gone survive a power cut, where directories can be opened. */
    static void forceDirectory(Path directory) throws IOException {
        if (System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows")) {
            return;
        }
        Uninterrupted.run(() -> {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
                return directory;
            }
        });
    }

    private static FileAttribute<?>[] permissions(Path path, String permissions) {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
