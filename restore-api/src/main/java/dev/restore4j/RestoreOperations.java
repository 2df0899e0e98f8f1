package dev.restore4j;

import dev.restore4j.engine.Follow;
import dev.restore4j.engine.Job;
import dev.restore4j.engine.Precedents;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.event.RestoreListener;
import dev.restore4j.journal.JournalLog;
import dev.restore4j.operation.OperationId;
import dev.restore4j.spi.RestoreEnvironment;
import dev.restore4j.spi.RestoreTarget;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The operations in a client's journal: to list them, and to watch, cancel and settle them without a plan. Thread-safe. */
public final class RestoreOperations {

    private final RestoreEnvironment environment;
    private final Function<String, Optional<RestoreTarget>> targets;

    private RestoreOperations(RestoreEnvironment environment, Function<String, Optional<RestoreTarget>> targets) {
        this.environment = environment;
        this.targets = targets;
    }

    /**
     * {@return the operations in an environment's journal; clients call this}
     *
     * @param environment the client's environment
     * @param targetByReference the client's target of a reference, where the reference is of its kind
     */
    public static RestoreOperations of(
            RestoreEnvironment environment, Function<String, Optional<RestoreTarget>> targetByReference) {
        return new RestoreOperations(
                Objects.requireNonNull(environment, "environment"),
                Objects.requireNonNull(targetByReference, "targets"));
    }

    /** {@return all operations in the journal, newest first; sends nothing} */
    public List<OperationSummary> list() {
        return environment.journal().list().stream()
                .map(this::summary)
                .sorted(Comparator.comparing(OperationSummary::confirmedAt)
                        .thenComparing(OperationSummary::id)
                        .reversed())
                .toList();
    }

    private OperationSummary summary(JournalLog log) {
        return OperationSummary.of(environment.journal(), log);
    }

    /**
     * {@return an operation in the journal; sends nothing}
     *
     * @param id the operation
     */
    public Optional<OperationSummary> find(OperationId id) {
        return environment.journal().read(id).map(this::summary);
    }

    /**
     * {@return the operation of this name; where its name was released, the last that had it; sends nothing}
     *
     * @param name a plan's name
     */
    public Optional<OperationSummary> named(String name) {
        return environment.journal().named(name).map(this::summary);
    }

    /**
     * Attaches to an operation: watches one that was submitted, on a thread of its own, and reads once more where the
     * outcome is unknown.
     *
     * <p>One that is CONFIRMED was not submitted, and is not submitted here, since that takes its plan: {@code status()} says
     * so, it can be cancelled, and {@code await()} waits until a process with its plan submits it and it ends, or until its
     * confirmation has expired.
     *
     * @param id the operation
     * @return the operation
     * @throws RestoreRejectedException if the journal does not have it, if it was begun by a client of another address, or if
     *     its target is not of this client
     */
    public RestoreOperation attach(OperationId id) {
        return attach(id, Job.Habits.DEFAULT);
    }

    /**
     * Attaches to an operation, as {@link #attach(OperationId)} does, for somebody who wants to hear of it.
     *
     * @param id the operation
     * @param listener hears of this operation from now on
     * @return the operation
     * @throws RestoreRejectedException as {@link #attach(OperationId)}
     */
    public RestoreOperation attach(OperationId id, RestoreListener listener) {
        Objects.requireNonNull(listener, "listener");
        return attach(id, new Job.Habits(List.of(listener), Job.Habits.DEFAULT.stalledAfter(), Follow.NONE));
    }

    private RestoreOperation attach(OperationId id, Job.Habits habits) {
        JournalLog log = environment.journal().read(id).orElseThrow(() -> unknown(id));
        Precedents.mustBeOf(environment, log);
        RestoreTarget target = targets.apply(log.operation().target())
                .orElseThrow(() -> new RestoreRejectedException(
                        "another-client",
                        "Operation " + id + " has the target " + log.operation().target()
                                + ", which this client cannot reach.",
                        null,
                        null));
        RestoreTarget watched = target.along(Precedents.terms(log).plan().route());
        return new RestoreOperation(Job.of(log, watched, null, habits).goOn(), Duration.ofHours(24));
    }

    private RestoreRejectedException unknown(@Nullable OperationId id) {
        List<OperationSummary> known = list();
        String some = known.isEmpty()
                ? "It has none."
                : "The newest are "
                        + String.join(
                                ", ",
                                known.stream()
                                        .limit(5)
                                        .map(summary -> summary.id().value())
                                        .toList())
                        + ".";
        return new RestoreRejectedException(
                "unknown-operation",
                "The journal at " + environment.journal().location() + " has no operation " + id + ". " + some,
                null,
                null);
    }
}
