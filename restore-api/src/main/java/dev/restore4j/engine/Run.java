package dev.restore4j.engine;

import dev.restore4j.error.JournalException;
import dev.restore4j.event.RestoreListener;
import dev.restore4j.journal.Journal;
import dev.restore4j.journal.Journal.Lease;
import dev.restore4j.journal.JournalEntry;
import dev.restore4j.journal.JournalLog;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.operation.RestoreStatus;
import dev.restore4j.spi.RestoreEnvironment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * This process's part in an operation: it drives while it has the lease, and follows by reading the journal while another
 * process has it. Thread-safe.
 */
public final class Run {

    private static final Duration FOLLOW = Duration.ofSeconds(2);

    private final Job job;
    private final RestoreEnvironment environment;
    private final Journal journal;
    private final Ledger ledger;
    private final Reporter reporter;
    private final Nap nap;
    private final Sending sending;
    private @Nullable Vigil vigil;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    private Run(Job job, JournalLog log) {
        this.job = job;
        this.environment = job.environment();
        this.journal = environment.journal();
        this.ledger = new Ledger(journal, log);
        List<RestoreListener> listeners = new ArrayList<>(environment.listeners());
        listeners.addAll(job.habits().listeners());
        EventHub hub = new EventHub(environment.time(), listeners);
        this.reporter = new Reporter(job, ledger, hub, log.entries().get(0).at());
        this.nap = new Nap(environment);
        this.sending = new Sending();
    }

    /** Goes on with an operation from where its journal ends, on a thread of its own. */
    static Run goOn(Job job, JournalLog log) {
        Run run = new Run(job, log);
        run.environment.drive("restore4j-" + job.id(), () -> run.run(null), run::halt);
        return run;
    }

    /** Starts an operation that was just written, with the lease that was taken before. */
    static Run begin(Job job, JournalLog log, Lease lease) {
        Run run = new Run(job, log);
        try {
            run.environment.drive("restore4j-" + job.id(), () -> run.run(lease), run::halt);
        } catch (RuntimeException | Error e) {
            lease.close(); // no thread could be started
            throw e;
        }
        return run;
    }

    /** {@return what this process does} */
    public Job job() {
        return job;
    }

    /** {@return where the operation stands, as last known here} */
    public RestoreStatus status() {
        return reporter.status();
    }

    /** {@return how this process left the operation, once it has} */
    public CompletableFuture<Outcome> outcome() {
        return outcome;
    }

    /** Cuts a nap short, so that what was just written is read. */
    public void wake() {
        nap.end();
    }

    /** {@return what is known now, for whoever does not wait longer} */
    public Outcome soFar() {
        return new Outcome(reporter.soFar(), null);
    }

    /** The client closes: waits until the answer to a request that is under way is in the journal. */
    private void halt() {
        wake();
        sending.awaitEnd(environment.time());
    }

    private void run(@Nullable Lease held) {
        MDC.put(EventLog.RESTORE_ID, job.id().value());
        MDC.put(EventLog.INSTANCE, job.target().reference());
        Throwable hindrance = null;
        RestoreResult rollback = null;
        try {
            participate(held);
            rollback =
                    new TakingBack(job, reporter, nap).follow(ledger.standing()).orElse(null);
        } catch (InterruptedException | RuntimeException e) {
            hindrance = e;
        } catch (Error e) {
            outcome.complete(new Outcome(reporter.result(null), e));
            throw e;
        }
        leave(hindrance, rollback);
        keepVigil();
    }

    private void leave(@Nullable Throwable hindrance, @Nullable RestoreResult rollback) {
        Outcome left = new Outcome(reporter.result(rollback), hindrance);
        try {
            reporter.finished(left.result());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            outcome.complete(left);
        }
    }

    private void participate(@Nullable Lease held) throws InterruptedException {
        Lease lease = held;
        while (lease != null || !ledger.standing().state().isEnd()) {
            if (lease == null && canDrive()) {
                lease = journal.tryLease(job.target().reference()).orElse(null);
            }
            if (lease != null && drive(lease, lease == held)) {
                return;
            }
            lease = null;
            nap.take(FOLLOW);
            ledger.reload();
            reporter.refresh();
        }
    }

    private boolean canDrive() {
        Standing now = ledger.standing();
        boolean takesPlan = now.state().isBeforeSubmission()
                || now.state() == RestoreState.VERIFYING
                || now.takesTrace()
                || now.concluded() != null;
        boolean over = now.state().isBeforeSubmission()
                && now.concluded() == null
                && Rules.beforeCheck(now, job.terms(), job.now()) != null;
        return job.route() != null || !takesPlan || over;
    }

    private void keepVigil() {
        Vigil kept = vigil;
        if (kept != null && ledger.standing().state() == RestoreState.COMPLETED) {
            try {
                kept.keep(ledger.standing().verification().results());
            } catch (InterruptedException e) {
                EventLog.warn(
                        job,
                        "is not watched any longer: its client was closed before the time of watchFor(...) was over.");
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Drives it to where it ends here; false where that takes the plan after all, since what was sent was not taken over. */
    private boolean drive(Lease lease, boolean begun) throws InterruptedException {
        try (lease) {
            if (!begun) {
                ledger.reload();
                if (!canDrive()) {
                    return false;
                }
                if (!ledger.standing().state().isEnd()) {
                    announce();
                }
            }
            reporter.refresh();
            Driver driver = new Driver(job, ledger, reporter, nap, sending);
            boolean done = driver.run();
            vigil = driver.vigil();
            return done;
        }
    }

    /** Moves the head, so that whoever drove before cannot write any more. */
    private void announce() {
        JournalEntry entry = Entries.takenOver(
                environment.time().now(), ProcessHandle.current().pid());
        boolean sent = !ledger.standing().state().isBeforeSubmission();
        try {
            while (!ledger.write(entry)) {
                if (ledger.standing().state().isEnd()) {
                    return;
                }
            }
        } catch (JournalException e) {
            if (!sent) {
                throw e;
            }
            reporter.warn("journal-incomplete", e.getMessage());
        }
    }
}
