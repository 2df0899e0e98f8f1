package dev.restore4j;

import dev.restore4j.engine.Job;
import dev.restore4j.engine.Launch;
import dev.restore4j.engine.Past;
import dev.restore4j.engine.Reckoning;
import dev.restore4j.engine.Terms;
import dev.restore4j.error.WaitInterruptedException;
import dev.restore4j.journal.JournalLog;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.spi.RestoreRoute;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A restore that was confirmed: the only thing that can be executed, and only once. Thread-safe. */
public final class ConfirmedRestore {

    private final RestorePlan plan;
    private final RestoreRoute route;
    private final Terms terms;
    private final Before before;
    private final @Nullable JournalLog continued;
    private final AtomicBoolean started = new AtomicBoolean();

    ConfirmedRestore(RestorePlan plan, RestoreRoute route, Terms terms, Before before, @Nullable JournalLog continued) {
        this.plan = plan;
        this.route = route;
        this.terms = terms;
        this.before = before;
        this.continued = continued;
    }

    /** What the journal had when it was assessed, and the reckoning since. */
    record Before(Past past, Reckoning reckoning) {}

    /**
     * Restores and waits for the end: {@code start().await()}.
     *
     * @return the result of a completed restore
     * @throws dev.restore4j.error.RestoreException for anything else; it carries the result
     * @throws IllegalStateException if this was started before
     */
    public RestoreResult execute() {
        return start().await();
    }

    /**
     * Writes the operation to the journal and starts it on a thread of its own; or goes on with the operation that the
     * plan has there already.
     *
     * @return the operation
     * @throws dev.restore4j.error.RestoreRejectedException if the journal speaks against it
     * @throws dev.restore4j.error.JournalException if it cannot be written down; then nothing is sent
     * @throws IllegalStateException if this was started before
     */
    public RestoreOperation start() {
        if (started.getAndSet(true)) {
            throw new IllegalStateException(
                    "This confirmation was used. Assess and confirm again if the target must be overwritten once more.");
        }
        PlanSettings settings = plan.settings();
        Job.Habits habits = new Job.Habits(
                settings.listeners(), settings.limits().stall(), settings.care().follow());
        if (continued != null) {
            Job job = Job.of(continued, route.target(), route, habits);
            return new RestoreOperation(job.goOn(), settings.limits().patience());
        }
        try {
            return new RestoreOperation(
                    new Launch(settings.name(), terms, route, habits, before.reckoning()).create(before.past()),
                    settings.limits().patience());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WaitInterruptedException("Interrupted before anything was written or sent.", null, null, e);
        }
    }
}
