package dev.restore4j.it.verify;

import dev.restore4j.time.TimeSource;
import dev.restore4j.verify.CheckContext;
import dev.restore4j.verify.Notes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What a check is told, and a journal that may be the last thing that its process wrote. */
final class LookContext implements CheckContext, Notes {

    private final Map<String, String> notes;
    private final Duration left;
    private final Optional<URI> connection;
    private int writesLeft;

    LookContext() {
        this(new ConcurrentHashMap<>(), Duration.ofSeconds(30), Optional.empty(), Integer.MAX_VALUE);
    }

    private LookContext(Map<String, String> notes, Duration left, Optional<URI> connection, int writesLeft) {
        this.notes = notes;
        this.left = left;
        this.connection = connection;
        this.writesLeft = writesLeft;
    }

    /** {@return a journal that survives its process} */
    static LookContext in(Path directory) {
        return new LookContext(new NotesOnDisk(directory), Duration.ofSeconds(30), Optional.empty(), Integer.MAX_VALUE);
    }

    LookContext left(Duration time) {
        return new LookContext(notes, time, connection, writesLeft);
    }

    LookContext connection(URI uri) {
        return new LookContext(notes, left, Optional.of(uri), writesLeft);
    }

    /** {@return the same journal, for a process that is killed when it has written so many notes} */
    LookContext killedAfter(int writes) {
        return new LookContext(notes, left, connection, writes);
    }

    /** {@return the same journal, in the next process} */
    LookContext next() {
        return new LookContext(notes, left, connection, Integer.MAX_VALUE);
    }

    /** A file for each note. */
    private static final class NotesOnDisk extends AbstractMap<String, String> {

        private final Path directory;

        NotesOnDisk(Path directory) {
            this.directory = directory;
        }

        @Override
        public String put(String key, String text) {
            try {
                Files.createDirectories(directory);
                Files.writeString(directory.resolve(key), text);
                return text;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Set<Entry<String, String>> entrySet() {
            try (Stream<Path> files = Files.exists(directory) ? Files.list(directory) : Stream.empty()) {
                Map<String, String> all = new TreeMap<>();
                for (Path file : files.toList()) {
                    all.put(file.getFileName().toString(), Files.readString(file));
                }
                return all.entrySet();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The process is gone. */
    static final class Death extends Error {

        private static final long serialVersionUID = 1L;
    }

    @Override
    public String operation() {
        return "0123456789abcdef";
    }

    @Override
    public String target() {
        return "aura:2f49c2b3";
    }

    @Override
    public Optional<URI> connection() {
        return connection;
    }

    @Override
    public Instant restorePoint() {
        return Instant.EPOCH;
    }

    @Override
    public Duration left() {
        return left;
    }

    @Override
    public TimeSource time() {
        return TimeSource.system();
    }

    @Override
    public Notes notes() {
        return this;
    }

    @Override
    public void write(String key, String text) {
        notes.put(key, text);
        writesLeft--;
        if (writesLeft <= 0) {
            throw new Death();
        }
    }

    @Override
    public Optional<String> read(String key) {
        return Optional.ofNullable(notes.get(key));
    }
}
