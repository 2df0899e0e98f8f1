package dev.restore4j.admin;

import dev.restore4j.admin.process.Waiting;
import dev.restore4j.error.Neo4jAdminException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.OperationId;
import dev.restore4j.spi.Preflight;
import dev.restore4j.spi.Preparation;
import dev.restore4j.spi.RestoreRoute;
import dev.restore4j.spi.RestoreTarget;
import dev.restore4j.spi.SubmissionAnswer;
import dev.restore4j.spi.UploadTarget;
import dev.restore4j.spi.UploadTarget.Sight;
import dev.restore4j.spi.Urgency;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From a self-managed database into a target that takes uploads: what is looked at before anything is made. */
final class UploadRoute implements RestoreRoute {

    static final String KIND = "neo4j-admin-upload";

    private static final Duration LOOK = Duration.ofMinutes(5);

    private final Neo4jAdmin admin;
    private final String database;
    private final UploadTarget target;
    private final Path dumps;

    UploadRoute(Neo4jAdmin admin, String database, UploadTarget target, Path dumps) {
        this.admin = admin;
        this.database = database;
        this.target = target;
        this.dumps = dumps;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String sourceReference() {
        return "neo4j-admin:" + admin.place() + "/" + database;
    }

    @Override
    public RestoreTarget target() {
        return target;
    }

    UploadTarget uploads() {
        return target;
    }

    Neo4jAdmin admin() {
        return admin;
    }

    String database() {
        return database;
    }

    Path dumps() {
        return dumps;
    }

    @Override
    public Preflight look(Urgency urgency) throws InterruptedException {
        Terms terms = Terms.of(Waiting.on(admin.time()), LOOK, step -> {});
        StoreSight store = store(terms);
        Sight sight = target.sight(urgency);
        List<Finding> findings = new ArrayList<>(store.findings());
        findings.addAll(sight.findings());
        if (sight.database() != null && version(terms).line() == AdminVersion.Line.V5) {
            findings.add(Finding.blocking(
                    "tool-version-unknown",
                    "neo4j-admin " + version(terms) + " cannot upload to instances.neo4j.io. Use 2025.01 or later."));
        }
        findings.add(Finding.warning(
                "dump-stays",
                "The dump of database '" + database + "' is made in " + dumps
                        + " and stays there: delete it once nobody needs it."));
        return new Preflight(store.view(), sight.view(), findings, sight.since());
    }

    private AdminVersion version(Terms terms) throws InterruptedException {
        return admin.version(terms);
    }

    /** {@return the database as the tool sees it now} */
    StoreSight store(Terms terms) throws InterruptedException {
        try {
            UploadRun.requireTool(admin, terms);
            DatabaseInfo info = admin.info(database, terms);
            return StoreSight.of(database, info, admin.layout(terms));
        } catch (Neo4jAdminException e) {
            throw new RestoreRejectedException(e.code(), e.getMessage(), null, null);
        }
    }

    @Override
    public Optional<Preparation> preparation() {
        return Optional.of(new UploadPreparation(this));
    }

    @Override
    public SubmissionAnswer submit(OperationId operation, long latestNanos) {
        throw new IllegalStateException("An upload is submitted once its dump is made.");
    }
}
