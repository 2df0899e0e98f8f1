package dev.restore4j.aura.backup;

import dev.restore4j.error.RestoreRejectedException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/**
 * A file on disk that a database can be restored from: a {@code .backup}, a {@code .dump}, or the {@code .tar} of AuraDS.
 *
 * <p>What is known of it is what its first bytes say, whatever its name. That all of it is there and right is another
 * question, and {@link #verify()} answers it: neither {@code neo4j-admin database upload} nor Aura does before the old
 * database is gone.
 *
 * <p>Immutable and thread-safe. The file is open only while one of the methods runs, and is never written to.
 */
public final class BackupFile {

    private final Path path;
    private final FileStamp stamp;
    private final Head head;

    private BackupFile(Path path, FileStamp stamp, Head head) {
        this.path = path;
        this.stamp = stamp;
        this.head = head;
    }

    /**
     * Reads what the beginning of a file says: mostly some KiB, and of a gzip without a mark at most 1 MiB. Of a plain tar, the headers
     * up to that of its dump. It takes little memory: for names and attributes in a tar, at most some MiB.
     *
     * @param path a file of the default file system
     * @return what is known of it
     * @throws RestoreRejectedException if nothing can be restored from it, with the code {@code file-missing},
     *     {@code file-is-directory}, {@code file-unreadable}, {@code file-empty}, {@code file-kind-unknown},
     *     {@code file-truncated}, {@code file-damaged} or {@code file-split}; {@code zstd-unavailable} if the library that its
     *     format needs cannot be loaded. A differential backup is not rejected: see {@link #extent()}
     */
    public static BackupFile inspect(Path path) {
        Path absolute = path.toAbsolutePath();
        try {
            FileStamp stamp = stampOfFile(absolute);
            try (RandomAccessFile file = new RandomAccessFile(absolute.toFile(), "r")) {
                return new BackupFile(absolute, stamp, Head.of(FileBytes.seeking(file)));
            }
        } catch (IOException e) {
            throw Refusal.of(absolute, e);
        } catch (LinkageError e) {
            throw Refusal.noZstd(absolute, e);
        }
    }

    private static FileStamp stampOfFile(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        if (attributes.isDirectory()) {
            throw Refusal.directory(path);
        }
        if (!attributes.isRegularFile()) {
            throw Refusal.irregular(path);
        }
        if (attributes.size() == 0) {
            throw Refusal.empty(path);
        }
        return FileStamp.of(attributes);
    }

    /** {@return where it is, absolute} */
    public Path path() {
        return path;
    }

    /** {@return its length in bytes, which is what will be sent} */
    public long size() {
        return stamp.size();
    }

    /** {@return when it was last written, as the file system says; not when the backup was taken} */
    public Instant modified() {
        return stamp.modified();
    }

    /** {@return what the file system calls the file itself, whatever its name; empty where it has no such thing} */
    public Optional<String> fileKey() {
        return stamp.key().isEmpty() ? Optional.empty() : Optional.of(stamp.key());
    }

    FileStamp stamp() {
        return stamp;
    }

    /** {@return what kind of file it is, as far as that {@linkplain #isKindKnown() is known}} */
    public BackupFormat format() {
        return head.format();
    }

    /**
     * {@return whether its kind is certain} A tar under gzip without a mark is a dump of Neo4j 4, or an export of AuraDS, if a dump
     * is in it. Where the first MiB does not say which, this is false, {@link #format()} is the dump, and {@link #verify()} finds out:
     * see {@link BackupProof#format()}.
     */
    public boolean isKindKnown() {
        return head.isKindKnown();
    }

    /** {@return in a few words what it is, as far as that is known} */
    public String title() {
        return isKindKnown() ? format().title() : "a tar under gzip, of AuraDS or a dump of Neo4j 4";
    }

    /**
     * {@return whether each byte of the database in it is under a checksum} Where not, {@link #verify()} finds a file that is cut, and
     * does not find a byte that has changed in the midst of it: {@link BackupGap#NO_CHECKSUM_OF_CONTENTS}.
     */
    public boolean isChecksummed() {
        return head.isChecksummed();
    }

    /** {@return whether it holds all of the database; a backup says so, and anything else always does} */
    public BackupExtent extent() {
        return head.metadata().map(BackupMetadata::extent).orElse(BackupExtent.FULL);
    }

    /** {@return the name that the database had, on one line without control characters and quotation marks; a dump does not say it} */
    public Optional<String> databaseName() {
        return head.metadata().map(BackupMetadata::database).or(head::dumped);
    }

    /**
     * {@return when the backup was taken, to the second; empty for all but backups} The metadata have no time zone; it is read
     * as UTC.
     */
    public Optional<Instant> takenAt() {
        return head.metadata().map(BackupMetadata::takenAt);
    }

    /** {@return whether its transactions are applied to its store already; empty for all but backups} */
    public Optional<Boolean> recovered() {
        return head.metadata().map(BackupMetadata::isRecovered);
    }

    /**
     * {@return the format of the store in it, such as {@code record-aligned-1.1}, as {@code database info} names it} Empty
     * where it is unknown: no header of a dump says it, and only loading it shows it.
     */
    public Optional<String> storeFormat() {
        return head.metadata().map(BackupMetadata::storeFormat);
    }

    /** {@return how many files the header says there are; empty where it does not, as where there is no zstd} */
    public OptionalLong fileCount() {
        return head.counts().map(counts -> OptionalLong.of(counts.files())).orElse(OptionalLong.empty());
    }

    /** {@return how many bytes the header says the files have; empty where it does not, as where there is no zstd} */
    public OptionalLong uncompressedSize() {
        return head.counts().map(counts -> OptionalLong.of(counts.bytes())).orElse(OptionalLong.empty());
    }

    /**
     * {@return the size that Aura is asked about, as neo4j-admin does: the bytes that the header says, else those of the file}
     *
     * <p>For a tar of AuraDS that {@linkplain #isKindKnown() is known} as one, it is what the header of the dump in it says. It is
     * read in the tool of 5.26.30, and for a dump seen in what they send. The bytes include the preallocated file of the transaction log, so that a small
     * database says more than 256 MiB. Where the header of a backup says zero, because its writer did not count, those tools
     * ask for zero, and this one for the size of the file.
     */
    public long fullSize() {
        return uncompressedSize().orElse(size());
    }

    /** {@return the proof that the file is whole} As {@link #verify(LongConsumer)}, without telling anybody. */
    public BackupProof verify() {
        return verify(position -> {});
    }

    /**
     * Reads each byte of the file once: the checksums of its frame, the structure of its tar, the numbers of its header, that
     * nothing follows, and the CRC32 that an upload needs.
     *
     * <p>The memory is bounded, whatever the size of the file and of what it unpacks to: about half a MiB, and some MiB more where
     * its tar has names or attributes of up to 1 MiB for one file, which is the most that is taken.
     * Outside the heap, there is the window of zstd: 2 MiB where Neo4j wrote the file, and never more than 128 MiB.
     *
     * @param bytesRead told how many bytes were read so far, on this thread, about every 64 KiB. What it throws ends the
     *     reading
     * @return what was proved, and what could not be
     * @throws RestoreRejectedException if the file is not what was written, with a code as {@link #inspect} has it; with
     *     {@code file-changed} if it is not the file that was inspected, or was written to meanwhile
     */
    public BackupProof verify(LongConsumer bytesRead) {
        try {
            requireSame();
            Verification verification = new Verification();
            try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
                FileBytes bytes = FileBytes.reading(file, bytesRead);
                BackupFormat found = pass(verification, bytes);
                requireSame();
                return new BackupProof(found, stamp, bytes.crc32(), verification);
            }
        } catch (IOException e) {
            throw Refusal.of(path, e);
        } catch (LinkageError e) {
            throw Refusal.noZstd(path, e);
        }
    }

    /** What is wrong with a file that somebody writes to is that somebody writes to it. */
    private BackupFormat pass(Verification verification, FileBytes bytes) throws IOException {
        try {
            return verification.pass(format(), bytes);
        } catch (IOException e) {
            requireSame();
            throw e;
        }
    }

    private void requireSame() throws IOException {
        FileStamp now = FileStamp.of(path);
        if (!now.equals(stamp)) {
            throw Refusal.changed(path, stamp.differenceTo(now));
        }
    }

    /** {@return its name, what it is, and how long} */
    @Override
    public String toString() {
        String of = databaseName().map(name -> " of " + name).orElse("");
        String at = takenAt().map(time -> " from " + time).orElse("");
        return path.getFileName() + ", " + title() + of + at + ", " + size() + " bytes";
    }
}
