package dev.restore4j.admin;

import dev.restore4j.admin.process.Family;
import dev.restore4j.admin.process.ProcessIdentity;
import dev.restore4j.error.AccessException;
import dev.restore4j.error.JournalException;
import dev.restore4j.error.Neo4jAdminException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.event.Progress;
import dev.restore4j.operation.DatabaseLogin;
import dev.restore4j.operation.Ending;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.OperationId;
import dev.restore4j.spi.Preflight;
import dev.restore4j.spi.RestoreRoute;
import dev.restore4j.spi.RestoreTarget;
import dev.restore4j.spi.SubmissionAnswer;
import dev.restore4j.spi.SubmissionAnswer.NotTakenOver;
import dev.restore4j.spi.SubmissionAnswer.Refused;
import dev.restore4j.spi.SubmissionAnswer.Unfinished;
import dev.restore4j.spi.UploadTarget.Sight;
import dev.restore4j.spi.Urgency;
import dev.restore4j.spi.Workbench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A dump that is made and checked, on its way into a target: the tool's {@code upload} is the one act that is not repeated. */
final class PreparedUpload implements RestoreRoute {

    /** How the names of what the tool prints into begin. */
    static final String SPOOL = ".upload-";

    private final UploadRoute route;
    private final DumpRecord dump;
    private final UploadRun.Words words;
    private final Workbench bench;
    private @Nullable Sight seen;

    PreparedUpload(UploadRoute route, DumpRecord dump, UploadRun.Words words, Workbench bench) {
        this.route = route;
        this.dump = dump;
        this.words = words;
        this.bench = bench;
    }

    @Override
    public String kind() {
        return route.kind();
    }

    @Override
    public String sourceReference() {
        return route.sourceReference();
    }

    @Override
    public RestoreTarget target() {
        return route.target();
    }

    /** The source is the dump now: the database may run again. */
    @Override
    public Preflight look(Urgency urgency) throws InterruptedException {
        Sight sight = route.uploads().sight(urgency);
        seen = sight;
        List<Finding> findings = new ArrayList<>(sight.findings());
        if (!dump.isStill(dump.path())) {
            findings.add(Finding.blocking(
                    "dump-changed",
                    "The dump " + dump.path()
                            + " is gone, or was changed since it was checked. Assess and confirm again."));
        }
        return new Preflight(dump.store().view(), sight.view(), findings, sight.since());
    }

    @Override
    public SubmissionAnswer submit(OperationId operation, long latestNanos) {
        Sight sight = Objects.requireNonNull(seen, "it is looked at before");
        UploadOrder order;
        try {
            DatabaseLogin login = route.uploads().login();
            LoginEncoding.require(login);
            order = new UploadOrder(
                    directory(),
                    route.database(),
                    Objects.requireNonNull(sight.address(), "a blocking finding says so")
                            .toString(),
                    Optional.ofNullable(sight.database()),
                    login.user(),
                    login.password());
        } catch (AccessException e) {
            return new NotTakenOver(new Ending("access-refused", e.getMessage(), Ending.Kind.ACCESS, null), null);
        } catch (RestoreRejectedException e) {
            return new Refused(new Ending(e.code(), e.getMessage(), Ending.Kind.REQUEST, null));
        }
        if (bench.time().nanoTime() - latestNanos > 0) {
            return UploadFollowing.notStarted("too long passed between the check and the start");
        }
        return start(order);
    }

    private SubmissionAnswer start(UploadOrder order) {
        UploadRecords records = new UploadRecords(bench);
        Family family = Family.fresh();
        Path spool = directory().resolve(SPOOL + family.mark() + ".log");
        try {
            // before it is started: whatever happens to this process, its family is found
            records.running(ProcessIdentity.expected(family), spool, words);
        } catch (JournalException | IllegalArgumentException | IllegalStateException e) {
            return UploadFollowing.notStarted(String.valueOf(e.getMessage()));
        }
        UploadRun run;
        try {
            run = UploadRun.start(route.admin().tool(), words, order, spool, family);
        } catch (Neo4jAdminException e) {
            if (Files.exists(spool)) {
                return new Unfinished("another process has judged meanwhile that this one had ended");
            }
            return new Refused(new Ending(e.code(), e.getMessage(), Ending.Kind.REQUEST, null));
        }
        try {
            records.running(run.identity(), spool, words);
        } catch (JournalException | IllegalArgumentException | IllegalStateException e) {
            // its family is noted, which is enough to find it
        }
        bench.report(Progress.in("upload"));
        return new UploadFollowing(bench, records).follow(run, spool);
    }

    private Path directory() {
        return Objects.requireNonNull(dump.path().getParent(), "a dump is in a directory");
    }
}
