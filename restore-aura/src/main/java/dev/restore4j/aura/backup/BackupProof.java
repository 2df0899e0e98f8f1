package dev.restore4j.aura.backup;

import dev.restore4j.error.UnavailableException;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What {@link BackupFile#verify()} proved of a file, and what it could not. It knows the file by its size, its time stamp, and
 * its identity on its disk, not by its name, so that nothing is read twice that did not change.
 *
 * <p>Immutable and thread-safe.
 */
public final class BackupProof {

    private static final String VERSION = "proof1";

    private final BackupFormat format;
    private final FileStamp stamp;
    private final long crc32;
    private final Counts counts;
    private final Set<BackupCheck> checks;
    private final Set<BackupGap> gaps;

    BackupProof(BackupFormat format, FileStamp stamp, long crc32, Verification verification) {
        this(format, stamp, crc32, verification.counts(), verification.checks(), verification.gaps());
    }

    private BackupProof(
            BackupFormat format,
            FileStamp stamp,
            long crc32,
            Counts counts,
            Set<BackupCheck> checks,
            Set<BackupGap> gaps) {
        this.format = format;
        this.stamp = stamp;
        this.crc32 = crc32;
        this.counts = counts;
        this.checks = Set.copyOf(checks);
        this.gaps = Set.copyOf(gaps);
    }

    /** {@return what kind of file it is; certain, also where the beginning of the file did not tell} */
    public BackupFormat format() {
        return format;
    }

    /** {@return the length of the file in bytes} */
    public long size() {
        return stamp.size();
    }

    /** {@return the time stamp of the file, as fine as its file system has it} */
    public Instant modified() {
        return stamp.modified();
    }

    /** {@return the CRC32 of the whole file, from 0 to 2^32 - 1: the one of gzip and of {@link java.util.zip.CRC32}} */
    public long crc32() {
        return crc32;
    }

    /** {@return how many files of a database were found in it} */
    public long fileCount() {
        return counts.files();
    }

    /** {@return how many bytes these files have} */
    public long uncompressedBytes() {
        return counts.bytes();
    }

    /** {@return what was proved} */
    public Set<BackupCheck> checks() {
        return checks;
    }

    /** {@return what could not be, because of the format; never what was merely left out} */
    public Set<BackupGap> gaps() {
        return gaps;
    }

    /**
     * {@return whether the file has the size, the time stamp and the identity that it had} The identity is asked where the
     * system has one. Whoever changes bytes and sets the time back is not noticed.
     *
     * @param path where it is now
     * @throws UnavailableException if the disk does not say, as a share that is away for a moment; a file that is not there is
     *     another
     */
    public boolean isStill(Path path) {
        try {
            return FileStamp.of(path).equals(stamp);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UnavailableException(
                    "The file " + path + " cannot be looked at for now ("
                            + e.getClass().getSimpleName() + "). Look at its disk, then try again.",
                    null,
                    null,
                    e);
        }
    }

    /**
     * {@return whether it is a proof of the file that was inspected, by its size, time stamp, identity and kind} File systems have time
     * stamps of some milliseconds, and of up to two seconds: what was inspected later than that after it was written is told apart
     * from all that is written there afterwards.
     *
     * @param file as it was then
     */
    public boolean isOf(BackupFile file) {
        boolean asWasFound = format == file.format();
        boolean foundOut = !file.isKindKnown() && format == BackupFormat.AURA_DS_TAR_GZIP;
        return stamp.equals(file.stamp()) && (asWasFound || foundOut);
    }

    /** {@return it in one line of some hundred characters, to be read by {@link #parse}} */
    public String toText() {
        return String.join(
                " ",
                VERSION,
                "format=" + format,
                "size=" + stamp.size(),
                "modified=" + stamp.modified(),
                "key=" + URLEncoder.encode(stamp.key(), StandardCharsets.UTF_8),
                "crc32=" + crc32,
                "files=" + counts.files(),
                "bytes=" + counts.bytes(),
                "checks=" + names(checks),
                "gaps=" + names(gaps));
    }

    private static String names(Set<? extends Enum<?>> words) {
        return words.stream().map(Enum::name).sorted().collect(Collectors.joining(","));
    }

    /**
     * Reads what {@link #toText()} wrote.
     *
     * @param text one line
     * @return the proof; empty where it is none that this version understands, so that the file has to be read again
     */
    public static Optional<BackupProof> parse(String text) {
        String[] words = text.split(" ", -1);
        Map<String, String> values = new HashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            values.put(word.substring(0, Math.max(0, equals)), word.substring(equals + 1));
        }
        if (!words[0].equals(VERSION)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BackupProof(
                    BackupFormat.valueOf(value(values, "format")),
                    new FileStamp(
                            number(values, "size"),
                            Instant.parse(value(values, "modified")),
                            URLDecoder.decode(value(values, "key"), StandardCharsets.UTF_8)),
                    number(values, "crc32"),
                    new Counts(number(values, "files"), number(values, "bytes")),
                    words(BackupCheck.class, value(values, "checks")),
                    words(BackupGap.class, value(values, "gaps"))));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static String value(Map<String, String> values, String key) {
        @Nullable String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException(key);
        }
        return value;
    }

    private static long number(Map<String, String> values, String key) {
        return Long.parseLong(value(values, key));
    }

    private static <E extends Enum<E>> Set<E> words(Class<E> type, String joined) {
        Set<E> words = EnumSet.noneOf(type);
        for (String word : joined.split(",", -1)) {
            if (!word.isEmpty()) {
                words.add(Enum.valueOf(type, word));
            }
        }
        return words;
    }

    /** {@return whether it is a proof of the same, of the same file} */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BackupProof proof && proof.toText().equals(toText());
    }

    @Override
    public int hashCode() {
        return toText().hashCode();
    }

    /** {@return what was proved, for people} */
    @Override
    public String toString() {
        String missing = gaps.isEmpty() ? "" : "; not provable: " + names(gaps);
        return format.title() + ", " + counts + ", proved: " + names(checks) + missing;
    }
}
