package dev.restore4j.it.badinput;

import dev.restore4j.error.JournalException;
import dev.restore4j.journal.FileJournal;
import dev.restore4j.journal.Journal;
import dev.restore4j.journal.JournalEntry;
import dev.restore4j.journal.JournalLog;
import dev.restore4j.journal.JournalledOperation;
import dev.restore4j.operation.OperationId;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A journal of files on a disk that has little space, or none that may be written. What is on the disk after a write that
 * did not fit is what the real one leaves: nothing of it, or a part of it where the disk cannot even take it back.
 */
final class SmallDisk implements Journal {

    private static final int PROBE = 4_096;

    private final FileJournal files;
    private long free = Long.MAX_VALUE;
    private Rest rest = Rest.TAKEN_BACK;
    private boolean readOnly;

    /** What becomes of a record that does not fit. */
    enum Rest {
        TAKEN_BACK,
        LEFT_TORN
    }

    SmallDisk(Path directory) {
        this.files = FileJournal.at(directory);
    }

    /** So many bytes may still be written. */
    void leave(long bytes, Rest of) {
        free = bytes;
        rest = of;
        readOnly = false;
    }

    void makeReadOnly() {
        readOnly = true;
    }

    void makeWritable() {
        leave(Long.MAX_VALUE, Rest.TAKEN_BACK);
    }

    FileJournal files() {
        return files;
    }

    @Override
    public void probe() {
        mustBeWritable();
        if (free < PROBE) {
            throw full();
        }
        files.probe();
    }

    @Override
    public Creation create(JournalledOperation operation, JournalEntry first) {
        mustBeWritable();
        Creation creation = files.create(operation, first);
        Path file = file(operation.id());
        if (creation instanceof Creation.Created && !takes(length(file))) {
            // it was never moved into its place
            delete(file);
            throw full();
        }
        return creation;
    }

    @Override
    public Optional<Head> append(OperationId operation, Head expected, JournalEntry entry) {
        mustBeWritable();
        Path file = file(operation);
        long before = length(file);
        long left = free;
        Optional<Head> head = files.append(operation, expected, entry);
        if (head.isPresent() && !takes(length(file) - before)) {
            truncate(file, before + (rest == Rest.LEFT_TORN ? left : 0));
            throw full();
        }
        return head;
    }

    private boolean takes(long bytes) {
        boolean fits = bytes <= free;
        if (free != Long.MAX_VALUE) {
            free = fits ? free - bytes : 0;
        }
        return fits;
    }

    private void mustBeWritable() {
        if (readOnly) {
            throw new JournalException("Cannot write to the journal at " + location() + ".", null);
        }
        if (free == 0) {
            throw full();
        }
    }

    private JournalException full() {
        return new JournalException("The disk of the journal at " + location() + " is full.", null);
    }

    private Path file(OperationId operation) {
        return files.directory().resolve("operations").resolve(operation + ".jsonl");
    }

    private static long length(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void truncate(Path file, long length) {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Durability durability() {
        return files.durability();
    }

    @Override
    public String location() {
        return files.location();
    }

    @Override
    public Optional<JournalLog> read(OperationId operation) {
        return files.read(operation);
    }

    @Override
    public List<JournalLog> list() {
        return files.list();
    }

    @Override
    public Optional<Lease> tryLease(String target) {
        return files.tryLease(target);
    }
}
