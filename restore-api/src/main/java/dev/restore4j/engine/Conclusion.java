package dev.restore4j.engine;

import dev.restore4j.engine.Care.Asked;
import dev.restore4j.engine.Follow.Moment;
import dev.restore4j.error.RestoreException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.event.Aftermath;
import dev.restore4j.journal.JournalEntry;
import dev.restore4j.operation.Verification;
import dev.restore4j.spi.Disposal;
import dev.restore4j.spi.Disposal.Disposed;
import dev.restore4j.spi.Look;
import dev.restore4j.spi.Urgency;
import dev.restore4j.time.TimeSource;
import dev.restore4j.verify.Marker;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is done between the moment at which the end is certain and the end itself: the program's steps, and removing what the
 * operation has made. The end is in the journal before any of it, so that a process that dies here changes nothing about it.
 */
final class Conclusion {

    /** The note, and the code of the warning, that an instance was not deleted. */
    static final String LEFTOVER = "leftover";

    /** The note that the created instance was deleted, with its id; of a key that no check can write. */
    static final String DISCARDED = "_discarded";

    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration UNMARKING = Duration.ofMinutes(2);

    private final Job job;
    private final Ledger ledger;
    private final Reporter reporter;
    private final Nap nap;
    private final Limited limited;
    private final TimeSource time;

    Conclusion(Job job, Ledger ledger, Reporter reporter, Nap nap, Limited limited) {
        this.job = job;
        this.ledger = ledger;
        this.reporter = reporter;
        this.nap = nap;
        this.time = job.environment().time();
        this.limited = limited;
    }

    /** {@return whether something is to be done before an end is written} */
    static boolean isDue(Standing standing, Terms terms, EntryType end) {
        boolean steps = terms.care().asks(Asked.HOOKS) && moment(end, Verification.Status.VERIFIED) != null;
        boolean discard =
                terms.care().asks(Asked.DISCARD) && standing.submission().created() != null;
        boolean unmark = isMarked(standing) && (end == EntryType.REJECTED || end == EntryType.CANCELLED);
        return steps || discard || unmark;
    }

    static boolean isMarked(Standing standing) {
        return standing.note(Marking.PLACED)
                .filter(text -> !text.equals(Marking.REMOVED))
                .isPresent();
    }

    /** Does all of it, and gives the end that is to be written then. */
    Decision step() throws InterruptedException {
        JournalEntry end = Objects.requireNonNull(ledger.standing().concluded(), "an end that is certain");
        Standing ended = ledger.standing().after(end);
        Moment moment = moment(EntryType.of(end.type()), ended.verification().status());
        if (moment != null) {
            new HookRunner(job, ledger, limited).run(moment, aftermath(ended));
        }
        unmark(EntryType.of(end.type()));
        discard(ended);
        return Decision.stop(end);
    }

    /** {@return what a hook is told where the operation stands so} */
    Aftermath aftermath(Standing standing) {
        return new Aftermath(reporter.resultAt(standing), job.terms().replayWindow(standing));
    }

    private static @Nullable Moment moment(EntryType end, Verification.Status verification) {
        return switch (end) {
            case COMPLETED -> verification == Verification.Status.VERIFIED ? Moment.VERIFIED : null;
            case FAILED, VERIFICATION_FAILED -> Moment.FAILED;
            default -> null;
        };
    }

    private void unmark(EntryType end) throws InterruptedException {
        Marker marker = job.habits().follow().marker();
        boolean there = isMarked(ledger.standing()) && (end == EntryType.REJECTED || end == EntryType.CANCELLED);
        if (!there || marker == null) {
            return;
        }
        String token = Marking.token(job.id());
        Limited.Ended<String> removed = limited.run(
                "unmark",
                notes -> {
                    marker.remove(token, notes);
                    return token;
                },
                UNMARKING);
        if (removed.trouble() == null) {
            ledger.record(Entries.noted(time.now(), Marking.PLACED, Marking.REMOVED));
        } else {
            reporter.warn(
                    "marker-left",
                    "The marker '" + token + "' could not be removed from the target: " + removed.trouble()
                            + ". Remove it by hand.");
        }
    }

    private void discard(Standing ended) throws InterruptedException {
        String created = ended.submission().created();
        Disposal disposal = job.target().disposal().orElse(null);
        if (!job.terms().care().asks(Asked.DISCARD) || created == null || disposal == null) {
            return;
        }
        long end = time.nanoTime() + PATIENCE.toNanos();
        String trouble = "it was not gone after " + PATIENCE.toMinutes() + " minutes";
        int failures = 0;
        while (time.nanoTime() - end < 0) {
            nap.mayGoOn();
            try {
                if (disposal.delete(new Look(job.id(), created, Urgency.of(Urgency.Rank.CHECK))) == Disposed.GONE) {
                    ledger.record(Entries.noted(time.now(), DISCARDED, created));
                    return;
                }
                nap.take(PAUSE);
            } catch (RestoreRejectedException e) {
                trouble = e.getMessage();
                break; // for good
            } catch (RestoreException e) {
                trouble = e.getMessage();
                nap.take(Backoff.after(++failures));
            }
        }
        String message = "Instance " + created + ", which the rehearsal created, could not be deleted: " + trouble
                + ". It costs money until it is deleted: do so in the Aura Console.";
        ledger.record(Entries.noted(time.now(), LEFTOVER, message));
        reporter.warn(LEFTOVER, message);
    }
}
