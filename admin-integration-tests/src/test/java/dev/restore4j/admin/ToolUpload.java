package dev.restore4j.admin;

import dev.restore4j.admin.process.Family;
import dev.restore4j.admin.process.Waiting;
import dev.restore4j.error.Neo4jAdminException;
import dev.restore4j.operation.DatabaseLogin;
import dev.restore4j.time.TimeSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * One upload as a restore starts it and judges it, with all that it prints read to the end of the tool; for tests in other packages.
 *
 * @param verdict what is known of {@code upload-complete}
 * @param failure why it failed
 */
public record ToolUpload(String verdict, Neo4jAdminException failure) {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    /**
     * {@return what came of an upload that must fail}
     *
     * @param admin the tool
     * @param directory with the dump {@code neo4j.dump}
     * @param uri the instance's address
     * @param login user and password
     * @throws AssertionError if it does not, or does not end
     */
    public static ToolUpload failed(Neo4jAdmin admin, Path directory, String uri, DatabaseLogin login)
            throws Exception {
        UploadOrder order = new UploadOrder(directory, "neo4j", uri, Optional.empty(), login.user(), login.password());
        Path spools = Files.createTempDirectory("spools");
        Path spool = spools.resolve(".upload");
        UploadRun run = UploadRun.start(admin.tool(), UploadRun.Words.MEASURED, order, spool, Family.fresh());
        Waiting waiting = Waiting.on(TimeSource.system());
        try {
            UploadRun.Outcome outcome = run.follow(waiting, waiting.time().nanoTime() + LIMIT.toNanos(), step -> {})
                    .orElseThrow(() -> new AssertionError("it does not end: " + run.tail()));
            return new ToolUpload(
                    outcome.verdict().name(),
                    outcome.failure().orElseThrow(() -> new AssertionError("it succeeds: " + run.tail())));
        } finally {
            run.end(waiting.time());
            Files.deleteIfExists(spool);
            Files.deleteIfExists(spools);
        }
    }
}
