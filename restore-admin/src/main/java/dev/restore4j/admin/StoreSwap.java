package dev.restore4j.admin;

import dev.restore4j.admin.process.Family;
import dev.restore4j.admin.process.ProcessIdentity;
import dev.restore4j.admin.process.SpooledChild;
import dev.restore4j.error.Neo4jAdminException;
import dev.restore4j.time.TimeSource;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database's store while another is loaded in its place: put aside by renaming, put back when loading fails.
 *
 * <p>Aside is {@code restore4j-kept/<database>-<time>} beside the directories of stores and of transaction logs, on the same file
 * systems. A marker beside it, {@code <database>.loading}, is there from before the first rename until the load is known to be
 * complete. Whoever finds it without the lock being held knows that a program was killed, and puts back, whenever that was:
 *
 * <ul>
 *   <li>Nothing or one part was renamed, or both: what is aside goes back, what is not aside is in its place.
 *   <li>The load had begun, or was complete and not yet known to be: what it made is put aside as {@code unfinished}, not deleted,
 *       since somebody may have started the database meanwhile; then as above.
 *   <li>It was being put back: a part that is no longer aside is in its place and is left alone.
 * </ul>
 *
 * <p>Used by one thread. The lock keeps other processes away, and other threads of this one.
 */
final class StoreSwap implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Neo4jAdmin.class);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String KEPT = "restore4j-kept";

    private final StoreLayout layout;
    private final String database;
    private final TimeSource time;
    private final FileChannel lock;
    private final Path marker;
    private @Nullable State state;

    private StoreSwap(StoreLayout layout, String database, TimeSource time, FileChannel lock) {
        this.layout = layout;
        this.database = database;
        this.time = time;
        this.lock = lock;
        this.marker = kept(layout.databases()).resolve(database + ".loading");
    }

    /** Takes the lock of a database. */
    static StoreSwap of(StoreLayout layout, String database, TimeSource time) {
        Path directory = kept(layout.databases());
        try {
            Files.createDirectories(directory);
            FileChannel channel = FileChannel.open(
                    directory.resolve(database + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (channel.tryLock() != null) {
                    return new StoreSwap(layout, database, time, channel);
                }
            } catch (OverlappingFileLockException e) {
                // another thread of this program
            }
            channel.close();
        } catch (IOException e) {
            throw FileTrees.failed("No directory for the present store can be made beside " + layout.databases(), e);
        }
        throw new Neo4jAdminException(
                "load-running",
                "Somebody else loads " + database + " from here just now. Wait until that is done.",
                -1,
                "");
    }

    private static Path kept(Path root) {
        Path parent = root.toAbsolutePath().normalize().getParent();
        return Objects.requireNonNull(parent, "a directory of stores is never a root")
                .resolve(KEPT);
    }

    /** {@return whether an earlier load was killed half-way} */
    boolean isUnfinished() {
        return Files.exists(marker);
    }

    /**
     * Puts back what an earlier load, that was killed, has put aside.
     *
     * @return where the leftovers of that load are, if there were any
     */
    Optional<Path> recover() {
        try {
            State left = State.read(Files.readString(marker));
            SpooledChild.adopt(left.children()).end(time);
            Path unfinished = left.aside().resolve("unfinished");
            for (Part part : left.parts(layout, database)) {
                if (Files.exists(part.place()) && (Files.exists(part.aside()) || !part.existed())) {
                    Files.createDirectories(unfinished);
                    Files.move(part.place(), unfinished.resolve(part.name()), StandardCopyOption.ATOMIC_MOVE);
                }
                part.putBack();
            }
            Files.delete(marker);
            left.removeEmpty(layout, database);
            LOG.warn("A load of {} was killed half-way; the store from before it was put back", database);
            return Optional.of(unfinished).filter(Files::exists);
        } catch (IOException e) {
            throw FileTrees.failed(
                    "An earlier load of " + database + " was killed half-way, and what it put aside cannot be put"
                            + " back; " + marker + " says where it is",
                    e);
        }
    }

    /** Puts the present store aside. */
    void putAside(Family family) {
        State next = new State(
                fresh(),
                family.mark(),
                ProcessIdentity.ofThisProgram().boot(),
                Files.exists(layout.store(database)),
                Files.exists(layout.transactions(database)));
        try {
            FileTrees.write(marker, next.text());
            state = next;
            for (Part part : next.parts(layout, database)) {
                part.putAside();
            }
        } catch (IOException e) {
            putBack();
            throw FileTrees.failed("The present store of " + database + " cannot be put aside; nothing was changed", e);
        }
    }

    private Path fresh() {
        Path directory = kept(layout.databases());
        String name = database + "-" + STAMP.format(time.now());
        Path free = directory.resolve(name);
        for (int i = 2; Files.exists(free); i++) {
            free = directory.resolve(name + "-" + i);
        }
        return free;
    }

    /** Deletes what a load has begun, and puts back what was there before. */
    void putBack() {
        State now = state;
        if (now == null) {
            return;
        }
        try {
            for (Part part : now.parts(layout, database)) {
                if (Files.exists(part.aside()) || !part.existed()) {
                    FileTrees.delete(part.place());
                }
                part.putBack();
            }
            Files.deleteIfExists(marker);
            now.removeEmpty(layout, database);
            state = null;
        } catch (IOException e) {
            throw FileTrees.failed(
                    "The load of " + database + " failed, and the store from before could not be put back; it is in "
                            + now.aside() + ", and the next load puts it back",
                    e);
        }
    }

    /** {@return where the store from before is kept; empty if there was none} */
    Optional<Path> complete() {
        State now = Objects.requireNonNull(state, "nothing was put aside");
        try {
            Files.delete(marker);
        } catch (IOException e) {
            throw FileTrees.failed(
                    "The load of " + database + " is complete, but " + marker + " cannot be deleted. Delete it, or the"
                            + " next load puts the old store back",
                    e);
        }
        state = null;
        return Optional.of(now.aside()).filter(Files::exists);
    }

    @Override
    public void close() {
        try {
            putBack();
        } finally {
            try {
                lock.close();
            } catch (IOException e) {
                LOG.warn("The lock of {} could not be given back", database, e);
            }
        }
    }

    /** What the marker says. */
    private record State(Path aside, String family, String boot, boolean store, boolean transactions) {

        String text() throws IOException {
            Properties properties = new Properties();
            properties.setProperty("aside", aside.toString());
            properties.setProperty("family", family);
            properties.setProperty("boot", boot);
            properties.setProperty("store", String.valueOf(store));
            properties.setProperty("transactions", String.valueOf(transactions));
            StringWriter text = new StringWriter();
            properties.store(text, "A load is going on, or was killed. Do not delete this file.");
            return text.toString();
        }

        static State read(String text) throws IOException {
            Properties properties = new Properties();
            properties.load(new StringReader(text));
            return new State(
                    Path.of(properties.getProperty("aside", "")),
                    properties.getProperty("family", ""),
                    properties.getProperty("boot", ""),
                    Boolean.parseBoolean(properties.getProperty("store")),
                    Boolean.parseBoolean(properties.getProperty("transactions")));
        }

        ProcessIdentity children() {
            return new ProcessIdentity(0, "", boot, family);
        }

        List<Part> parts(StoreLayout layout, String database) {
            return List.of(
                    new Part("store", layout.store(database), aside.resolve("store"), store),
                    new Part("transactions", layout.transactions(database), logs(layout), transactions));
        }

        /** Transaction logs may be on a disk of their own. */
        private Path logs(StoreLayout layout) {
            return kept(layout.transactions()).resolve(aside.getFileName()).resolve("transactions");
        }

        void removeEmpty(StoreLayout layout, String database) throws IOException {
            for (Part part : parts(layout, database)) {
                Path directory = Objects.requireNonNull(part.aside().getParent());
                if (Files.isDirectory(directory)) {
                    try (java.util.stream.Stream<Path> content = Files.list(directory)) {
                        if (content.findAny().isPresent()) {
                            continue;
                        }
                    }
                    Files.deleteIfExists(directory);
                }
            }
        }
    }

    /** One of the two directories of a database. */
    private record Part(String name, Path place, Path aside, boolean existed) {

        void putAside() throws IOException {
            if (existed) {
                Files.createDirectories(Objects.requireNonNull(aside.getParent()));
                Files.move(place, aside, StandardCopyOption.ATOMIC_MOVE);
            }
        }

        void putBack() throws IOException {
            if (Files.exists(aside)) {
                Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }
}
