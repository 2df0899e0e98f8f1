package dev.restore4j.journal;

import dev.restore4j.error.JournalException;
import dev.restore4j.operation.OperationId;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A journal in a directory of a local file system: the default.
 *
 * <p>{@code operations/<id>.jsonl} holds one operation, one JSON object a line. Each line has a format version, the hash of
 * the line before it, and its own SHA-256; each is forced to the disk before the method returns. Files and the
 * directories below the given one are readable by their owner alone where the file system knows owners.
 *
 * <p>A last line without its newline is a torn write of a crash: it is ignored, with a warning, and removed by the next
 * append. Any other line that does not match its hash, and any line of a newer format, is refused. The directory is made
 * when something is first written to it. Operations that have ended are kept; their files may be moved away.
 *
 * <p>Reading takes no lock, unless what was read looks torn or damaged: then it is read once more under the lock, since
 * another process may have been in the middle of its write. Who may read the directory and not write to it cannot take the
 * lock, and may be told of a torn line that is only being written.
 *
 * <p>Among processes, short writes are guarded by a lock on {@code journal.lock}, and a target's lease by a lock on a file in
 * {@code targets}; both end with the process. They need a file system whose locks work among all processes that share it.
 */
public final class FileJournal implements Journal {

    /** The directory, where it is to be set for a process: an environment variable. */
    public static final String STATE_DIRECTORY_VARIABLE = "RESTORE4J_STATE_DIR";

    private final Path directory;
    private final Path operations;
    private final FileLocks locks;

    private FileJournal(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
        this.operations = this.directory.resolve("operations");
        this.locks = new FileLocks(this.directory);
    }

    /**
     * {@return the journal in this directory}
     *
     * @param directory is made, with its parents, when something is first written
     */
    public static FileJournal at(Path directory) {
        return new FileJournal(directory);
    }

    /**
     * {@return the journal in the state directory of this user}
     *
     * <p>That is, the first that is set: the environment variable {@value #STATE_DIRECTORY_VARIABLE};
     * {@code $XDG_STATE_HOME/restore4j}; {@code %LOCALAPPDATA%\restore4j} on Windows; {@code ~/Library/Application
     * Support/restore4j} on macOS; {@code ~/.local/state/restore4j}.
     */
    public static FileJournal inStateDirectory() {
        return at(stateDirectory());
    }

    /** {@return the state directory of this user; see {@link #inStateDirectory()}} */
    public static Path stateDirectory() {
        return StateDirectory.of(System.getenv(), System.getProperty("os.name"), System.getProperty("user.home"));
    }

    /** {@return the directory} */
    public Path directory() {
        return directory;
    }

    @Override
    public Durability durability() {
        return Durability.CRASH_SAFE;
    }

    @Override
    public String location() {
        return directory.toString();
    }

    @Override
    public void probe() {
        guarded("write to", () -> {
            Path file = operations.resolve("probe-" + new SecureRandom().nextLong() + ".tmp");
            try {
                OwnerOnly.makeFile(file);
                write(file, 0, new byte[4096]);
            } finally {
                Files.deleteIfExists(file);
            }
            return file;
        });
    }

    @Override
    public Creation create(JournalledOperation operation, JournalEntry first) {
        return guarded("create an operation in", () -> {
            for (JournalLog log : readAll(FileJournal::load)) {
                Creation obstacle = log.obstacleTo(operation);
                if (obstacle != null) {
                    return obstacle;
                }
            }
            JournalLine line = JournalLine.first(operation, first);
            Path file = file(operation.id());
            // whole or not at all: a crash here leaves a file of another suffix that nobody reads
            Path draft = file.resolveSibling(operation.id() + ".draft");
            try {
                OwnerOnly.makeFile(draft);
                write(draft, 0, line.bytes());
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(draft);
            }
            OwnerOnly.forceDirectory(operations);
            return new Creation.Created(line.head());
        });
    }

    @Override
    public Optional<Head> append(OperationId operation, Head expected, JournalEntry entry) {
        return guarded("append to", () -> {
            JournalFile present = load(file(operation)).orElse(null);
            if (present == null || !present.log().head().equals(expected)) {
                return Optional.empty();
            }
            JournalLine line = JournalLine.next(operation, present.log().head(), entry);
            write(file(operation), present.wholeBytes(), line.bytes());
            return Optional.of(line.head());
        });
    }

    @Override
    public Optional<JournalLog> read(OperationId operation) {
        try {
            return settled(file(operation)).map(JournalFile::log);
        } catch (IOException e) {
            throw failed("read", e);
        }
    }

    @Override
    public List<JournalLog> list() {
        try {
            return readAll(this::settled);
        } catch (IOException e) {
            throw failed("read", e);
        }
    }

    @Override
    public Optional<Lease> tryLease(String target) {
        try {
            return locks.tryLease(target);
        } catch (IOException e) {
            throw failed("take a lease in", e);
        }
    }

    /** {@return files of the owner alone, in {@code private} of the directory} */
    @Override
    public Optional<PrivateNotes> privateNotes() {
        return Optional.of(new PrivateFiles(directory.resolve("private")));
    }

    /** How one file is read. */
    @FunctionalInterface
    private interface Reading {
        Optional<JournalFile> of(Path file) throws IOException;
    }

    private List<JournalLog> readAll(Reading reading) throws IOException {
        List<Path> files;
        try (Stream<Path> listing = Files.list(operations)) {
            files = listing.filter(path -> path.getFileName().toString().endsWith(JournalFile.SUFFIX))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of(); // nothing was written yet; a directory that may not be read is another matter
        }
        List<JournalLog> logs = new ArrayList<>(files.size());
        for (Path path : files) {
            reading.of(path).map(JournalFile::log).ifPresent(logs::add);
        }
        return logs;
    }

    /** For who has no lock: what looks torn or damaged may be a line that somebody is just writing. */
    private Optional<JournalFile> settled(Path file) throws IOException {
        try {
            Optional<JournalFile> seen = load(file);
            if (seen.isEmpty() || seen.get().log().warnings().isEmpty()) {
                return seen;
            }
        } catch (JournalException e) {
            // read again below, where it is thrown again unless it has passed
        }
        try {
            return locks.exclusively(() -> load(file));
        } catch (IOException e) {
            return load(file); // a directory that may only be read
        }
    }

    private static Optional<JournalFile> load(Path file) throws IOException {
        try {
            return Optional.of(JournalFile.parse(file, Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private Path file(OperationId operation) {
        return operations.resolve(JournalFile.name(operation));
    }

    /** Writes behind the whole records, and takes back what a failed write left. No channel: an interrupt would close it. */
    private static void write(Path file, long position, byte[] bytes) throws IOException {
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            try {
                out.setLength(position);
                out.seek(position);
                out.write(bytes);
                out.getFD().sync();
            } catch (IOException e) {
                try {
                    out.setLength(position);
                } catch (IOException inner) {
                    e.addSuppressed(inner); // the rest has no newline: it reads as torn
                }
                throw e;
            }
        }
    }

    private <T> T guarded(String what, Uninterrupted.Action<T> action) {
        try {
            OwnerOnly.makeDirectory(operations);
            return locks.exclusively(action);
        } catch (IOException e) {
            throw failed(what, e);
        }
    }

    private JournalException failed(String what, IOException cause) {
        String reason = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        return new JournalException(
                "Cannot " + what + " the journal at " + directory + " (" + reason
                        + "). Make the directory writable for "
                        + System.getProperty("user.name")
                        + " and see that its disk is not full, or choose another with "
                        + STATE_DIRECTORY_VARIABLE + " or the client's journal(...).",
                cause);
    }

    @Override
    public String toString() {
        return "FileJournal at " + directory + " (" + StandardCharsets.UTF_8 + ", JSON Lines)";
    }
}
