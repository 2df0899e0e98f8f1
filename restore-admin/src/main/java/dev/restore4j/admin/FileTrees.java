package dev.restore4j.admin;

import dev.restore4j.admin.process.Waiting;
import dev.restore4j.error.Neo4jAdminException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32;

/** What is done to files here, mostly without channels: an interrupt would close those in mid-work. */
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
            forceDirectory(path);
            return;
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.getFD().sync();
        }
    }

    /** A directory can be opened by a channel only, and on Windows not at all. */
    private static void forceDirectory(Path directory) throws IOException {
        if (System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows")) {
            return;
        }
        forceChannel(directory);
    }

    private static void forceChannel(Path path) throws IOException {
        uninterrupted(() -> {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                channel.force(true);
                return path;
            }
        });
    }

    /** Makes a directory with all that is in it survive a power cut. */
    static void forceAll(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    forceChannel(file); // which need not be writable
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                forceDirectory(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Something with a channel, which an interrupt would close in mid-work: it is put aside until that is done. */
    static <T> T uninterrupted(Work<T> work) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return work.run();
                } catch (ClosedByInterruptException e) {
                    interrupted = true;
                    Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Something that can be done again when it was interrupted. */
    interface Work<T> {
        T run() throws IOException;
    }

    /** Makes a directory, which is there after a power cut, too. */
    static void makeDirectories(Path directory) throws IOException {
        Path there = directory;
        while (!Files.isDirectory(there)) {
            there = parent(there);
        }
        Files.createDirectories(directory);
        for (Path made = directory; !made.equals(there); made = parent(made)) {
            force(parent(made));
        }
    }

    /** Makes the names of something that was renamed survive a power cut, before anything that is done later. */
    static void forceNames(Path from, Path to) throws IOException {
        force(parent(to));
        force(parent(from));
    }

    /** Deletes a file if it is there; it does not come back by a power cut. */
    static void deleteFile(Path file) throws IOException {
        Files.deleteIfExists(file);
        force(parent(file));
    }

    private static Path parent(Path path) {
        return Objects.requireNonNull(path.getParent(), "an absolute path that is no root");
    }

    /** Writes a small file so that it is there as a whole or not at all, after a power cut, too. */
    static void write(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, text);
        force(fresh);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        force(parent(file));
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

    /** {@return the CRC32 of a file}, which takes long for a large one: it waits for nothing in between, and so can be cut short */
    static long crc32(Path file, Waiting waiting) throws IOException, InterruptedException {
        CRC32 crc = new CRC32();
        byte[] buffer = new byte[1 << 20];
        try (InputStream in = new java.io.FileInputStream(file.toFile())) {
            for (int length = in.read(buffer); length > 0; length = in.read(buffer)) {
                crc.update(buffer, 0, length);
                waiting.await(new CompletableFuture<Void>(), waiting.time().nanoTime());
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
