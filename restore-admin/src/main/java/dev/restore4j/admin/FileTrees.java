package dev.restore4j.admin;

import dev.restore4j.error.Neo4jAdminException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.CRC32;

/** What is done to files here, without channels: an interrupt would close those in mid-work. */
final class FileTrees {

    private FileTrees() {}

    static FileAttribute<?>[] ownerOnly(Path path) {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Deletes a directory and what is in it, but follows no link. */
    static void delete(Path root) throws IOException {
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                    if (failure != null) {
                        throw failure;
                    }
                    Files.deleteIfExists(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException e) {
            // somebody else did it
        }
    }

    /** Makes a file's content, or a directory's names, survive a power cut, where that can be asked for. */
    static void force(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return; // a directory can be opened by a channel only; a journaling file system keeps the order of names
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.getFD().sync();
        }
    }

    /** Writes a small file so that it is there as a whole or not at all. */
    static void write(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, text);
        force(fresh);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Gives a file its name, unless something has that name.
     *
     * @throws FileAlreadyExistsException if something has
     */
    static void name(Path made, Path file) throws IOException {
        try {
            // a link is made only where nothing has the name; a move may replace what came meanwhile
            Files.createLink(file, made);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // where there are no links, the system says in one way or the other that they are not permitted
            Files.move(made, file);
        }
    }

    static long crc32(Path file) throws IOException {
        CRC32 crc = new CRC32();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = new java.io.FileInputStream(file.toFile())) {
            for (int length = in.read(buffer); length > 0; length = in.read(buffer)) {
                crc.update(buffer, 0, length);
            }
        }
        return crc.getValue();
    }

    static long usable(Path path) throws IOException {
        return Files.getFileStore(path).getUsableSpace();
    }

    static Neo4jAdminException failed(String what, IOException cause) {
        String code = cause instanceof java.nio.file.AccessDeniedException ? "no-permission" : "io-failed";
        String advice = code.equals("io-failed") ? "" : " Run this program as a user who may.";
        Neo4jAdminException error =
                new Neo4jAdminException(code, what + ": " + cause.getMessage() + "." + advice, -1, "");
        error.addSuppressed(cause); // the error was made without a cause, and takes none afterwards
        return error;
    }
}
