package dev.restore4j.admin;

import dev.restore4j.admin.UploadRecords.Running;
import dev.restore4j.admin.UploadRun.Outcome;
import dev.restore4j.admin.UploadTrace.Stage;
import dev.restore4j.admin.process.Family;
import dev.restore4j.admin.process.Redaction;
import dev.restore4j.error.AccessException;
import dev.restore4j.error.Neo4jAdminException;
import dev.restore4j.operation.DatabaseLogin;
import dev.restore4j.operation.Ending;
import dev.restore4j.spi.SubmissionAnswer;
import dev.restore4j.spi.SubmissionAnswer.Accepted;
import dev.restore4j.spi.SubmissionAnswer.Lost;
import dev.restore4j.spi.SubmissionAnswer.NotTakenOver;
import dev.restore4j.spi.SubmissionAnswer.Refused;
import dev.restore4j.spi.SubmissionAnswer.Unfinished;
import dev.restore4j.spi.UploadTarget;
import dev.restore4j.spi.Workbench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a run of the tool's upload, its own or that of a process that died, until it is known what became of
 * {@code upload-complete}. The tool only waits after that, and is ended: Aura goes on without it (measured).
 */
final class UploadFollowing {

    private static final Logger LOG = LoggerFactory.getLogger(Neo4jAdmin.class);
    private static final Duration SLICE = Duration.ofSeconds(1);

    /** The tool prints at least every half percent of a file; without a word for so long, it waits for nobody. */
    private static final Duration SILENCE = Duration.ofHours(2);

    /** Failures that may pass: nothing was taken over, and the same may be tried again. */
    private static final Set<String> PASSING = Set.of(
            "service-unavailable",
            "console-unreachable",
            "transfer-failed",
            "token-expired",
            "too-many-requests",
            "killed",
            "tool-failed",
            "too-much-output");

    private static final Set<String> ACCESS = Set.of("wrong-credentials", "not-administrator", "credentials-missing");

    private final Workbench bench;
    private final UploadRecords records;

    UploadFollowing(Workbench bench, UploadRecords records) {
        this.bench = bench;
        this.records = records;
    }

    /** {@return what became of what another process began} */
    SubmissionAnswer recover(UploadTarget target) throws InterruptedException {
        Optional<SubmissionAnswer> known = records.answer();
        if (known.isPresent()) {
            return known.get();
        }
        Running running = records.running().orElse(null);
        if (running == null) {
            return notStarted("the process that was to start it ended before");
        }
        if (running.identity().pid() == 0 && !Family.canBeFound()) {
            return new Lost("whether neo4j-admin was started cannot be found out on this system", null);
        }
        if (!Files.exists(running.spool())) {
            // it is made before the tool is started, and deleted after its answer was noted
            return ended(running)
                    ? notStarted("the process that was to start it ended before")
                    : new Lost("the file for what neo4j-admin prints is gone, and it does not end", null);
        }
        UploadRun run = UploadRun.adopt(running.identity(), running.spool(), redaction(target));
        SubmissionAnswer answer = follow(run, running.spool());
        if (answer instanceof Unfinished unfinished) {
            throw new InterruptedException(unfinished.why());
        }
        return answer;
    }

    private boolean ended(Running running) {
        return dev.restore4j.admin.process.SpooledChild.adopt(running.identity())
                .end(bench.time());
    }

    private static Redaction redaction(UploadTarget target) {
        try {
            DatabaseLogin login = target.login();
            return Redaction.ofLogin(login.user(), login.password());
        } catch (AccessException e) {
            return Redaction.none(); // without the password nobody can look for it; what is passed on are known lines
        }
    }

    /** Follows a run until it is known what became of it; {@link Unfinished} where that is left to another process. */
    SubmissionAnswer follow(UploadRun run, Path spool) {
        try {
            SubmissionAnswer answer = answer(outcome(run));
            if (records.answered(answer)) {
                delete(spool);
            }
            return answer;
        } catch (InterruptedException e) {
            return new Unfinished(String.valueOf(e.getMessage()));
        } catch (Neo4jAdminException e) {
            return new Lost(e.getMessage(), null);
        }
    }

    private Outcome outcome(UploadRun run) throws InterruptedException {
        UploadPreparation.Benched waiting = new UploadPreparation.Benched(bench);
        String last = "";
        long silentSince = bench.time().nanoTime();
        while (true) {
            long now = bench.time().nanoTime();
            Optional<Outcome> outcome = run.follow(waiting, now + SLICE.toNanos(), bench::report);
            if (outcome.isPresent()) {
                return outcome.get();
            }
            String state = run.trace().stage() + " " + run.trace().percent();
            if (!state.equals(last)) {
                last = state;
                silentSince = now;
            }
            boolean takenOver = run.trace().stage().compareTo(Stage.IMPORTING) >= 0;
            if (takenOver || now - silentSince > SILENCE.toNanos()) {
                return run.end(bench.time());
            }
        }
    }

    private static void delete(Path spool) {
        try {
            Files.deleteIfExists(spool);
        } catch (IOException e) {
            LOG.warn("{} could not be deleted; it is no longer needed", spool, e);
        }
    }

    static SubmissionAnswer notStarted(String why) {
        return new NotTakenOver(
                new Ending("upload-not-started", "Nothing was uploaded: " + why + ".", Ending.Kind.UNAVAILABLE, null),
                Duration.ZERO);
    }

    private static SubmissionAnswer answer(Outcome outcome) {
        String message = outcome.failure().map(Throwable::getMessage).orElse("neo4j-admin ended without saying why.");
        String code = outcome.failure().map(Neo4jAdminException::code).orElse("tool-failed");
        return switch (outcome.verdict()) {
            case ACCEPTED -> new Accepted("taken over", null, null);
            case UNKNOWN -> new Lost(message, null);
            case REFUSED -> new Refused(new Ending(code, message, Ending.Kind.REQUEST, null));
            case NOT_SENT ->
                PASSING.contains(code)
                        ? new NotTakenOver(new Ending(code, message, Ending.Kind.UNAVAILABLE, null), null)
                        : new Refused(new Ending(
                                code, message, ACCESS.contains(code) ? Ending.Kind.ACCESS : Ending.Kind.REQUEST, null));
        };
    }
}
