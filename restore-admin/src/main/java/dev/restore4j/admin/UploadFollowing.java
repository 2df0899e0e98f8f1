package dev.restore4j.admin;

import dev.restore4j.admin.UploadRecords.Running;
import dev.restore4j.admin.UploadRun.Outcome;
import dev.restore4j.admin.UploadTrace.Stage;
import dev.restore4j.admin.process.Family;
import dev.restore4j.admin.process.Redaction;
import dev.restore4j.admin.process.Spool;
import dev.restore4j.admin.process.SpooledChild;
import dev.restore4j.error.Neo4jAdminException;
import dev.restore4j.operation.DatabaseLogin;
import dev.restore4j.operation.Ending;
import dev.restore4j.spi.SubmissionAnswer;
import dev.restore4j.spi.SubmissionAnswer.Accepted;
import dev.restore4j.spi.SubmissionAnswer.Change;
import dev.restore4j.spi.SubmissionAnswer.Lost;
import dev.restore4j.spi.SubmissionAnswer.NotTakenOver;
import dev.restore4j.spi.SubmissionAnswer.Refused;
import dev.restore4j.spi.SubmissionAnswer.Unfinished;
import dev.restore4j.spi.UploadTarget;
import dev.restore4j.spi.Workbench;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a run of the tool's upload, its own or that of a process that died, until it is known what became of
 * {@code upload-complete}. The tool only waits after that, and is ended: Aura goes on without it (measured).
 */
final class UploadFollowing {

    private static final Logger LOG = LoggerFactory.getLogger(Neo4jAdmin.class);
    private static final Duration SLICE = Duration.ofSeconds(1);

    /** Between a fork and its mark lie milliseconds; whoever is not there after this will not come. */
    private static final Duration BIRTH = Duration.ofSeconds(5);

    private static final Duration LOOK = Duration.ofMillis(250);

    /** The tool prints a dot for each half percent of a file; without one for so long, it waits for nobody. */
    private static final Duration SILENCE = Duration.ofHours(2);

    /** Failures that may pass: nothing was taken over, and the same may be tried again. */
    private static final Set<String> PASSING = Set.of(
            "service-unavailable",
            "console-unreachable",
            "transfer-failed",
            "token-expired",
            "too-many-requests",
            "killed",
            "import-unconfirmed");

    /** Failures that come after the import was taken over: where that was not printed, something is lost. */
    private static final Set<String> LATE = Set.of("import-failed", "import-not-started");

    private static final Set<String> ACCESS = Set.of("wrong-credentials", "not-administrator", "credentials-missing");

    private static final String RUNS_ON =
            "neo4j-admin may still run where it cannot be seen from here: end it before you settle.";

    private final Workbench bench;
    private final UploadRecords records;

    UploadFollowing(Workbench bench, UploadRecords records) {
        this.bench = bench;
        this.records = records;
    }

    /**
     * {@return what became of what another process began}
     *
     * @throws dev.restore4j.error.AccessException if the login cannot be read; what runs goes on
     */
    SubmissionAnswer recover(UploadTarget target) throws InterruptedException {
        Optional<SubmissionAnswer> known = records.answer();
        Running running = records.running().orElse(null);
        if (known.isPresent()) {
            if (running != null && (!(known.get() instanceof Lost) || Files.exists(kept(running.spool())))) {
                delete(running.spool()); // whoever noted the answer may have ended before
            }
            return known.get();
        }
        if (running == null) {
            return notStarted("the process that was to start it ended before");
        }
        if (running.identity().pid() == 0 && !wasBorn(running) && claimed(running.spool())) {
            SubmissionAnswer none = notStarted("the process that was to start it ended before");
            boolean unused = records.answered(none); // the spool that is there now would say otherwise
            return none;
        }
        if (!Files.exists(running.spool())) {
            return withoutSpool(running);
        }
        UploadRun run = UploadRun.adopt(running.identity(), running.spool(), redaction(target), running.words());
        SubmissionAnswer answer = follow(run, running.spool());
        if (answer instanceof Unfinished unfinished) {
            throw new InterruptedException(unfinished.why());
        }
        return answer;
    }

    /**
     * Whether anybody of a family that is noted without a process was started, or nobody can tell.
     *
     * <p>The spool is made right before the start. Where it is, somebody may have been started, even if it is empty: on a full disk
     * the tool prints into nothing, and does the rest.
     */
    private boolean wasBorn(Running running) throws InterruptedException {
        if (!Family.canBeFound() || !running.identity().surelySameBoot()) {
            return true;
        }
        File spool = running.spool().toFile();
        SpooledChild child = SpooledChild.adopt(running.identity());
        long end = bench.time().nanoTime() + BIRTH.toNanos();
        while (spool.exists()
                && spool.length() == 0
                && !child.alive()
                && bench.time().nanoTime() - end < 0) {
            bench.await(new CompletableFuture<Void>(), bench.time().nanoTime() + LOOK.toNanos());
        }
        return spool.exists() || !running.identity().surelyGone();
    }

    /**
     * Makes the spool, so that whoever stood still right before making it, and is not dead as it seems, starts nothing any more.
     *
     * @return whether it was not there before
     */
    private static boolean claimed(Path spool) throws InterruptedException {
        try {
            Spool.make(spool);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (NoSuchFileException e) {
            return true; // nor can anybody else
        } catch (IOException e) {
            throw new InterruptedException("the file " + spool + " cannot be made: look at the disk");
        }
    }

    /** It was there when the tool was started. Whoever took it away took the only witness. */
    private SubmissionAnswer withoutSpool(Running running) throws InterruptedException {
        if (!SpooledChild.adopt(running.identity()).end(bench.time())) {
            throw new InterruptedException("neo4j-admin does not end: look at the machine");
        }
        String gone = "the file " + running.spool() + ", into which neo4j-admin printed, is gone";
        return new Lost(running.identity().surelyGone() ? gone : gone + ". " + RUNS_ON, null);
    }

    /** Who cannot read the password cannot look for it in what was printed, and unknown lines are passed on. */
    private static Redaction redaction(UploadTarget target) {
        DatabaseLogin login = target.login();
        return Redaction.ofLogin(login.user(), login.password());
    }

    /** Follows a run until it is known what became of it; {@link Unfinished} where that is left to another process. */
    SubmissionAnswer follow(UploadRun run, Path spool) {
        try {
            Outcome outcome = outcome(run);
            SubmissionAnswer answer = answer(outcome, lastPrinted(spool));
            Path kept = null;
            if (answer instanceof Lost lost) {
                if (run.mayRunOn()) {
                    return new Lost(lost.why() + " " + RUNS_ON + " What it prints is in " + spool + ".", null);
                }
                kept = keep(run, spool);
                answer = new Lost(lost.why() + " What it printed is in " + kept + ".", null);
            }
            if (records.answered(answer) && !spool.equals(kept)) {
                delete(spool);
            }
            return answer;
        } catch (InterruptedException e) {
            return new Unfinished(String.valueOf(e.getMessage()));
        } catch (Neo4jAdminException e) {
            return new Unfinished(e.getMessage()); // it does not end, not even when it is killed
        }
    }

    /** {@return when the tool printed last; null for what cannot be, or cannot be read} */
    private @Nullable Instant lastPrinted(Path spool) {
        try {
            Instant last = Files.getLastModifiedTime(spool).toInstant();
            return last.isAfter(bench.time().now()) ? null : last;
        } catch (IOException e) {
            return null;
        }
    }

    private Outcome outcome(UploadRun run) throws InterruptedException {
        UploadPreparation.Benched waiting = new UploadPreparation.Benched(bench);
        long printed = 0;
        long silentSince = bench.time().nanoTime();
        while (true) {
            long now = bench.time().nanoTime();
            Optional<Outcome> outcome = run.follow(waiting, now + SLICE.toNanos(), bench::report);
            if (outcome.isPresent()) {
                return outcome.get();
            }
            if (run.printed() > printed) {
                printed = run.printed();
                silentSince = now;
            }
            boolean takenOver = run.trace().stage().compareTo(Stage.IMPORTING) >= 0;
            if (takenOver || now - silentSince > SILENCE.toNanos()) {
                return run.end(bench.time());
            }
        }
    }

    /** Of what nobody knows, a person may read more out of the lines: {@return where they are, without secrets if possible} */
    private static Path keep(UploadRun run, Path spool) {
        Path kept = kept(spool);
        try {
            Files.deleteIfExists(kept);
            Spool.make(kept);
            Files.writeString(kept, run.tail() + "\n");
            return kept;
        } catch (IOException e) {
            LOG.warn("{} cannot be written; what neo4j-admin printed stays as it was printed in {}", kept, spool, e);
            return spool;
        }
    }

    private static Path kept(Path spool) {
        return spool.resolveSibling("printed" + spool.getFileName());
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

    private static SubmissionAnswer answer(Outcome outcome, @Nullable Instant lastPrinted) {
        String message = outcome.failure().map(Throwable::getMessage).orElse("neo4j-admin ended without saying why.");
        String code = outcome.failure().map(Neo4jAdminException::code).orElse("tool-failed");
        return switch (outcome.verdict()) {
            // who comes late sees nothing change any more: the tool has
            case ACCEPTED ->
                new Accepted(
                        "taken over",
                        null,
                        null,
                        outcome.stage() == Stage.DONE ? Change.SEEN : Change.NOT_SEEN,
                        lastPrinted);
            case UNKNOWN -> new Lost(message, null);
            case REFUSED -> new Refused(new Ending(code, message, Ending.Kind.REQUEST, null));
            case NOT_SENT -> notSent(code, message);
        };
    }

    /** What nobody recognizes proves nothing. */
    private static SubmissionAnswer notSent(String code, String message) {
        if (code.equals("tool-failed") || LATE.contains(code)) {
            return new Lost(message, null);
        }
        if (code.equals("import-unconfirmed")) {
            String parts = "The parts of the upload could not be confirmed, and Aura was not asked to load them.";
            return new NotTakenOver(new Ending(code, parts, Ending.Kind.UNAVAILABLE, null), null);
        }
        if (PASSING.contains(code)) {
            return new NotTakenOver(new Ending(code, message, Ending.Kind.UNAVAILABLE, null), null);
        }
        Ending.Kind kind = ACCESS.contains(code) ? Ending.Kind.ACCESS : Ending.Kind.REQUEST;
        return new Refused(new Ending(code, message, kind, null));
    }
}
