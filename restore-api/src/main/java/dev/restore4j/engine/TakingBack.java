package dev.restore4j.engine;

import dev.restore4j.engine.Terms.Consent;
import dev.restore4j.engine.Terms.Purpose;
import dev.restore4j.error.AccessException;
import dev.restore4j.error.ProtocolException;
import dev.restore4j.error.RestoreException;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.error.WaitInterruptedException;
import dev.restore4j.journal.Journal;
import dev.restore4j.journal.JournalLog;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.RecoveryObjectives;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.operation.Rollback;
import dev.restore4j.spi.Observation.Condition;
import dev.restore4j.spi.Preflight;
import dev.restore4j.spi.RestoreRoute;
import dev.restore4j.spi.Safeguard;
import dev.restore4j.spi.TargetView.Exposure;
import dev.restore4j.spi.Urgency;
import dev.restore4j.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes a restore back from its safety snapshot, where the plan says so and there is positive evidence. It is an operation of
 * its own under a name that follows from the restore's id, so that whoever starts it, it is started once.
 */
final class TakingBack {

    /** Later than this after the end, nobody but a person decides. */
    private static final Duration PROMPT = Duration.ofMinutes(15);

    /** The code of the warning that a rollback was due and there is none. */
    static final String NOT_TAKEN_BACK = "not-taken-back";

    /** What the journal says of it: why it was not begun was told to whoever was there, and is not written down. */
    static final String NOT_IN_THE_JOURNAL =
            "This restore was to be taken back, and the journal has no rollback of it. Look at the target, then decide whether to"
                    + " undo this restore, where it has a safety snapshot.";

    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration REFUSED = Duration.ofSeconds(30);

    private final Job job;
    private final Reporter reporter;
    private final Nap nap;
    private final TimeSource time;

    TakingBack(Job job, Reporter reporter, Nap nap) {
        this.job = job;
        this.reporter = reporter;
        this.nap = nap;
        this.time = job.environment().time();
    }

    static String name(OperationId id) {
        return "rollback-of-" + id;
    }

    /** Whether an end is one that the plan takes back. */
    static boolean isDue(Standing ended, Terms terms) {
        boolean wrong = ended.state() == RestoreState.FAILED
                || (ended.state() == RestoreState.VERIFICATION_FAILED
                        && ended.verification().provesWrongData());
        return wrong
                && terms.care().rollback() != Rollback.NONE
                && terms.target().exposure() != Exposure.NEW;
    }

    /** A restore that was only seen may be somebody else's: a person decides about that. */
    private static boolean isOurs(Standing ended) {
        return ended.submission().isAccepted() || ended.submission().attested() == Standing.Attested.YES;
    }

    /** Whether an operation has ended and is still to be taken back, or is being taken back. */
    static boolean isUnderWay(Journal journal, JournalLog log, Instant now) {
        Standing ended = Standing.of(log);
        if (!isDue(ended, Precedents.terms(log))
                || !isOurs(ended)
                || !ended.safety().isKept()) {
            return false;
        }
        return journal.named(name(log.operation().id()))
                .filter(known -> Standing.of(known).state() != RestoreState.REJECTED)
                .map(JournalLog::isOpen)
                .orElseGet(() -> now.isBefore(ended.since().plus(PROMPT)));
    }

    /** Takes it back, or goes on with that, and waits for its end. */
    Optional<RestoreResult> follow(Standing ended) throws InterruptedException {
        if (!isDue(ended, job.terms())) {
            return Optional.empty();
        }
        if (!isOurs(ended)) {
            reporter.warn(
                    NOT_TAKEN_BACK,
                    "No answer proves that Aura took this restore over, so that what was seen may be somebody else's restore."
                            + " Look at the target, then decide whether to undo this restore: its safety snapshot can be put back.");
            return Optional.empty();
        }
        Safeguard safeguard = job.target().safeguard().orElse(null);
        if (safeguard == null || !ended.safety().isKept()) {
            reporter.warn(NOT_TAKEN_BACK, "There is no safety snapshot, so that this restore cannot be taken back.");
            return Optional.empty();
        }
        RestoreRoute route = safeguard
                .source(Objects.requireNonNull(ended.safety().snapshot()))
                .to(job.target());
        try {
            return untilDone(route, ended);
        } catch (WaitInterruptedException e) {
            throw new InterruptedException(e.getMessage());
        } catch (RestoreException e) {
            reporter.warn(NOT_TAKEN_BACK, "Taking the restore back could not be started: " + e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Until when nobody but this decides. Where the target has run for long before anybody looked at its data, people have worked
     * with it, and what they wrote must not go by itself. What failed to load runs not at all.
     */
    private Instant latest(Standing ended) {
        Instant byEnd = ended.since().plus(PROMPT);
        if (ended.state() == RestoreState.FAILED) {
            return byEnd;
        }
        Duration looking = job.habits().follow().inspection().limits().total();
        Instant byData = ended.note(Entries.BUSY_UNTIL)
                .map(Instant::parse)
                .map(busy -> busy.plus(looking).plus(PROMPT))
                .orElse(Instant.MIN);
        return byData.isBefore(byEnd) ? byData : byEnd;
    }

    /** A clock that was set back makes nothing prompt. */
    private boolean isPrompt(Instant latest) {
        Instant now = job.now();
        return !now.equals(Reckoning.SET_BACK) && now.isBefore(latest);
    }

    /** What Aura has refused did nothing, and may be begun again while it is prompt. */
    private Optional<RestoreResult> untilDone(RestoreRoute route, Standing ended) throws InterruptedException {
        Instant latest = latest(ended);
        while (true) {
            Run run = begun(route, latest).orElse(null);
            if (run == null) {
                run = begin(route, ended, latest);
            }
            if (run == null) {
                return Optional.empty();
            }
            RestoreResult result = awaited(run, latest);
            if (result.state() != RestoreState.REJECTED || !isPrompt(latest.minus(REFUSED))) {
                return Optional.of(result);
            }
            nap.take(REFUSED);
        }
    }

    private Optional<Run> begun(RestoreRoute route, Instant latest) {
        return job.environment()
                .journal()
                .named(name(job.id()))
                .filter(known -> Standing.of(known).state() != RestoreState.REJECTED || !isPrompt(latest))
                .map(known -> Job.of(known, route.target(), route, habits()).goOn());
    }

    private @Nullable Run begin(RestoreRoute route, Standing ended, Instant latest) throws InterruptedException {
        int failures = 0;
        String hindrance = "the program was started too late for that";
        while (isPrompt(latest)) {
            Past known = Past.of(job.environment().journal(), name(job.id()), identity(route));
            if (isOvertaken(known)) {
                reporter.warn(
                        NOT_TAKEN_BACK,
                        "Another operation has been at work on the target since; what that did is not taken back.");
                return null;
            }
            try {
                Preflight seen = route.look(Urgency.of(Urgency.Rank.CHECK));
                Finding blocking = seen.findings().stream()
                        .filter(Finding::isBlocking)
                        .findFirst()
                        .orElse(null);
                if (ended.state() == RestoreState.FAILED && seen.target().condition() != Condition.FAILED) {
                    reporter.warn(
                            NOT_TAKEN_BACK,
                            "The target is not as the failed restore has left it: somebody has mended it, and what is there"
                                    + " now is not taken back.");
                    return null;
                }
                if (blocking == null) {
                    return new Launch(name(job.id()), terms(route, seen, latest), route, habits(), Reckoning.from(time))
                            .create(known);
                }
                hindrance = blocking.message();
                nap.take(PAUSE);
            } catch (UnavailableException e) {
                hindrance = e.getMessage();
                nap.take(e.retryAfter().orElse(Backoff.after(++failures)));
            } catch (AccessException | ProtocolException e) {
                hindrance = e.getMessage();
                nap.take(PAUSE);
            }
        }
        reporter.warn(
                NOT_TAKEN_BACK,
                "The restore was not taken back within " + PROMPT.toMinutes()
                        + " minutes in which nobody can have worked with it: " + hindrance
                        + ". Look at the target, then decide whether to undo this restore: its safety snapshot can be put back.");
        return null;
    }

    /** Whether something else was sent to the target after what is to be taken back. */
    private boolean isOvertaken(Past known) {
        Instant ours = confirmedAt(job.id());
        Set<OperationId> own = known.inVain(); // refused attempts to take it back
        return known.submitted().stream()
                .filter(other -> !other.equals(job.id()) && !own.contains(other))
                .anyMatch(other -> confirmedAt(other).isAfter(ours));
    }

    private Instant confirmedAt(OperationId id) {
        return job.environment()
                .journal()
                .read(id)
                .map(log -> log.entries().get(0).at())
                .orElse(Instant.MIN);
    }

    private static Terms.PlanIdentity identity(RestoreRoute route) {
        return Precedents.identity(
                route.kind(), route.sourceReference(), route.target().reference());
    }

    private Terms terms(RestoreRoute route, Preflight seen, Instant latest) {
        Consent given = job.terms().consent();
        return new Terms(
                identity(route),
                seen.source(),
                seen.target(),
                new Consent(given.requestedBy(), given.confirmedBy(), time.now(), latest),
                new Purpose(
                        job.terms().purpose().reason(), "takes back operation " + job.id(), RecoveryObjectives.none()),
                Care.NONE);
    }

    private Job.Habits habits() {
        return new Job.Habits(job.habits().listeners(), job.habits().stalledAfter(), Follow.NONE);
    }

    /** What hinders it may pass: nobody else goes on with it, so that this process does while it may still begin. */
    private RestoreResult awaited(Run begun, Instant latest) throws InterruptedException {
        Run run = begun;
        while (true) {
            while (!time.await(run.outcome(), time.nanoTime() + PAUSE.toNanos())) {
                nap.mayGoOn();
            }
            Outcome left = run.outcome().join();
            Throwable hindrance = left.hindrance();
            if (hindrance == null || left.result().state().isEnd()) {
                return left.result();
            }
            if (!isPrompt(latest)) {
                reporter.warn(
                        NOT_TAKEN_BACK,
                        "Operation " + run.job().id()
                                + " is to take the restore back, and this process cannot go on with it: "
                                + hindrance.getMessage() + " Run the same program again to go on with it.");
                return left.result();
            }
            nap.take(PAUSE);
            run = run.job().goOn();
        }
    }
}
