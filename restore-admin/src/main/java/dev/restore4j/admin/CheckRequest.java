package dev.restore4j.admin;

import dev.restore4j.error.Neo4jAdminException;
import dev.restore4j.event.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A check that is to be made, of the store of a stopped database or of a dump. Immutable: each method gives another request.
 *
 * <p>A dump is unpacked into the scratch directory ({@link Neo4jAdminBuilder#scratch}), whole: nothing less finds a cut one
 * (measured). A database must be stopped.
 */
public final class CheckRequest {

    private final Neo4jAdmin admin;
    private final @Nullable String database;
    private final @Nullable Path archive;
    private final @Nullable Path reports;
    private final Duration limit;
    private final Consumer<Progress> progress;

    CheckRequest(Neo4jAdmin admin, @Nullable String database, @Nullable Path archive) {
        this(admin, database, archive, null, admin.timeLimit(), step -> {});
    }

    private CheckRequest(
            Neo4jAdmin admin,
            @Nullable String database,
            @Nullable Path archive,
            @Nullable Path reports,
            Duration limit,
            Consumer<Progress> progress) {
        this.admin = admin;
        this.database = database;
        this.archive = archive;
        this.reports = reports;
        this.limit = limit;
        this.progress = progress;
    }

    /**
     * {@return this request with a directory for the tool's report, which it writes when it finds something}
     *
     * @param directory which exists; without one, only the report's beginning is kept
     */
    public CheckRequest reportInto(Path directory) {
        return new CheckRequest(admin, database, archive, directory, limit, progress);
    }

    /**
     * {@return this request with a time limit}
     *
     * @param limit after which the tool is ended; unless set, that of {@link Neo4jAdminBuilder#timeLimit}
     */
    public CheckRequest within(Duration limit) {
        return new CheckRequest(admin, database, archive, reports, limit, progress);
    }

    /**
     * {@return this request with a listener}
     *
     * @param listener is told how far it is, in the thread that runs it; what it throws is logged, and changes nothing
     */
    public CheckRequest onProgress(Consumer<Progress> listener) {
        return new CheckRequest(admin, database, archive, reports, limit, listener);
    }

    /**
     * Checks.
     *
     * @return what was found; look at {@link CheckReport#consistent()}
     * @throws Neo4jAdminException if it could not be checked, as where a dump is cut or damaged. An interrupt is such an error of
     *     the code {@code interrupted}: the tool is ended, and the flag set again
     */
    public CheckReport run() {
        return admin.call(limit, progress, this::run);
    }

    CheckReport run(Terms terms) throws InterruptedException {
        Path file = archive == null ? null : DumpFile.require(archive);
        try (WorkDirectory work =
                WorkDirectory.in(admin.scratch(), terms.waiting().time())) {
            Path into = reports == null ? work.make("report") : reports.toAbsolutePath();
            ConsistencyCheck check =
                    new ConsistencyCheck(admin.tool(), admin.version(terms).text(), into);
            CheckReport report = file == null
                    ? check.store(Objects.requireNonNull(database), terms)
                    : dump(check, file, work, terms);
            return reports == null ? report.withoutFile() : report;
        }
    }

    private CheckReport dump(ConsistencyCheck check, Path file, WorkDirectory work, Terms terms)
            throws InterruptedException {
        String name = "staged";
        DumpFile.Seen seen = DumpFile.Seen.of(file);
        Path stage = work.stage(file, name);
        DumpFile.Header header = DumpFile.header(admin.tool(), stage, name, terms);
        header.requireSpace(work);
        CheckReport report = check.dump(stage, name, work, terms).ofDump(file);
        seen.requireSame();
        return report;
    }
}
