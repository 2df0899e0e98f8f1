package dev.restore4j.engine;

import dev.restore4j.event.Progress;
import dev.restore4j.journal.JournalEntry;
import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.spi.Workbench;
import dev.restore4j.time.TimeSource;
import dev.restore4j.verify.Notes;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A workbench on the driver's own thread. While something is prepared, its waiting writes down from time to time that the work
 * goes on, and finds out whether somebody has cancelled it.
 */
final class Bench implements Workbench {

    /** How long somebody waits at most until a cancellation from another process is heard. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** How often it is written down that the work goes on: so much of a confirmation is lost by a crash. */
    private static final Duration BEAT = Duration.ofMinutes(1);

    /** What lies between two looks counts as work up to this: a machine or a container that stood still did not work. */
    private static final Duration LONGEST_STEP = Duration.ofMinutes(15);

    private final Job job;
    private final Ledger ledger;
    private final Reporter reporter;
    private final Nap nap;
    private final TimeSource time;
    private final Notes notes;
    private Duration worked;
    private long seen;
    private long beaten;
    private long looked;

    Bench(Job job, Ledger ledger, Reporter reporter, Nap nap) {
        this.job = job;
        this.ledger = ledger;
        this.reporter = reporter;
        this.nap = nap;
        this.time = job.environment().time();
        this.notes = new NoteBook(ledger, time).open();
        this.worked = ledger.standing().around().worked();
        this.seen = time.nanoTime();
        this.beaten = seen;
        this.looked = seen;
    }

    /** Somebody has cancelled the operation while it was prepared. */
    static final class Cancelled extends InterruptedException {

        private static final long serialVersionUID = 1L;

        Cancelled() {
            super("the operation was cancelled");
        }
    }

    /** {@return how long what the request needs was worked on, in this process and in former ones} */
    Duration worked() {
        long now = time.nanoTime();
        worked = worked.plusNanos(Math.min(now - seen, LONGEST_STEP.toNanos()));
        seen = now;
        return worked;
    }

    /** What was waited for since it was last looked at does not count. */
    void resume() {
        seen = time.nanoTime();
    }

    @Override
    public OperationId operation() {
        return job.id();
    }

    @Override
    public int attempt() {
        return ledger.standing().attempts();
    }

    @Override
    public TimeSource time() {
        return time;
    }

    @Override
    public Notes notes() {
        return notes;
    }

    @Override
    public boolean await(CompletableFuture<?> signal, long deadlineNanos) throws InterruptedException {
        while (!signal.isDone() && time.nanoTime() - deadlineNanos < 0) {
            long slice = time.nanoTime() + PATIENCE.toNanos();
            nap.awaitOrAlarm(signal, slice - deadlineNanos < 0 ? slice : deadlineNanos);
            keepUp();
        }
        return signal.isDone();
    }

    /** What was submitted cannot be cancelled any more, and its confirmation has been used. Some wait many times a second. */
    private void keepUp() throws InterruptedException {
        worked();
        long now = time.nanoTime();
        if (ledger.standing().state() != RestoreState.PREPARING || now - looked < PATIENCE.toNanos()) {
            return;
        }
        looked = now;
        ledger.reload();
        Standing standing = ledger.standing();
        if (standing.cancelRequestedBy() != null || standing.state() != RestoreState.PREPARING) {
            throw new Cancelled();
        }
        if (time.nanoTime() - beaten >= BEAT.toNanos()) {
            beaten = time.nanoTime();
            JournalEntry beat = Entries.preparing(time.now(), worked());
            if (ledger.write(beat)) {
                reporter.stateChanged(RestoreState.PREPARING, beat);
            }
        }
    }

    @Override
    public void report(Progress progress) {
        reporter.progressed(progress);
    }
}
