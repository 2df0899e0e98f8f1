package dev.restore4j.admin;

import dev.restore4j.admin.process.Family;
import dev.restore4j.admin.process.ProcessIdentity;
import dev.restore4j.admin.process.SpooledChild;
import dev.restore4j.error.Neo4jAdminException;
import dev.restore4j.time.TimeSource;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database's store while another is loaded in its place: put aside by renaming, put back when loading fails.
 *
 * <p>Aside is {@code restore4j-kept/<database>-<time>} beside the directory of stores, and beside that of transaction logs, each on
 * the file system of what is put there. A marker beside it, {@code <database>.loading}, is there from before the first rename until
 * the load is known to be complete. Whoever finds it without the lock being held knows that a program was killed, and puts back,
 * whenever that was:
 *
 * <ul>
 *   <li>Nothing or one part was renamed, or both: what is aside goes back, what is not aside is in its place.
 *   <li>The load had begun, or was complete and not yet known to be: what it made is put aside as {@code unfinished}, not deleted,
 *       since somebody may have started the database meanwhile; then as above.
 *   <li>It was being put back: a part that is no longer aside is in its place and is left alone.
 * </ul>
 *
 * <p>A store with another's transaction logs is worse than none. So both parts are out of the way before one goes back, the store
 * after its logs, and a rename that fails takes back the one before it. Each step is on the disk before the next is done: the two
 * may be on different ones, of which a power cut may spare either.
 *
 * <p>Nobody can be started on a store while it is renamed, and what somebody works on is not renamed.
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
    private final LoadLock lock;
    private final Path marker;
    private @Nullable State state;

    private StoreSwap(StoreLayout layout, String database, TimeSource time, LoadLock lock) {
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
            FileTrees.makeDirectories(directory);
            return LoadLock.tryTake(directory, database)
                    .map(lock -> new StoreSwap(layout, database, time, lock))
                    .orElseThrow(() -> running(
                            "Somebody else loads " + database + " from here just now. Wait until that is done."));
        } catch (IOException e) {
            throw FileTrees.failed("No directory for the present store can be made beside " + layout.databases(), e);
        }
    }

    private static Neo4jAdminException running(String message) {
        return new Neo4jAdminException("load-running", message, -1, "");
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
     * @throws Neo4jAdminException if what that load has started still runs, or a rename fails; the marker is still there then
     */
    Optional<Path> recover() {
        try {
            State left = State.read(Files.readString(marker));
            // one of another container is not seen from here; what it works on is in use, which the tool has told
            SpooledChild children = SpooledChild.adopt(left.children());
            if (!children.end(time) || children.mayBeHidden()) {
                throw running("An earlier load of " + database + " was killed half-way, and the neo4j-admin that it"
                        + " started still runs and cannot be ended. End it, then run the same again.");
            }
            List<Part> parts = left.parts(layout, database);
            undo(
                    parts,
                    "An earlier load of " + database + " was killed half-way, and the store from before it is in "
                            + left.aside());
            FileTrees.deleteFile(marker);
            left.removeEmpty(layout, database);
            Optional<Path> unfinished = first(parts.stream().map(part -> part.unfinished(1)));
            LOG.warn(
                    "A load of {} was killed half-way; the store from before it was put back{}",
                    database,
                    unfinished
                            .map(path -> ", and what it had made is in " + path)
                            .orElse(""));
            return unfinished;
        } catch (IOException e) {
            throw FileTrees.failed(
                    "An earlier load of " + database + " was killed half-way, and what it put aside cannot be put"
                            + " back; " + marker + " says where it is",
                    e);
        }
    }

    /** Nobody may be started on a store that is renamed, nor be at work on it: what is written then is lost. */
    private void undo(List<Part> parts, String what) throws IOException {
        StoreClaim claim = claim(what);
        try {
            clear(parts);
            returnAll(parts);
        } finally {
            claim.close();
        }
    }

    private StoreClaim claim(String what) throws IOException {
        return StoreClaim.tryTake(layout.store(database))
                .orElseThrow(() -> new Neo4jAdminException(
                        "database-in-use",
                        what + ". Somebody works on the database that is in place now, and it was left alone. Stop it"
                                + " and load again: what is in place is put aside then, and nothing is deleted.",
                        -1,
                        ""));
    }

    /** {@return the directory of the first of these that is there} */
    private static Optional<Path> first(Stream<Path> places) {
        return places.filter(Files::exists).map(Path::getParent).findFirst();
    }

    /** Takes away what a load has made, under a name that is free. */
    private static void clear(List<Part> parts) throws IOException {
        List<Part> loaded = parts.stream().filter(Part::isLoaded).toList();
        int free = 1;
        while (isTaken(parts, free)) {
            free++;
        }
        List<Rename> renames = new ArrayList<>();
        for (Part part : loaded) {
            renames.add(new Rename(part.place(), part.unfinished(free)));
        }
        Rename.all(renames);
    }

    private static boolean isTaken(List<Part> parts, int number) {
        return parts.stream().anyMatch(part -> Files.exists(part.unfinished(number)));
    }

    private static void returnAll(List<Part> parts) throws IOException {
        List<Rename> renames = new ArrayList<>();
        for (Part part : parts) {
            if (Files.exists(part.aside())) {
                renames.add(0, new Rename(part.aside(), part.place())); // the store last
            }
        }
        Rename.all(renames);
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
            StoreClaim claim = claim("Nothing was changed");
            try {
                FileTrees.write(marker, next.text());
                state = next;
                Rename.all(next.parts(layout, database).stream()
                        .filter(Part::existed)
                        .map(part -> new Rename(part.place(), part.aside()))
                        .toList());
            } finally {
                claim.close();
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
            List<Part> parts = now.parts(layout, database);
            undo(parts, "The load of " + database + " failed, and the store from before is in " + now.aside());
            deleteUnfinished(parts);
            FileTrees.deleteFile(marker);
            now.removeEmpty(layout, database);
            state = null;
        } catch (IOException e) {
            throw FileTrees.failed(
                    "The load of " + database + " failed, and the store from before could not be put back; it is in "
                            + now.aside() + ", and the next load puts it back",
                    e);
        }
    }

    /** What cannot be deleted is in nobody's way. */
    private static void deleteUnfinished(List<Part> parts) {
        for (int number = 1; isTaken(parts, number); number++) {
            for (Part part : parts) {
                Path unfinished = part.unfinished(number);
                try {
                    FileTrees.delete(unfinished);
                    Files.deleteIfExists(Objects.requireNonNull(unfinished.getParent()));
                } catch (DirectoryNotEmptyException e) {
                    // the other part is in there, and comes next
                } catch (IOException e) {
                    LOG.warn("{} could not be deleted; it is no longer needed", unfinished, e);
                }
            }
        }
    }

    /** {@return where the store from before is kept; empty if there was none} */
    Optional<Path> complete() {
        State now = Objects.requireNonNull(state, "nothing was put aside");
        state = null; // from now on, close() undoes nothing
        try {
            FileTrees.deleteFile(marker);
        } catch (IOException e) {
            throw FileTrees.failed(
                    "The load of " + database + " is complete, but " + marker + " cannot be deleted. Delete it, or the"
                            + " next load puts the old store back",
                    e);
        }
        return first(now.parts(layout, database).stream().map(Part::aside));
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
            Path aside = Path.of(properties.getProperty("aside", ""));
            if (!aside.isAbsolute() || aside.getFileName() == null) {
                throw new IOException("it does not say what was put aside");
            }
            return new State(
                    aside,
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

        /** An empty directory that stays harms nobody. */
        void removeEmpty(StoreLayout layout, String database) {
            for (Part part : parts(layout, database)) {
                try {
                    Files.deleteIfExists(Objects.requireNonNull(part.aside().getParent()));
                } catch (IOException e) {
                    LOG.debug("{} stays", part.aside().getParent(), e);
                }
            }
        }
    }

    /** One of the two directories of a database. */
    private record Part(String name, Path place, Path aside, boolean existed) {

        /** {@return whether a load has made what is in its place} */
        boolean isLoaded() {
            return Files.exists(place) && (Files.exists(aside) || !existed);
        }

        /** {@return where that is put, on the file system that it is on} */
        Path unfinished(int number) {
            return aside.resolveSibling(number == 1 ? "unfinished" : "unfinished-" + number)
                    .resolve(name);
        }
    }

    /** A directory that gets another name on its file system. */
    private record Rename(Path from, Path to) {

        /** Does all of them or none, as far as it can. */
        static void all(List<Rename> renames) throws IOException {
            Deque<Rename> done = new ArrayDeque<>();
            try {
                for (Rename rename : renames) {
                    FileTrees.makeDirectories(Objects.requireNonNull(rename.to.getParent()));
                    Files.move(rename.from, rename.to, StandardCopyOption.ATOMIC_MOVE);
                    done.push(rename);
                    FileTrees.forceNames(rename.from, rename.to);
                }
            } catch (IOException e) {
                for (Rename rename : done) {
                    try {
                        Files.move(rename.to, rename.from, StandardCopyOption.ATOMIC_MOVE);
                        FileTrees.forceNames(rename.to, rename.from);
                    } catch (IOException again) {
                        e.addSuppressed(again);
                    }
                }
                throw e;
            }
        }
    }
}
