package dev.restore4j.engine;

import dev.restore4j.error.JournalException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.journal.Journal;
import dev.restore4j.journal.Journal.Creation;
import dev.restore4j.journal.Journal.Lease;
import dev.restore4j.journal.JournalEntry;
import dev.restore4j.journal.JournalLog;
import dev.restore4j.journal.JournalledOperation;
import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.spi.RestoreEnvironment;
import dev.restore4j.spi.RestoreRoute;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Brings an operation to life: a new one under the target's lease, or one that the journal has already. */
public final class Launch {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final RestoreEnvironment environment;
    private final Journal journal;
    private final @Nullable String name;
    private final Terms terms;
    private final RestoreRoute route;
    private final Job.Habits habits;
    private final Reckoning reckoning;

    /**
     * Prepares a launch.
     *
     * @param name the plan's name, or null
     * @param terms what was confirmed
     * @param route the way to submit
     * @param habits what the plan says of the watching
     * @param reckoning by which the confirmation expires
     */
    public Launch(@Nullable String name, Terms terms, RestoreRoute route, Job.Habits habits, Reckoning reckoning) {
        this.environment = route.target().environment();
        this.journal = environment.journal();
        this.name = name;
        this.terms = terms;
        this.route = route;
        this.habits = habits;
        this.reckoning = reckoning;
    }

    /**
     * Writes the operation and starts it.
     *
     * @param known what the journal had when it was assessed
     * @return this process's part in it
     * @throws RestoreRejectedException if the journal speaks against it
     * @throws InterruptedException if the thread was interrupted; nothing was written
     */
    public Run create(Past known) throws InterruptedException {
        if (environment.isClosed()) {
            throw new IllegalStateException("The client is closed; nothing was written or sent. Make another one.");
        }
        long deadline = environment.time().nanoTime() + PATIENCE.toNanos();
        while (true) {
            Optional<Run> joined = join();
            if (joined.isPresent()) {
                return joined.get();
            }
            Optional<Lease> lease = journal.tryLease(reference());
            if (lease.isPresent()) {
                return createOrNothing(lease.get(), known);
            }
            if (environment.time().nanoTime() - deadline >= 0) {
                throw drivenElsewhere();
            }
            environment.time().sleep(PAUSE);
        }
    }

    private RestoreRejectedException drivenElsewhere() {
        return journal.openOn(reference())
                .map(log -> rejected(
                        "unfinished-operation",
                        "Nothing was sent. "
                                + Precedents.unfinished(log.operation().id(), terms.target())))
                .orElseGet(() -> rejected(
                        "target-driven-elsewhere",
                        "Another process is at work on " + terms.target().description() + ", by the journal at "
                                + journal.location() + ". Nothing was sent. Wait until it is done."));
    }

    /** Goes on with the operation that this plan has in the journal already, if it has one. */
    private Optional<Run> join() {
        return Precedents.continued(environment, name, terms.plan()).map(log -> {
            Precedents.mustBeOfThisSource(route, log);
            return Job.of(log, route.target(), route, habits).goOn();
        });
    }

    private Run createOrNothing(Lease lease, Past known) {
        try {
            return createUnder(lease, known);
        } catch (JournalException e) {
            throw new JournalException(e.getMessage() + " Nothing was sent.", Overwritten.NO, e);
        }
    }

    private void mustBeNoOther(Past known) {
        String added = Past.of(journal, name, terms.plan()).addedSince(known, terms.target());
        if (added != null) {
            throw rejected(Rules.CHANGED, added);
        }
    }

    private Run createUnder(Lease lease, Past known) {
        boolean handedOver = false;
        try {
            mustBeNoOther(known);
            retire();
            OperationId id = freshId();
            Instant now = environment.time().now();
            Creation creation = journal.create(
                    new JournalledOperation(id, name, reference()),
                    Entries.confirmed(terms, environment.account().orElse(null), now));
            if (creation instanceof Creation.NameUsed used) {
                throw rejected("name-used", Precedents.nameUsed(name, used.by()));
            }
            if (creation instanceof Creation.TargetOpen open) {
                throw rejected("unfinished-operation", Precedents.unfinished(open.by(), terms.target()));
            }
            Job job = new Job(id, name, terms, route.target(), route, habits, reckoning);
            JournalLog log = journal.read(id).orElseThrow();
            handedOver = true;
            return Run.begin(job, log, lease);
        } finally {
            if (!handedOver) {
                lease.close();
            }
        }
    }

    private OperationId freshId() {
        OperationId id = OperationId.random(environment.random());
        while (journal.read(id).isPresent()) {
            id = OperationId.random(environment.random());
        }
        return id;
    }

    /** Ends an operation on the target whose confirmation has expired before anything was sent. */
    private void retire() {
        JournalLog open = journal.openOn(reference()).orElse(null);
        if (open == null) {
            return;
        }
        Standing standing = Standing.of(open);
        if (standing.state().isBeforeSubmission()) {
            Decision over = Rules.beforeCheck(
                    standing, Precedents.terms(open), environment.time().now());
            if (over != null) {
                over.toWrite().ifPresent(entry -> end(open, entry));
            }
        }
    }

    private void end(JournalLog open, JournalEntry entry) {
        if (journal.append(open.operation().id(), open.head(), entry).isPresent()
                && Standing.of(open).after(entry).state().isEnd()) {
            Belongings.discard(environment, open.operation().id());
        }
    }

    private String reference() {
        return route.target().reference();
    }

    private static RestoreRejectedException rejected(String code, String message) {
        return new RestoreRejectedException(code, message, null, null);
    }
}
