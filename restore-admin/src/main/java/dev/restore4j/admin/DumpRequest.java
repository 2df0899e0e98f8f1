package dev.restore4j.admin;

import dev.restore4j.error.Neo4jAdminException;
import dev.restore4j.event.Progress;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A dump that is to be made. Immutable: each method gives another request.
 *
 * <p>{@link #run()} makes the dump in a directory of its own beside the target, unpacks and checks it there with
 * {@code neo4j-admin database check --from-path}, and gives it its name only then: what has the name is whole. What is not finished
 * is deleted; a dump that has its name never is. The database must be stopped.
 */
public final class DumpRequest {

    private final Neo4jAdmin admin;
    private final String database;
    private final @Nullable Path target;
    private final boolean replace;
    private final Duration limit;
    private final Consumer<Progress> progress;

    DumpRequest(Neo4jAdmin admin, String database) {
        this(admin, database, null, false, admin.timeLimit(), step -> {});
    }

    private DumpRequest(
            Neo4jAdmin admin,
            String database,
            @Nullable Path target,
            boolean replace,
            Duration limit,
            Consumer<Progress> progress) {
        this.admin = admin;
        this.database = database;
        this.target = target;
        this.replace = replace;
        this.limit = limit;
        this.progress = progress;
    }

    /**
     * {@return this request with a target}
     *
     * @param target a directory, in which the dump is named after the database; or the file, whose name ends with {@code .dump}
     */
    public DumpRequest into(Path target) {
        return new DumpRequest(admin, database, target, replace, limit, progress);
    }

    /** {@return this request, replacing a dump that is there, as soon as the new one is verified} */
    public DumpRequest replaceExisting() {
        return new DumpRequest(admin, database, target, true, limit, progress);
    }

    /**
     * {@return this request with a time limit for all of it}
     *
     * @param limit after which the tool is ended; unless set, that of {@link Neo4jAdminBuilder#timeLimit}
     */
    public DumpRequest within(Duration limit) {
        return new DumpRequest(admin, database, target, replace, limit, progress);
    }

    /**
     * {@return this request with a listener}
     *
     * @param listener is told how far it is, in the thread that runs it; what it throws is logged, and changes nothing
     */
    public DumpRequest onProgress(Consumer<Progress> listener) {
        return new DumpRequest(admin, database, target, replace, limit, listener);
    }

    /**
     * Makes the dump.
     *
     * @return the dump
     * @throws IllegalStateException if there is no target
     * @throws Neo4jAdminException if it cannot be made; nothing has the dump's name then that had it not before. An interrupt is
     *     such an error of the code {@code interrupted}: the tool is ended, and the flag set again
     */
    public Dump run() {
        return admin.call(limit, progress, this::run);
    }

    Dump run(Terms terms) throws InterruptedException {
        return run(terms, WorkDirectory.Neighbours.ANY);
    }

    Dump run(Terms terms, WorkDirectory.Neighbours neighbours) throws InterruptedException {
        Path file = file();
        long start = terms.waiting().time().nanoTime();
        try (WorkDirectory work = WorkDirectory.in(parent(file), terms.waiting().time(), neighbours)) {
            requireSpace(work, terms);
            Path made = make(work, terms);
            CheckReport check = check(made, work, terms);
            if (!check.consistent()) {
                throw new Neo4jAdminException(
                        "inconsistent",
                        "The dump of " + database
                                + " was made, but neo4j-admin finds the store inconsistent; it was not kept."
                                + " Check the database itself, and take an earlier backup or ask Neo4j's support.",
                        1,
                        check.findings());
            }
            DumpFile.Header header = DumpFile.header(admin.tool(), parent(made), database, terms);
            Dump.Content content =
                    new Dump.Content(file, Files.size(made), FileTrees.crc32(made, terms.waiting()), header);
            FileTrees.force(made);
            name(made, file);
            FileTrees.force(parent(file));
            Duration took = Duration.ofNanos(terms.waiting().time().nanoTime() - start);
            return new Dump(database, content, check, took);
        } catch (IOException e) {
            throw FileTrees.failed("The dump " + file + " cannot be finished", e);
        }
    }

    private CheckReport check(Path made, WorkDirectory work, Terms terms) throws InterruptedException {
        try {
            return admin.check(work, terms).dump(parent(made), database, work, terms);
        } catch (Neo4jAdminException e) {
            if (!e.code().equals("archive-invalid") && !e.code().equals("archive-truncated")) {
                throw e;
            }
            throw new Neo4jAdminException(
                    e.code(),
                    "The dump of " + database
                            + " was made, but cannot be read; it was not kept. Look whether the disk was"
                            + " full, and run the same again: it dumps anew. neo4j-admin says: "
                            + Texts.brief(e.tail()),
                    e.exitCode().orElse(-1),
                    e.tail());
        }
    }

    private Path file() {
        Path file = Optional.ofNullable(target)
                .orElseThrow(() -> new IllegalStateException("Say where the dump goes, with into(path)"))
                .toAbsolutePath()
                .normalize();
        if (Files.isDirectory(file)) {
            file = file.resolve(database + ".dump");
        } else if (!file.getFileName().toString().endsWith(".dump")) {
            throw error(
                    "directory-missing", file + " is no directory, and no name of a dump. Make the directory first.");
        }
        Path parent = file.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw error("directory-missing", "There is no directory " + parent + ". Make it first.");
        }
        if (!Files.isWritable(parent)) {
            throw error("no-permission", parent + " must not be written to by this user. Correct its permissions.");
        }
        if (Files.exists(file) && (!replace || !Files.isRegularFile(file))) {
            throw exists(file);
        }
        return file;
    }

    /**
     * How large a dump gets, nobody can tell before. Checking it unpacks it beside it, and that is as large as the store, logs
     * included: with less than that much space, it surely fails.
     */
    private void requireSpace(WorkDirectory work, Terms terms) throws InterruptedException, IOException {
        Optional<StoreLayout> layout = admin.layout(terms);
        long needed = layout.map(each -> each.size(database)).orElse(0L);
        long free = FileTrees.usable(work.path());
        if (free < needed) {
            throw error(
                    "disk-full",
                    "The store of " + database + " has " + Texts.size(needed) + ", and "
                            + work.path().getParent() + " has "
                            + Texts.size(free)
                            + " left; a dump is unpacked there to be checked. Free space, or name another"
                            + " directory.");
        }
    }

    private Path make(WorkDirectory work, Terms terms) throws InterruptedException {
        Path directory = work.make("dump");
        admin.tool().run(AdminCommand.DUMP, List.of("--to-path=" + directory, database), terms, work.family());
        Path made = directory.resolve(database + ".dump");
        if (!Files.isRegularFile(made)) {
            throw error(
                    "tool-failed", "neo4j-admin ended without an error, but did not make " + made.getFileName() + ".");
        }
        return made;
    }

    private void name(Path made, Path file) throws IOException {
        if (replace) {
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        try {
            FileTrees.name(made, file);
        } catch (FileAlreadyExistsException e) {
            throw exists(file);
        }
    }

    private static Path parent(Path file) {
        return Objects.requireNonNull(file.getParent(), "an absolute file is in a directory");
    }

    private static Neo4jAdminException exists(Path file) {
        return error(
                "archive-exists",
                file
                        + " is there already, and was left alone. Name another file, or ask for it with replaceExisting().");
    }

    private static Neo4jAdminException error(String code, String message) {
        return new Neo4jAdminException(code, message, -1, "");
    }
}
