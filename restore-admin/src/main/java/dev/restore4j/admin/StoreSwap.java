package dev.restore4j.admin;

import dev.restore4j.admin.LoadMarker.Part;
import dev.restore4j.admin.process.Family;
import dev.restore4j.admin.process.ProcessIdentity;
import dev.restore4j.admin.process.SpooledChild;
import dev.restore4j.error.Neo4jAdminException;
import dev.restore4j.time.TimeSource;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database's store while another is loaded in its place: put aside by renaming, put back when loading fails.
 *
 * <p>Aside is {@code restore4j-kept/<database>-<time>} beside the directory of stores, and beside that of transaction logs, each on
 * the file system of what is put there. A marker beside it, {@code <database>.loading}, is there from before the first rename until
 * the load is known to be complete. Whoever finds it without the lock being held knows that a program was killed. Where the load
 * had made what may be a store by then, a person decides, see {@link #requireUnused}: it may have been used for weeks since. In all
 * other cases it is put back, whenever that was:
 *
 * <ul>
 *   <li>Nothing or one part was renamed, or both: what is aside goes back, what is not aside is in its place.
 *   <li>The load had begun: what it made is put aside as {@code unfinished}, not deleted; then as above.
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
    private @Nullable LoadMarker state;
    private @Nullable Path leftovers;

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
            requireOneDisk(layout.databases());
            requireOneDisk(layout.transactions());
            FileTrees.makeDirectories(directory);
            return LoadLock.tryTake(directory, database)
                    .map(lock -> new StoreSwap(layout, database, time, lock))
                    .orElseThrow(() -> running(
                            "Somebody else loads " + database + " from here just now. Wait until that is done."));
        } catch (IOException e) {
            throw FileTrees.failed("No directory for the present store can be made beside " + layout.databases(), e);
        }
    }

    /** Renaming does not leave a disk. */
    private static void requireOneDisk(Path root) throws IOException {
        Path beside = kept(root);
        if (!Files.getFileStore(existing(root)).equals(Files.getFileStore(existing(beside)))) {
            throw error(
                    "mount-point",
                    root + " is a disk of its own, so that no store in it can be put aside by renaming, into " + beside
                            + ". Nothing was changed. Mount the disk one directory higher.");
        }
    }

    private static Path existing(Path directory) {
        Path there = directory.toAbsolutePath();
        while (!Files.exists(there)) {
            there = Objects.requireNonNull(there.getParent(), "a root is always there");
        }
        return there;
    }

    private static Neo4jAdminException running(String message) {
        return error("load-running", message);
    }

    private static Neo4jAdminException error(String code, String message) {
        return new Neo4jAdminException(code, message, -1, "");
    }

    static Path kept(Path root) {
        Path parent = root.toAbsolutePath().normalize().getParent();
        return Objects.requireNonNull(parent, "a directory of stores is never a root")
                .resolve(KEPT);
    }

    String database() {
        return database;
    }

    /** {@return whether an earlier load was killed half-way} */
    boolean isUnfinished() {
        return Files.exists(marker);
    }

    /**
     * Refuses a store in place that an earlier load, which was killed, has made, and that can be read: the tool finds ruins healthy
     * (measured), and what was used for weeks as well. What that load has started is ended.
     */
    void requireUnused() {
        if (!isUnfinished()) {
            return;
        }
        try {
            LoadMarker left = LoadMarker.read(Files.readString(marker));
            requireEnded(left);
            List<Part> parts = left.parts(layout, database);
            if (!parts.get(0).isLoaded()) {
                return; // it is the one from before, or there is none
            }
            String before = left.store() ? "the store from before is in " + left.aside() : "there was none before";
            throw error(
                    "load-unfinished",
                    "An earlier load of " + database + " was killed half-way. The store in " + layout.store(database)
                            + " may be half of what was loaded, or hold all that was written since; " + before
                            + ". Nothing was changed. Look at it with neo4j-admin database check. To keep it, delete "
                            + marker + ". To go back, move " + layout.store(database) + " and "
                            + layout.transactions(database) + " away. Then load again.");
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private Neo4jAdminException unreadable(IOException cause) {
        return FileTrees.failed(
                "An earlier load of " + database + " was killed half-way, and what it put aside cannot be put"
                        + " back; " + marker + " says where it is",
                cause);
    }

    private void requireEnded(LoadMarker left) {
        // one of another container is not seen from here; what it works on is in use, which the tool has told
        SpooledChild children = SpooledChild.adopt(left.children());
        if (!children.end(time) || children.mayBeHidden()) {
            throw running("An earlier load of " + database + " was killed half-way, and the neo4j-admin that it"
                    + " started still runs and cannot be ended. End it, then run the same again.");
        }
    }

    /** {@return where the leftovers of an earlier load are that was undone; empty where there was none, or it left nothing} */
    Optional<Path> leftovers() {
        return Optional.ofNullable(leftovers);
    }

    /**
     * Puts back what an earlier load, that was killed, has put aside.
     *
     * @return where the leftovers of that load are, if there were any
     * @throws Neo4jAdminException if what that load has started still runs, or a rename fails; the marker is still there then
     */
    Optional<Path> recover() {
        try {
            LoadMarker left = LoadMarker.read(Files.readString(marker));
            requireEnded(left);
            List<Part> parts = left.parts(layout, database);
            undo(
                    parts,
                    "An earlier load of " + database + " was killed half-way, and the store from before it is in "
                            + left.aside());
            FileTrees.deleteFile(marker);
            left.removeEmpty(layout, database);
            Optional<Path> unfinished = first(parts.stream().map(part -> part.unfinished(1)));
            leftovers = unfinished.orElse(null);
            LOG.warn(
                    "A load of {} was killed half-way; the store from before it was put back{}",
                    database,
                    unfinished
                            .map(path -> ", and what it had made is in " + path)
                            .orElse(""));
            return unfinished;
        } catch (IOException e) {
            throw unreadable(e);
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
                .orElseThrow(() -> error(
                        "database-in-use",
                        what + ". Somebody works on the database that is in place now, and it was left alone. Stop it"
                                + " and load again: nothing is deleted then, and what is in place is put aside, or you"
                                + " are asked."));
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
        LoadMarker next = new LoadMarker(
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
        LoadMarker now = state;
        if (now == null) {
            return;
        }
        state = null; // where this fails, nobody does it again who deletes: somebody may have started what is in place
        try {
            List<Part> parts = now.parts(layout, database);
            undo(parts, "The load of " + database + " failed, and the store from before is in " + now.aside());
            deleteUnfinished(parts);
            FileTrees.deleteFile(marker);
            now.removeEmpty(layout, database);
        } catch (IOException e) {
            throw FileTrees.failed(
                    "The load of " + database + " failed, and the store from before could not be put back; it is in "
                            + now.aside() + ", and the next load puts it back, or says what to do",
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

    /** Has what was loaded survive a power cut, before it is taken for complete: the tool forces nothing. */
    void force() throws IOException {
        for (Path place : List.of(layout.store(database), layout.transactions(database))) {
            if (Files.exists(place)) {
                FileTrees.forceAll(place);
                FileTrees.force(Objects.requireNonNull(place.getParent()));
            }
        }
    }

    /** {@return where the store from before is kept; empty if there was none} */
    Optional<Path> complete() {
        LoadMarker now = Objects.requireNonNull(state, "nothing was put aside");
        state = null; // from now on, close() undoes nothing
        try {
            FileTrees.deleteFile(marker);
        } catch (IOException e) {
            throw FileTrees.failed(
                    "The load of " + database + " is complete, but " + marker + " cannot be deleted. Delete it, or the"
                            + " next load asks whether to go back",
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
}
