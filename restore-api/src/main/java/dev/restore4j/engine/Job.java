package dev.restore4j.engine;

import dev.restore4j.error.JournalException;
import dev.restore4j.event.RestoreListener;
import dev.restore4j.journal.JournalLog;
import dev.restore4j.journal.JournalledOperation;
import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.spi.RestoreEnvironment;
import dev.restore4j.spi.RestoreRoute;
import dev.restore4j.spi.RestoreTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a driver is to do.
 *
 * @param id the operation
 * @param name its name, or null
 * @param terms what was confirmed
 * @param target the target
 * @param route the way to submit, or null where this process can only watch
 * @param habits who listens, and how long a standstill may be
 * @param reckoning by which the confirmation expires
 */
public record Job(
        OperationId id,
        @Nullable String name,
        Terms terms,
        RestoreTarget target,
        @Nullable RestoreRoute route,
        Habits habits,
        Reckoning reckoning) {

    /**
     * What a plan says of the watching.
     *
     * @param listeners who hears of this operation, besides the client's listeners
     * @param stalledAfter after how long without a change a standstill is reported
     * @param follow what is done around the overwrite
     */
    public record Habits(List<RestoreListener> listeners, Duration stalledAfter, Follow follow) {

        /** What holds where no plan says otherwise. */
        public static final Habits DEFAULT = new Habits(List.of(), Duration.ofMinutes(30), Follow.NONE);
    }

    /**
     * {@return what there is to do for an operation in the journal}
     *
     * @param log the operation
     * @param target the target
     * @param route the way to submit, or null where this process can only watch
     * @param habits what the plan says of the watching
     */
    public static Job of(JournalLog log, RestoreTarget target, @Nullable RestoreRoute route, Habits habits) {
        return new Job(
                log.operation().id(),
                log.operation().name(),
                Precedents.terms(log),
                target,
                route,
                habits,
                Reckoning.from(
                        target.environment().time(),
                        log.entries().get(log.entries().size() - 1).at()));
    }

    /** {@return the time by which the confirmation expires} */
    Instant now() {
        return reckoning.now(environment().time());
    }

    /** {@return what the operation runs on} */
    public RestoreEnvironment environment() {
        return target.environment();
    }

    /** {@return what became of the operation where it stands so, as far as its journal tells} */
    RestoreResult.Builder resultAt(Standing now) {
        return resultAt(new JournalledOperation(id, name, target.reference()), terms, now);
    }

    static RestoreResult.Builder resultAt(JournalledOperation operation, Terms terms, Standing now) {
        Overwritten overwritten = now.overwritten(terms.target().exposure());
        Safety safety = now.safety();
        RestoreResult.Builder result = RestoreResult.builder(operation.id(), now.state())
                .name(operation.name())
                .between(terms.source().description(), terms.target().description())
                .overwritten(overwritten, now.proof())
                .verification(now.verification())
                .warnings(now.warnings())
                .createdInstance(now.submission().created())
                .ending(now.ending())
                .safetySnapshot(safety.isKept() ? safety.snapshot() : null)
                .dataLoss(terms.dataLoss(now))
                .replayWindow(terms.replayWindow(now).orElse(null))
                .objectives(terms.purpose().objectives());
        if (terms.care().asks(Care.Asked.REHEARSAL)) {
            result.rehearsal();
        }
        return now.note(Conclusion.DISCARDED).isPresent() ? result.createdInstanceDeleted() : result;
    }

    /** {@return this process's part in the operation, which goes on from where its journal ends} */
    public Run goOn() {
        return Run.goOn(
                this,
                environment()
                        .journal()
                        .read(id)
                        .orElseThrow(() -> new JournalException(
                                "Operation " + id + " is not in the journal at "
                                        + environment().journal().location() + ".",
                                null)));
    }
}
