package dev.restore4j.engine;

import dev.restore4j.engine.Decision.Next;
import dev.restore4j.error.AccessException;
import dev.restore4j.error.ProtocolException;
import dev.restore4j.error.RestoreException;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.error.WaitInterruptedException;
import dev.restore4j.operation.SafetySnapshot;
import dev.restore4j.operation.SafetySnapshot.Otherwise;
import dev.restore4j.spi.Safeguard;
import dev.restore4j.spi.Safeguard.Begun;
import dev.restore4j.spi.Safeguard.Kept;
import dev.restore4j.spi.TargetView.Exposure;
import dev.restore4j.spi.Urgency;
import dev.restore4j.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Keeps the target's present data before it is overwritten, one step at a time. Every step can be done again: where an answer
 * was lost or a process died, the snapshot that was begun is found by its time.
 */
final class Safekeeping {

    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final Duration BUSY = Duration.ofSeconds(15);

    /** How often in a row it is met with what is no refusal, before it counts as one: one odd answer must not cost the way back. */
    private static final int HINDRANCES = 3;

    private final Job job;
    private final TimeSource time;
    private int failures;
    private boolean fresh;
    private int hindrances;

    Safekeeping(Job job) {
        this.job = job;
        this.time = job.environment().time();
    }

    /** Whether the plan wants it and it is not settled. */
    static boolean isDue(Standing standing, Terms terms) {
        boolean overwrites = terms.target().exposure() != Exposure.NEW;
        return overwrites && terms.care().safety() != null && !standing.safety().isSettled();
    }

    Decision step(Standing standing) throws InterruptedException {
        SafetySnapshot wanted = Objects.requireNonNull(job.terms().care().safety());
        Safeguard safeguard = job.target().safeguard().orElse(null);
        if (safeguard == null) {
            return without(wanted, "no-safeguard", "There is no way to keep what this target has.");
        }
        Instant begun = standing.safety().begunAt();
        if (begun == null) {
            fresh = true; // nothing was asked for yet: what is there is not ours
            return Decision.now(Entries.safeguarding(time.now()), Next.SAFEGUARD);
        }
        if (!time.now().isBefore(begun.plus(wanted.limit()))) {
            return without(
                    wanted,
                    "safety-snapshot-late",
                    "The safety snapshot was not complete within " + wanted.limit() + ".");
        }
        try {
            String snapshot = standing.safety().snapshot();
            return snapshot == null ? begin(safeguard, begun, wanted) : await(safeguard, snapshot, wanted);
        } catch (UnavailableException e) {
            return Decision.later(Next.SAFEGUARD, e.retryAfter().orElse(Backoff.after(++failures)));
        } catch (WaitInterruptedException e) {
            throw new InterruptedException(e.getMessage()); // the client was closed: that is no refusal
        } catch (AccessException | ProtocolException e) {
            return ++hindrances < HINDRANCES
                    ? Decision.later(Next.SAFEGUARD, Backoff.after(hindrances + 2))
                    : without(wanted, "safety-snapshot-refused", e.getMessage());
        } catch (RestoreException e) {
            return without(wanted, "safety-snapshot-refused", e.getMessage());
        }
    }

    private Decision begin(Safeguard safeguard, Instant begun, SafetySnapshot wanted) throws InterruptedException {
        Optional<Kept> there = fresh
                ? Optional.empty()
                : safeguard.since(begun, Urgency.of(Urgency.Rank.CHECK)).filter(this::isOurs);
        fresh = false;
        if (there.isPresent()) {
            hindrances = 0;
            return Decision.now(Entries.safetyStarted(time.now(), there.get().snapshot()), Next.SAFEGUARD);
        }
        Begun answer = safeguard.begin(Urgency.of(Urgency.Rank.CHECK));
        hindrances = 0;
        if (answer instanceof Begun.Started started) {
            return new Decision(Entries.safetyStarted(time.now(), started.snapshot()), Next.SAFEGUARD, LOOK);
        }
        if (answer instanceof Begun.NotNow not) {
            return Decision.later(Next.SAFEGUARD, not.after() == null ? BUSY : not.after());
        }
        Begun.Refused refused = (Begun.Refused) answer;
        return without(wanted, refused.why().code(), refused.why().message());
    }

    /** Whether no other operation has it: it would be the state before that one. */
    private boolean isOurs(Kept found) {
        return job.environment().journal().list().stream()
                .filter(log -> !log.operation().id().equals(job.id()))
                .noneMatch(
                        log -> found.snapshot().equals(Standing.of(log).safety().snapshot()));
    }

    private Decision await(Safeguard safeguard, String snapshot, SafetySnapshot wanted) throws InterruptedException {
        Optional<Kept> seen = safeguard.look(snapshot, Urgency.of(Urgency.Rank.CHECK));
        failures = 0;
        hindrances = 0;
        if (seen.isEmpty()) {
            return Decision.later(Next.SAFEGUARD, LOOK); // a new snapshot may be answered with 404 for a while
        }
        return switch (seen.get().condition()) {
            case PENDING -> Decision.later(Next.SAFEGUARD, LOOK);
            case COMPLETE ->
                Decision.now(
                        Entries.safeguarded(time.now(), snapshot, seen.get().takenAt()), Next.CHECK);
            case FAILED -> without(wanted, "safety-snapshot-failed", "The safety snapshot " + snapshot + " failed.");
        };
    }

    private Decision without(SafetySnapshot wanted, String code, String message) {
        if (wanted.otherwise() == Otherwise.STOP) {
            return Rules.rejected(
                    time.now(),
                    code,
                    message + " Without it nothing is overwritten, as the plan says. Nothing was sent.",
                    null);
        }
        return Decision.now(Entries.notSafeguarded(time.now(), code, message), Next.CHECK);
    }
}
