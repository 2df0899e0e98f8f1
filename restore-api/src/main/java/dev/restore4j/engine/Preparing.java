package dev.restore4j.engine;

import dev.restore4j.engine.Decision.Next;
import dev.restore4j.error.Neo4jAdminException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.journal.JournalEntry;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.spi.Preparation;
import dev.restore4j.spi.Preparation.Prepared;
import dev.restore4j.spi.RestoreRoute;
import dev.restore4j.spi.SubmissionAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Has what the request needs made, once in each process: what a former process has made is found again by the preparation
 * itself. Used by one thread.
 */
final class Preparing {

    private static final int LAST_LINES = 3;

    private final Job job;
    private final Ledger ledger;
    private final Reporter reporter;
    private final Nap nap;
    private @Nullable RestoreRoute prepared;
    private @Nullable Bench bench;
    private int failures;
    private @Nullable String hindrance;

    Preparing(Job job, Ledger ledger, Reporter reporter, Nap nap) {
        this.job = job;
        this.ledger = ledger;
        this.reporter = reporter;
        this.nap = nap;
    }

    /** What was submitted goes on without this process. */
    static final class Left extends InterruptedException {

        private static final long serialVersionUID = 1L;

        Left(String why) {
            super(why);
        }
    }

    private @Nullable Preparation preparation() {
        RestoreRoute route = job.route();
        return route == null ? null : route.preparation().orElse(null);
    }

    /** {@return whether the way has work to do that this process has not done} */
    boolean isDue() {
        return prepared == null && preparation() != null;
    }

    /** {@return whether what is submitted leaves a trace} */
    boolean leavesTrace() {
        Preparation work = preparation();
        return work != null && work.leavesTrace();
    }

    /** Deletes what only going on needed, and tells what has made something that the operation has ended. Nothing depends on it. */
    void ended() {
        Belongings.discard(job.environment(), job.id());
        Preparation work = preparation();
        if (work == null) {
            return;
        }
        try {
            work.ended(job.id());
        } catch (RuntimeException e) {
            reporter.warn("left-behind", "Something of the operation could not be deleted: " + e.getMessage());
        }
    }

    /** {@return the way to look and to submit} */
    RestoreRoute route() {
        RestoreRoute ready = prepared == null ? job.route() : prepared;
        return Objects.requireNonNull(ready, "only a process with the plan checks and submits");
    }

    /** Makes it; {@return what follows, or null where others have written meanwhile} */
    @Nullable
    Decision step() throws InterruptedException {
        Preparation work = Objects.requireNonNull(preparation(), "a way with a preparation");
        Bench started = bench();
        bench = started;
        RestoreState before = ledger.standing().state();
        JournalEntry begun = Entries.preparing(job.environment().time().now(), started.worked());
        if (!ledger.write(begun)) {
            return null;
        }
        reporter.stateChanged(before, begun);
        try {
            Prepared made = work.prepare(started);
            prepared = made.route();
            hindered(null);
            Next next = Safekeeping.isDue(ledger.standing(), job.terms()) ? Next.SAFEGUARD : Next.CHECK;
            return Decision.now(
                    Entries.prepared(job.environment().time().now(), started.worked(), made.summary()), next);
        } catch (Bench.Cancelled e) {
            return null;
        } catch (RestoreRejectedException e) {
            return rejected(e.code(), e.getMessage(), e.requestId().orElse(null));
        } catch (Neo4jAdminException e) {
            return rejected(e.code(), e.getMessage() + lastWords(e), null);
        } catch (UnavailableException e) {
            reporter.warn("unavailable", "What the request needs cannot be made for now: " + e.getMessage());
            hindered(e);
            nap.take(e.retryAfter().orElse(Backoff.after(++failures)));
            return Decision.later(Next.PREPARE, Duration.ZERO);
        }
    }

    /** Remembers what keeps the request from being sent; null where nothing does any more. */
    void hindered(@Nullable UnavailableException why) {
        hindrance = why == null ? null : why.getMessage();
    }

    /** {@return the same end; where the confirmation has expired, it says what was in the way all that time} */
    Decision explained(Decision end) {
        JournalEntry entry = end.toWrite().orElse(null);
        if (hindrance == null || entry == null) {
            return end;
        }
        String code = entry.value("code").orElse("");
        if (!code.equals("confirmation-expired")) {
            return end;
        }
        String message = entry.value("message").orElse("") + " What was in the way: " + hindrance;
        return rejected(code, message, null);
    }

    /** The work goes on: what was waited for in between does not count. */
    void resume() {
        if (bench != null) {
            bench.resume();
        }
    }

    /** {@return the same decision; where what was submitted was not taken over, the time that was worked on it does not count} */
    Decision worked(Decision decision) {
        return bench == null ? decision : decision.worked(bench.worked());
    }

    /** What it printed is not in the journal otherwise, and gone with this process. */
    private static String lastWords(Neo4jAdminException e) {
        List<String> lines = e.tail().lines().filter(line -> !line.isBlank()).toList();
        String last = String.join(" / ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        return last.isEmpty() || e.getMessage().contains(last) ? "" : " It printed at last: " + last;
    }

    private Decision rejected(String code, String message, @Nullable String requestId) {
        return Rules.rejected(job.environment().time().now(), code, message, requestId);
    }

    /** Finds out what became of what another process has submitted. */
    SubmissionAnswer recover() throws InterruptedException {
        Preparation work = preparation();
        return work == null
                ? new SubmissionAnswer.Lost("the process that sent it ended before the answer was in the journal", null)
                : work.recover(bench());
    }

    private Bench bench() {
        return new Bench(job, ledger, reporter, nap);
    }
}
