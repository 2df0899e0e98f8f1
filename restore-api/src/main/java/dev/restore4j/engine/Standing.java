package dev.restore4j.engine;

import dev.restore4j.journal.JournalEntry;
import dev.restore4j.journal.JournalLog;
import dev.restore4j.operation.Ending;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.Proof;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.operation.Verification;
import dev.restore4j.spi.TargetView.Exposure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where an operation stands by its journal: the fold of its entries. Immutable.
 *
 * @param state the state
 * @param since when the state was entered
 * @param attempts how often the request was about to be sent
 * @param submission what is known of the request
 * @param cancelRequestedBy who wants it cancelled, or null
 * @param ending why it ended, or why the last attempt was not taken over
 * @param proof of a restore that took place, or null
 * @param around what is known besides
 */
public record Standing(
        RestoreState state,
        Instant since,
        int attempts,
        Submission submission,
        @Nullable String cancelRequestedBy,
        Ending ending,
        @Nullable Proof proof,
        Around around) {

    /** Somebody should know of a longer gap between the safety snapshot and the overwrite. */
    private static final Duration OLD = Duration.ofMinutes(5);

    private static final Submission NOT_SENT =
            new Submission(null, null, null, Acceptance.UNKNOWN, null, null, Attested.NO, Trace.NONE);
    private static final Ending NO_ENDING = new Ending("none", "", Ending.Kind.NONE, null);

    /** Whether an answer said that the service took the request over. */
    enum Acceptance {
        KNOWN,
        UNKNOWN
    }

    /** Whether a person attested that the request took effect. */
    enum Attested {
        YES,
        NO
    }

    /** Whether what was submitted leaves a trace, by which a process with the plan finds out what became of it. */
    enum Trace {
        KEPT,
        NONE
    }

    /**
     * What is known of the request that was sent last.
     *
     * @param at when the intent was written, or null
     * @param answeredAt when it was known what became of it, or that nobody knows; null while its answer is awaited
     * @param acceptedAt when the service took it over at the latest; null where it did not, or nobody knows
     * @param acceptance whether the service took it over
     * @param changeSeenAt when the target was first seen changing, or null
     * @param created the instance that it created, or null
     * @param attested whether a person attested that it took effect
     * @param trace whether it leaves a trace
     */
    record Submission(
            @Nullable Instant at,
            @Nullable Instant answeredAt,
            @Nullable Instant acceptedAt,
            Acceptance acceptance,
            @Nullable Instant changeSeenAt,
            @Nullable String created,
            Attested attested,
            Trace trace) {

        /** {@return when the data was replaced at the latest, as far as is known: an upload begins long before that} */
        @Nullable
        Instant effectiveAt() {
            return trace == Trace.KEPT && answeredAt != null ? answeredAt : at;
        }

        boolean isAccepted() {
            return acceptance == Acceptance.KNOWN;
        }

        Submission accepted(JournalEntry entry) {
            String instance = entry.value("created").orElse(created);
            Instant seenAt = entry.value("change").isPresent() ? entry.at() : changeSeenAt;
            return new Submission(
                    at, entry.at(), acceptedAt(entry), Acceptance.KNOWN, seenAt, instance, attested, trace);
        }

        /** Not before it was sent, whatever the clock says of what it was read from. */
        private Instant acceptedAt(JournalEntry entry) {
            Instant said = entry.value(Entries.ACCEPTED_AT).map(Instant::parse).orElse(entry.at());
            return at != null && said.isBefore(at) ? at : said;
        }

        /** {@return whether what became of it is found by its trace, which was not looked at so far} */
        boolean awaitsTrace() {
            return trace == Trace.KEPT && at != null && answeredAt == null && changeSeenAt == null;
        }

        Submission lost(JournalEntry entry) {
            return new Submission(at, entry.at(), acceptedAt, acceptance, changeSeenAt, created, attested, trace);
        }

        Submission changeSeen(JournalEntry entry) {
            String instance = entry.value("created").orElse(created);
            return new Submission(at, answeredAt, acceptedAt, acceptance, entry.at(), instance, attested, trace);
        }

        Submission attestedYes() {
            return new Submission(at, answeredAt, acceptedAt, acceptance, changeSeenAt, created, Attested.YES, trace);
        }
    }

    static Standing of(JournalLog log) {
        Standing standing = new Standing(
                RestoreState.PLANNED, log.entries().get(0).at(), 0, NOT_SENT, null, NO_ENDING, null, Around.NOTHING);
        for (JournalEntry entry : log.entries()) {
            standing = standing.after(entry);
        }
        return standing;
    }

    Standing after(JournalEntry entry) {
        return switch (EntryType.of(entry.type())) {
            case CONFIRMED -> in(RestoreState.CONFIRMED, entry).with(around.confirmed(entry));
            case TAKEN_OVER -> this;
            case PREPARING -> in(RestoreState.PREPARING, entry).with(around.preparing(entry));
            case PREPARED -> in(RestoreState.CONFIRMED, entry).with(around.preparing(entry));
            case SAFEGUARDING ->
                in(RestoreState.SAFEGUARDING, entry)
                        .with(around.with(around.safety().begun(entry)));
            case SAFETY_STARTED ->
                in(RestoreState.SAFEGUARDING, entry)
                        .with(around.with(around.safety().started(entry)));
            case SAFEGUARDED ->
                in(RestoreState.CONFIRMED, entry)
                        .with(around.with(around.safety().kept(entry)));
            case NOT_SAFEGUARDED ->
                in(RestoreState.CONFIRMED, entry)
                        .with(around.with(around.safety().gaveUp(entry)));
            case NOTED -> with(around.noted(entry));
            case VERIFYING -> in(RestoreState.VERIFYING, entry).with(around.restored(entry));
            case CONCLUDING -> with(around.concluding(entry));
            case CANCEL_REQUESTED ->
                new Standing(
                        state, since, attempts, submission, entry.value("by").orElse("unknown"), ending, proof, around);
            case SUBMITTING ->
                new Standing(
                        RestoreState.SUBMITTING,
                        entry.at(),
                        attempts + 1,
                        new Submission(
                                entry.at(),
                                null,
                                null,
                                Acceptance.UNKNOWN,
                                null,
                                null,
                                Attested.NO,
                                Entries.trace(entry)),
                        cancelRequestedBy,
                        NO_ENDING,
                        null,
                        around);
            case NOT_TAKEN_OVER ->
                in(RestoreState.CONFIRMED, entry)
                        .with(NOT_SENT)
                        .with(Entries.saysWhatWasWorked(entry) ? around.preparing(entry) : around);
            case ACCEPTED -> in(RestoreState.RESTORING, entry).with(submission.accepted(entry));
            case ANSWER_LOST -> in(RestoreState.SUBMITTING, entry).with(submission.lost(entry));
            case CHANGE_SEEN -> in(RestoreState.RESTORING, entry).with(submission.changeSeen(entry));
            case ATTESTED -> in(RestoreState.RESTORING, entry).with(submission.attestedYes());
            case OUTCOME_UNKNOWN -> in(RestoreState.OUTCOME_UNKNOWN, entry);
            case COMPLETED -> in(RestoreState.COMPLETED, entry).with(around.ended(entry));
            case VERIFICATION_FAILED ->
                in(RestoreState.VERIFICATION_FAILED, entry).with(around.ended(entry));
            case REJECTED -> in(RestoreState.REJECTED, entry).with(around.ended(entry));
            case CANCELLED -> in(RestoreState.CANCELLED, entry).with(around.ended(entry));
            case FAILED -> in(RestoreState.FAILED, entry).with(around.ended(entry));
        };
    }

    private Standing in(RestoreState next, JournalEntry entry) {
        Instant entered = next == state ? since : entry.at();
        return new Standing(
                next,
                entered,
                attempts,
                submission,
                cancelRequestedBy,
                Entries.ending(entry),
                Entries.proof(entry),
                around);
    }

    private Standing with(Submission next) {
        return new Standing(state, since, attempts, next, cancelRequestedBy, ending, proof, around);
    }

    private Standing with(Around next) {
        return new Standing(state, since, attempts, submission, cancelRequestedBy, ending, proof, next);
    }

    /** {@return whether what became of the submission is found by its trace, which takes a process with the plan} */
    boolean takesTrace() {
        return state == RestoreState.SUBMITTING && submission.awaitsTrace();
    }

    /** {@return until when it may be submitted: the time that was worked without a break does not count} */
    Instant expiry(Terms terms) {
        return terms.consent().expiresAt().plus(around.worked());
    }

    Safety safety() {
        return around.safety();
    }

    Optional<String> note(String key) {
        return Optional.ofNullable(around.notes().get(key));
    }

    @Nullable
    JournalEntry concluded() {
        return around.concluded();
    }

    /** {@return what somebody should know of what was done around the overwrite} */
    List<Finding> warnings() {
        List<Finding> all = new ArrayList<>();
        if (safety().without() != null) {
            all.add(Finding.warning("no-safety-snapshot", "What the target had was not kept: " + safety().without()));
        }
        Instant kept = safety().takenAt();
        Instant sent = submission.effectiveAt();
        if (kept != null && sent != null && kept.plus(OLD).isBefore(sent)) {
            all.add(Finding.warning(
                    "safety-snapshot-old",
                    "The safety snapshot is of " + kept + ", and the request was sent at " + sent
                            + ": what was written in between is in neither."));
        }
        note(Conclusion.LEFTOVER).ifPresent(text -> all.add(Finding.warning(Conclusion.LEFTOVER, text)));
        boolean mayBeOld =
                state == RestoreState.REJECTED || state == RestoreState.CANCELLED || state == RestoreState.FAILED;
        if (mayBeOld && Conclusion.isMarked(this)) {
            all.add(Finding.warning(
                    "marker-left",
                    "The marker '" + note(Marking.PLACED).orElse("")
                            + "' may still be in the target's data. Remove it by hand."));
        }
        around.notes().forEach((key, text) -> {
            if (key.startsWith("hook.") && !text.equals(HookRunner.DONE)) {
                all.add(Finding.warning("hook-failed", "The step " + key.substring(5) + " failed: " + text + "."));
            }
        });
        return all;
    }

    Verification verification() {
        return around.verification();
    }

    /**
     * {@return whether the target's data was replaced}
     *
     * @param exposure what the restore does to the target
     */
    public Overwritten overwritten(Exposure exposure) {
        if (exposure == Exposure.NEW) {
            return Overwritten.NO;
        }
        return switch (state) {
            case PLANNED, CONFIRMED, PREPARING, SAFEGUARDING, REJECTED, CANCELLED -> Overwritten.NO;
            case COMPLETED, VERIFYING, VERIFICATION_FAILED -> Overwritten.YES;
            case RESTORING, FAILED -> isSure() ? Overwritten.YES : Overwritten.UNKNOWN;
            case SUBMITTING, OUTCOME_UNKNOWN -> Overwritten.UNKNOWN;
        };
    }

    private boolean isSure() {
        return submission.attested() == Attested.YES || (submission.changeSeenAt() != null && submission.isAccepted());
    }
}
