package dev.restore4j.admin;

import dev.restore4j.admin.process.ChildResult;
import dev.restore4j.admin.process.Family;
import dev.restore4j.error.Neo4jAdminException;
import dev.restore4j.event.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A dump that is to be loaded into a self-managed database, in place of what that holds. Immutable: each method gives another
 * request.
 *
 * <p>The tool itself deletes the present store before it looks at the dump (measured). {@link #run()} does not let it: it unpacks
 * and checks the dump first, puts the present store aside by renaming it, and loads into the place that is free. When loading
 * fails, the store from before is put back; when it succeeds, it is kept, see {@link LoadResult#keptStore()}. When this program is
 * killed meanwhile, the next load of the database puts the store back, right before it loads. Where what is in place can be read by
 * then, it may be in use since, and that load is refused with the code {@code load-unfinished}: its message says where both stores
 * are, and what to do. The database must be stopped.
 */
public final class LoadRequest {

    private final Neo4jAdmin admin;
    private final Path archive;
    private final @Nullable String database;
    private final Duration limit;
    private final Consumer<Progress> progress;

    LoadRequest(Neo4jAdmin admin, Path archive) {
        this(admin, archive, null, admin.timeLimit(), step -> {});
    }

    private LoadRequest(
            Neo4jAdmin admin, Path archive, @Nullable String database, Duration limit, Consumer<Progress> progress) {
        this.admin = admin;
        this.archive = archive;
        this.database = database;
        this.limit = limit;
        this.progress = progress;
    }

    /**
     * {@return this request with a database}
     *
     * @param database whose store is replaced; it may be one that does not exist yet
     * @throws IllegalArgumentException if no database can be called so
     */
    public LoadRequest into(String database) {
        return new LoadRequest(admin, archive, DatabaseNames.check(database), limit, progress);
    }

    /**
     * {@return this request with a time limit for all of it}
     *
     * @param limit after which the tool is ended, and the store from before put back; unless set, that of
     *     {@link Neo4jAdminBuilder#timeLimit}
     */
    public LoadRequest within(Duration limit) {
        return new LoadRequest(admin, archive, database, limit, progress);
    }

    /**
     * {@return this request with a listener}
     *
     * @param listener is told how far it is, in the thread that runs it; what it throws is logged, and changes nothing
     */
    public LoadRequest onProgress(Consumer<Progress> listener) {
        return new LoadRequest(admin, archive, database, limit, listener);
    }

    /**
     * Loads the dump.
     *
     * @return what the database is now, and where its old store is
     * @throws IllegalStateException if there is no database to load into
     * @throws Neo4jAdminException if it cannot be loaded; the database is as it was before, unless the message says that its store
     *     could not be put back, or that an earlier load, which was killed, was undone. Of the code {@code loaded-not-seen}: it was
     *     loaded, and could not be looked at afterwards, as where somebody started it at once. Of the code {@code load-unfinished}:
     *     nobody knows whether what an earlier load left was used since; nothing was changed. An interrupt before it was loaded is
     *     such an error of the code {@code interrupted}: the tool is ended, the store put back, and the flag set again
     */
    public LoadResult run() {
        return admin.call(limit, progress, this::run);
    }

    LoadResult run(Terms terms) throws InterruptedException {
        String name = Optional.ofNullable(database)
                .orElseThrow(() -> new IllegalStateException("Say what is loaded into, with into(database)"));
        Path file = DumpFile.require(archive);
        long start = terms.waiting().time().nanoTime();
        StoreLayout layout = StoreLayout.ask(admin.tool(), terms).orElseThrow(LoadRequest::noLayout);
        try (StoreSwap swap = StoreSwap.of(layout, name, terms.waiting().time())) {
            try {
                requireStopped(name, layout, swap, terms);
                CheckReport check = replace(file, layout, swap, terms);
                // whatever comes now, what was loaded stays: somebody may have started it
                Path kept = swap.complete().orElse(null);
                DatabaseInfo info = look(name, kept, terms);
                Duration took = Duration.ofNanos(terms.waiting().time().nanoTime() - start);
                Path unfinished = swap.leftovers().orElse(null);
                return new LoadResult(info, check, new LoadResult.Left(kept, unfinished), took);
            } catch (Neo4jAdminException e) {
                throw swap.leftovers().map(left -> alsoTelling(left, e)).orElse(e);
            } catch (InterruptedException e) {
                Path left = swap.leftovers().orElseThrow(() -> e);
                throw alsoTelling(left, Neo4jAdmin.interrupted());
            } catch (RuntimeException | Error e) {
                swap.leftovers().ifPresent(left -> e.addSuppressed(new IllegalStateException(undone(left))));
                throw e;
            }
        }
    }

    /** Whoever reads it has not made what is there, and does not know of it. */
    private static Neo4jAdminException alsoTelling(Path unfinished, Neo4jAdminException error) {
        Neo4jAdminException told = new Neo4jAdminException(
                error.code(),
                error.getMessage() + " " + undone(unfinished),
                error.exitCode().orElse(-1),
                error.tail());
        told.addSuppressed(error); // the error was made without a cause, and takes none afterwards
        return told;
    }

    private static String undone(Path unfinished) {
        return "An earlier load was killed half-way: the store from before it was put back, and what it had made is in "
                + unfinished + ".";
    }

    private DatabaseInfo look(String name, @Nullable Path kept, Terms terms) {
        String loaded = archive + " was loaded into " + name
                + (kept == null ? "" : ", and the store from before is in " + kept)
                + ". Nothing of that is undone. What it is now is not known: ";
        try {
            return admin.info(name, terms);
        } catch (Neo4jAdminException e) {
            throw new Neo4jAdminException(
                    "loaded-not-seen", loaded + e.getMessage(), e.exitCode().orElse(-1), e.tail());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Neo4jAdminException("loaded-not-seen", loaded + "The thread was interrupted.", -1, "");
        }
    }

    private CheckReport replace(Path file, StoreLayout layout, StoreSwap swap, Terms terms)
            throws InterruptedException {
        String name = swap.database();
        DumpFile.Seen seen = DumpFile.Seen.of(file);
        try (WorkDirectory work =
                WorkDirectory.in(admin.scratch(), terms.waiting().time())) {
            Path stage = work.stage(file, name);
            DumpFile.Header header = DumpFile.header(admin.tool(), stage, name, terms);
            header.requireSpace(work);
            CheckReport check = verify(stage, name, work, terms);
            requireSpace(header, layout);
            requireStopped(name, layout, swap, terms); // the check may have taken hours
            if (swap.isUnfinished()) {
                swap.recover();
            }
            swap.putAside(work.family());
            boolean loaded = false;
            try {
                admin.tool().run(AdminCommand.LOAD, List.of("--from-path=" + stage, name), terms, work.family());
                seen.requireSame();
                requireLoaded(name, layout);
                swap.force();
                loaded = true;
            } finally {
                if (!loaded) {
                    swap.putBack(); // what this throws is worse than what the load threw
                }
            }
            return check.ofDump(file);
        } catch (IOException e) {
            throw FileTrees.failed("The load of " + file + " failed", e);
        }
    }

    private static Neo4jAdminException noLayout() {
        return new Neo4jAdminException(
                "home-unknown",
                "neo4j-admin does not say where its databases are, so that the present store cannot be put aside. Nothing was"
                        + " changed. Use a version of neo4j-admin that is supported.",
                -1,
                "");
    }

    /** The lock of a running server is asked for by the tool; a store that is half loaded may be no database to it. */
    private void requireStopped(String name, StoreLayout layout, StoreSwap swap, Terms terms)
            throws InterruptedException {
        List<String> arguments = List.of("--format=json", name);
        ChildResult result =
                admin.tool().attempt(admin.tool().words(AdminCommand.INFO, arguments), terms, Family.fresh());
        if (result.exitCode() == 0) {
            if (!Files.isDirectory(layout.store(name))) {
                throw noLayout();
            }
            swap.requireUnused();
            return;
        }
        String code = KnownFailure.of(result.exitCode(), result.tail()).code();
        if (code.equals("database-in-use") || (!code.equals("database-missing") && !swap.isUnfinished())) {
            throw Tool.failure("neo4j-admin database info", result);
        }
    }

    private CheckReport verify(Path stage, String name, WorkDirectory work, Terms terms) throws InterruptedException {
        CheckReport check = admin.check(work, terms).dump(stage, name, work, terms);
        if (!check.consistent()) {
            throw new Neo4jAdminException(
                    "inconsistent",
                    "neo4j-admin finds the dump " + archive + " inconsistent; it was not loaded. Take an earlier one.",
                    1,
                    check.findings());
        }
        return check;
    }

    private static void requireSpace(DumpFile.Header header, StoreLayout layout) throws IOException {
        long needed = header.bytes().orElse(0);
        Path there = layout.databases();
        while (!Files.exists(there)) {
            there = Objects.requireNonNull(there.getParent()); // a home in which nothing was ever made
        }
        long free = FileTrees.usable(there);
        if (free < needed) {
            throw new Neo4jAdminException(
                    "disk-full",
                    "Unpacked, the dump has " + Texts.size(needed) + ", and " + layout.databases() + " has "
                            + Texts.size(free) + " left, beside the present store, which is kept. Nothing was changed.",
                    -1,
                    "");
        }
    }

    private static void requireLoaded(String name, StoreLayout layout) throws IOException {
        Path store = layout.store(name);
        if (Files.isDirectory(store)) {
            try (Stream<Path> files = Files.list(store)) {
                if (files.anyMatch(file -> !file.endsWith("database_lock"))) {
                    return;
                }
            }
        }
        throw new Neo4jAdminException(
                "tool-failed", "neo4j-admin ended without an error, but loaded nothing into " + store + ".", -1, "");
    }
}
