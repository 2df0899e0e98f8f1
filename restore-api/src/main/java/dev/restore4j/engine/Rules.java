package dev.restore4j.engine;

import dev.restore4j.engine.Decision.Next;
import dev.restore4j.engine.Standing.Attested;
import dev.restore4j.engine.Standing.Submission;
import dev.restore4j.engine.Terms.Consent;
import dev.restore4j.journal.JournalEntry;
import dev.restore4j.operation.Ending;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.Proof;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.spi.Evidence;
import dev.restore4j.spi.Observation;
import dev.restore4j.spi.Observation.Condition;
import dev.restore4j.spi.Preflight;
import dev.restore4j.spi.SubmissionAnswer;
import dev.restore4j.spi.SubmissionAnswer.Accepted;
import dev.restore4j.spi.SubmissionAnswer.Lost;
import dev.restore4j.spi.SubmissionAnswer.NotTakenOver;
import dev.restore4j.spi.SubmissionAnswer.Refused;
import dev.restore4j.spi.TargetView.Exposure;
import dev.restore4j.verify.Marker.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of every restore: (where it stands, what was seen, when) → what follows. Pure functions; no time, no network.
 *
 * <p>The 90 seconds are Neo4j's own: its uploader gives a database that long to leave {@code running}
 * ({@code org.neo4j.export.aura.AuraClient}, Apache-2.0, in neo4j/neo4j).
 */
final class Rules {

    /** How long a target may go on showing its former state after a request was accepted. */
    static final Duration CHANGE_SPAN = Duration.ofSeconds(90);

    /** How far apart looks are while the first change is awaited. */
    static final Duration QUICK = Duration.ofSeconds(2);

    /** How far apart looks are while the end is awaited. */
    static final Duration STEADY = Duration.ofSeconds(4);

    /** How long a target must be missing before that is no blip. */
    static final Duration GONE_SPAN = Duration.ofMinutes(2);

    /** After this long, a restore that is seen is not taken for that of a lost answer. */
    static final Duration LOST_SPAN = Duration.ofHours(24);

    /** After this long, a restore that is seen is not taken for one of which a whole span of looks saw nothing. */
    static final Duration UNKNOWN_SPAN = Duration.ofMinutes(15);

    /** How often a target must be looked at before "nobody saw it change" or "it is gone" means anything. */
    static final int LOOKS = 5;

    /** How often a request that was provably not taken over is sent again. */
    static final int ATTEMPTS = 5;

    /** The code of what is known of a request without an answer; around it, the words of that. */
    private static final String ANSWER_LOST = "answer-lost";

    private static final String HEARD = "Whether the request took effect is not known (";
    private static final String FOUND_OUT = "). It is found out by reading.";

    /** The code of an end before the submission, because source or target had changed. */
    static final String CHANGED = "changed-since-assessment";

    /** The code of an end where the target was deleted meanwhile. */
    static final String TARGET_GONE = "target-gone";

    /** The code of an unknown outcome where the data was seen to be the old one. */
    private static final String MARKER_THERE = "marker-still-there";

    private Rules() {}

    static Next first(Standing standing, Terms terms) {
        if (standing.concluded() != null) {
            return Next.CONCLUDE;
        }
        return switch (standing.state()) {
            case PLANNED, CONFIRMED, PREPARING, SAFEGUARDING ->
                Safekeeping.isDue(standing, terms) ? Next.SAFEGUARD : Next.CHECK;
            case SUBMITTING -> standing.takesTrace() ? Next.RECOVER : Next.LOOK;
            case RESTORING, OUTCOME_UNKNOWN -> Next.LOOK;
            case VERIFYING -> Next.VERIFY;
            case COMPLETED, VERIFICATION_FAILED, REJECTED, CANCELLED, FAILED -> Next.STOP;
        };
    }

    /** {@return the same decision, or, for an end, what comes before it: looking at the data, or what the plan wants done} */
    static Decision beforeEnd(Standing standing, Terms terms, Decision decision) {
        JournalEntry entry = decision.entry();
        if (entry == null || entry.effect() == JournalEntry.Effect.CONTINUES || standing.concluded() != null) {
            return decision;
        }
        EntryType end = EntryType.of(entry.type());
        boolean looked = standing.state() == RestoreState.VERIFYING;
        if (end == EntryType.COMPLETED && !looked && terms.care().wantsLooking()) {
            return Decision.now(Entries.verifying(entry), Next.VERIFY);
        }
        return Conclusion.isDue(standing, terms, end)
                ? Decision.now(Entries.concluding(entry), Next.CONCLUDE)
                : decision;
    }

    /** What can be decided without reading anything: {@code null} where source and target must be read. */
    static @Nullable Decision beforeCheck(Standing standing, Terms terms, Instant now) {
        if (standing.cancelRequestedBy() != null) {
            return Decision.stop(Entries.ended(
                    EntryType.CANCELLED,
                    now,
                    new Ending(
                            "cancelled",
                            "Cancelled by " + standing.cancelRequestedBy() + " before anything was sent.",
                            Ending.Kind.REQUEST,
                            null)));
        }
        String objection = Consent.objection(terms.consent().assessedAt(), standing.expiry(terms), now);
        return objection == null ? null : rejected(now, "confirmation-expired", objection, null);
    }

    static Decision onCheck(Standing standing, Terms terms, Preflight seen, Instant now) {
        Decision early = beforeCheck(standing, terms, now);
        if (early != null) {
            return early;
        }
        List<String> changes = new ArrayList<>();
        terms.source()
                .fingerprint()
                .changesTo(seen.source().fingerprint())
                .forEach(change -> changes.add("the source's " + change));
        terms.target()
                .fingerprint()
                .changesTo(seen.target().fingerprint())
                .forEach(change -> changes.add("the target's " + change));
        if (seen.target().exposure() == Exposure.PROTECTED && terms.target().exposure() == Exposure.OVERWRITTEN) {
            changes.add("the target is protected now");
        }
        if (!changes.isEmpty()) {
            return rejected(
                    now,
                    CHANGED,
                    "Since it was assessed at " + terms.consent().assessedAt() + ", " + String.join("; ", changes)
                            + ". Nothing was sent. Look again, assess and confirm again.",
                    null);
        }
        List<Finding> blocking =
                seen.findings().stream().filter(Finding::isBlocking).toList();
        if (!blocking.isEmpty()) {
            Finding first = blocking.get(0);
            return rejected(now, first.code(), first.message(), null);
        }
        return Decision.now(Entries.submitting(now, standing.attempts() + 1), Next.SUBMIT);
    }

    static Decision onAnswer(Standing standing, SubmissionAnswer answer, Instant now) {
        if (answer instanceof Accepted accepted) {
            return new Decision(Entries.accepted(now, accepted), Next.LOOK, Duration.ofSeconds(1));
        }
        if (answer instanceof Refused refused) {
            return Decision.stop(Entries.ended(EntryType.REJECTED, now, refused.why()));
        }
        if (answer instanceof NotTakenOver not) {
            return onNotTakenOver(standing, not, now);
        }
        Lost lost = (Lost) answer;
        Ending ending = new Ending(ANSWER_LOST, HEARD + lost.why() + FOUND_OUT, Ending.Kind.UNKNOWN, lost.requestId());
        return new Decision(Entries.ended(EntryType.ANSWER_LOST, now, ending), Next.LOOK, Duration.ZERO);
    }

    private static Decision onNotTakenOver(Standing standing, NotTakenOver answer, Instant now) {
        // credentials get one second chance, after a refresh
        boolean last =
                answer.why().kind() == Ending.Kind.ACCESS ? standing.attempts() >= 2 : standing.attempts() >= ATTEMPTS;
        if (last) {
            return Decision.stop(Entries.ended(EntryType.REJECTED, now, answer.why()));
        }
        Duration after = answer.after();
        return new Decision(
                Entries.ended(EntryType.NOT_TAKEN_OVER, now, answer.why()),
                Next.CHECK,
                after != null ? after : Backoff.after(standing.attempts()));
    }

    static Decision onLook(Standing standing, Observation seen, Watch watch, Instant now) {
        return switch (seen.condition()) {
            case READY -> onReady(standing, seen, watch, now);
            case BUSY -> onBusy(standing, seen, watch, now);
            case FAILED -> onFailed(standing, seen, watch, now);
            case GONE -> onGone(standing, seen, watch, now);
        };
    }

    private static Decision onReady(Standing standing, Observation seen, Watch watch, Instant now) {
        Submission submission = standing.submission();
        if (submission.attested() == Attested.YES) {
            return completed(now, Proof.ATTESTED, seen);
        }
        Sighting sighting = watch.mark().sighting();
        if (sighting == Sighting.GONE) {
            return completed(now, Proof.MARKER_GONE, seen);
        }
        if (standing.state() == RestoreState.OUTCOME_UNKNOWN && (sighting != null || wasSeenUnreplaced(standing))) {
            return Decision.stop();
        }
        if (watch.mark().contradicts()) {
            return Decision.later(Next.LOOK, QUICK);
        }
        if (sighting == Sighting.THERE) {
            return notReplaced(standing, seen, now);
        }
        if (seen.evidence() == Evidence.RESTORE) {
            return completed(now, submission.isAccepted() ? Proof.ACCEPTED_AND_SEEN : Proof.FOUND_BY_NAME, seen);
        }
        boolean mended = standing.around().before() == Condition.FAILED && submission.isAccepted();
        if (submission.changeSeenAt() != null || mended) {
            return completed(now, submission.isAccepted() ? Proof.ACCEPTED_AND_SEEN : Proof.SEEN_ONLY, seen);
        }
        if (standing.state() == RestoreState.OUTCOME_UNKNOWN) {
            return Decision.stop();
        }
        return awaitsChange(watch) ? Decision.later(Next.LOOK, QUICK) : unknown(standing, seen, now);
    }

    /** Whether the last that is known of the data is that it was the old one: no status word outweighs that. */
    private static boolean wasSeenUnreplaced(Standing standing) {
        return standing.ending().code().equals(MARKER_THERE);
    }

    private static boolean awaitsChange(Watch watch) {
        return watch.sinceAnswer().compareTo(CHANGE_SPAN) < 0 || watch.looks() < LOOKS;
    }

    private static Decision onBusy(Standing standing, Observation seen, Watch watch, Instant now) {
        Submission submission = standing.submission();
        boolean found = seen.created() != null && !seen.created().equals(submission.created());
        boolean attested = submission.attested() == Attested.YES;
        if (!found && (submission.changeSeenAt() != null || attested)) {
            return Decision.later(Next.LOOK, STEADY);
        }
        if (found || proves(standing, seen, watch, now)) {
            return new Decision(Entries.changeSeen(now, seen), Next.LOOK, STEADY);
        }
        if (standing.state() == RestoreState.OUTCOME_UNKNOWN) {
            return Decision.stop();
        }
        if (awaitsChange(watch)) {
            return Decision.later(Next.LOOK, QUICK);
        }
        return submission.isAccepted() ? Decision.later(Next.LOOK, STEADY) : unknown(standing, seen, now);
    }

    /** Whether what goes on is ours: the longer ago the request was, the likelier it is somebody else's. */
    private static boolean proves(Standing standing, Observation seen, Watch watch, Instant now) {
        boolean unknown = standing.state() == RestoreState.OUTCOME_UNKNOWN;
        boolean proves = switch (seen.evidence()) {
            case RESTORE -> true;
            case SOMETHING -> standing.submission().isAccepted() && !unknown;
            case NONE -> false;
        };
        Duration since =
                standing.submission().isAccepted() ? sinceAccepted(standing, watch, now) : watch.sinceSubmission();
        return proves && since.compareTo(unknown ? UNKNOWN_SPAN : LOST_SPAN) <= 0;
    }

    /** What was accepted begins then; it may have been sent for long before, and be known for long after. */
    private static Duration sinceAccepted(Standing standing, Watch watch, Instant now) {
        Instant accepted = standing.submission().acceptedAt();
        Duration since = accepted == null ? Duration.ZERO : Duration.between(accepted, now);
        return since.compareTo(watch.sinceAnswer()) > 0 ? since : watch.sinceAnswer();
    }

    private static Decision onFailed(Standing standing, Observation seen, Watch watch, Instant now) {
        boolean recent = standing.state() != RestoreState.OUTCOME_UNKNOWN
                || watch.sinceSubmission().compareTo(UNKNOWN_SPAN) <= 0;
        boolean stale = standing.around().before() == Condition.FAILED; // the word of an earlier failure proves nothing
        boolean ours = (standing.submission().isAccepted() && recent && !stale)
                || standing.submission().attested() == Attested.YES
                || standing.submission().changeSeenAt() != null;
        if (ours) {
            return Decision.stop(Entries.ended(
                    EntryType.FAILED,
                    now,
                    new Ending(
                            "loading-failed",
                            "Aura took the restore over and the target now says '" + seen.word()
                                    + "'. Its data may be gone. Look at the instance in the Aura Console, then restore"
                                    + " again, from another snapshot if need be, or ask Neo4j's support.",
                            Ending.Kind.FAILED,
                            seen.requestId())));
        }
        if (standing.state() == RestoreState.OUTCOME_UNKNOWN) {
            return Decision.stop();
        }
        return awaitsChange(watch) ? Decision.later(Next.LOOK, QUICK) : unknown(standing, seen, now);
    }

    private static Decision onGone(Standing standing, Observation seen, Watch watch, Instant now) {
        Watch.Absence absence = watch.absence();
        if (absence.lasting().compareTo(GONE_SPAN) < 0 || absence.looks() < LOOKS) {
            return Decision.later(Next.LOOK, QUICK);
        }
        if (standing.state() == RestoreState.OUTCOME_UNKNOWN) {
            return Decision.stop();
        }
        boolean begun =
                standing.submission().isAccepted() || standing.submission().changeSeenAt() != null;
        if (!begun || absence.before() == Watch.Before.NEVER_SEEN) {
            return unknown(standing, seen, now);
        }
        return Decision.stop(Entries.ended(
                EntryType.FAILED,
                now,
                new Ending(
                        TARGET_GONE,
                        "The target has been missing for " + GONE_SPAN.toMinutes() + " minutes ('" + seen.word()
                                + "'): somebody deleted it while it was being restored.",
                        Ending.Kind.FAILED,
                        seen.requestId())));
    }

    /** The target runs, and its data is the old one: it may still be replaced, but nobody waits for that for ever. */
    private static Decision notReplaced(Standing standing, Observation seen, Instant now) {
        return Decision.stop(Entries.ended(
                EntryType.OUTCOME_UNKNOWN,
                now,
                new Ending(
                        MARKER_THERE,
                        "The target says '" + seen.word()
                                + "', and the marker is still in its data: that was not replaced so"
                                + " far. Whether it will be, nobody can tell. It is not sent again. Look at it later,"
                                + " then settle the operation with what you found: that it was overwritten, or that it was"
                                + " not." + heard(standing),
                        Ending.Kind.UNKNOWN,
                        seen.requestId())));
    }

    private static Decision completed(Instant now, Proof proof, Observation seen) {
        return Decision.stop(Entries.completed(
                now, proof, new Ending("completed", "The target runs again.", Ending.Kind.NONE, seen.requestId())));
    }

    private static Decision unknown(Standing standing, Observation seen, Instant now) {
        String how = seen.condition() == Condition.GONE
                ? "The target is not found with these credentials at this address: somebody deleted it, or it is another"
                        + " account's"
                : standing.submission().isAccepted()
                        ? "Aura accepted the request, but nobody saw the target change: it may be over, or not have begun"
                        : "No answer proves that Aura took the request over, or that it refused it, and nothing that the target"
                                + " shows tells whether it took effect";
        return Decision.stop(Entries.ended(
                EntryType.OUTCOME_UNKNOWN,
                now,
                new Ending(
                        "outcome-unknown",
                        how + " (it says '" + seen.word()
                                + "'). It is not sent again. Look at the data, then settle the"
                                + " operation with what you found: that it was overwritten, or that it was not."
                                + heard(standing),
                        Ending.Kind.UNKNOWN,
                        seen.requestId())));
    }

    /** What became known of the request itself: it may say what to do before anybody settles. */
    private static String heard(Standing standing) {
        String message = standing.ending().message();
        if (!standing.ending().code().equals(ANSWER_LOST)
                || !message.startsWith(HEARD)
                || !message.endsWith(FOUND_OUT)) {
            return "";
        }
        String why = message.substring(HEARD.length(), message.length() - FOUND_OUT.length());
        return " What is known of the request: " + why + (why.endsWith(".") ? "" : ".");
    }

    static Decision rejected(Instant now, String code, String message, @Nullable String requestId) {
        JournalEntry entry =
                Entries.ended(EntryType.REJECTED, now, new Ending(code, message, Ending.Kind.REQUEST, requestId));
        return Decision.stop(entry);
    }
}
