package dev.restore4j.engine;

import dev.restore4j.journal.JournalEntry;
import dev.restore4j.operation.OperationId;
import dev.restore4j.spi.TargetView.Exposure;
import dev.restore4j.time.TimeSource;
import dev.restore4j.verify.Marker;
import dev.restore4j.verify.Marker.Sighting;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The mark in the present data: placed right before the request is sent, looked for while a status cannot tell. */
final class Marking {

    /** The note that says that the mark was placed, or was about to be. */
    static final String PLACED = "marking";

    /** The text of that note once the mark was removed. */
    static final String REMOVED = "removed";

    /** The note that says for which attempt the mark was placed. */
    private static final String MARKED = "marked";

    private static final Duration PLACING = Duration.ofSeconds(20);
    private static final Duration LOOKING = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Job job;
    private final Ledger ledger;
    private final TimeSource time;
    private final Limited limited;
    private @Nullable Long lastLook;
    private Sighting last = Sighting.UNREADABLE;

    Marking(Job job, Ledger ledger, Limited limited) {
        this.job = job;
        this.ledger = ledger;
        this.time = job.environment().time();
        this.limited = limited;
    }

    static String token(OperationId id) {
        return "restore4j-" + id;
    }

    /**
     * {@return what hinders the submission; null where the mark is placed, where none is wanted, or where somebody else has
     * written, and everything is decided anew}
     */
    @Nullable
    JournalEntry place() throws InterruptedException {
        Marker marker = job.habits().follow().marker();
        boolean wanted = job.terms().care().asks(Care.Asked.MARKER)
                && job.terms().target().exposure() != Exposure.NEW;
        if (marker == null || !wanted) {
            return null;
        }
        String token = token(job.id());
        if (!ledger.write(Entries.noted(time.now(), PLACED, token))) {
            return null;
        }
        Limited.Ended<String> placed = limited.run(
                "mark",
                notes -> {
                    marker.remove(token, notes); // of a process that died right after
                    marker.place(token, notes);
                    return token;
                },
                PLACING);
        if (placed.trouble() == null) {
            String attempt = Integer.toString(ledger.standing().attempts() + 1);
            ledger.write(Entries.noted(time.now(), MARKED, attempt));
            return null;
        }
        return Rules.rejected(
                        time.now(),
                        "marker-not-placed",
                        "The marker could not be written to the target: " + placed.trouble()
                                + ". Nothing was sent. Mend that, or plan without a marker.",
                        null)
                .entry();
    }

    /** {@return whether the mark is there, asked for now and then; null where none was made, or nobody here can look} */
    @Nullable
    Sighting look() throws InterruptedException {
        Marker marker = job.habits().follow().marker();
        Standing standing = ledger.standing();
        String attempt = Integer.toString(standing.attempts());
        if (marker == null || !standing.note(MARKED).filter(attempt::equals).isPresent()) {
            return null;
        }
        Long before = lastLook;
        if (before == null || time.nanoTime() - before >= PAUSE.toNanos()) {
            Limited.Ended<Sighting> seen = limited.run("mark", notes -> marker.look(token(job.id()), notes), LOOKING);
            last = seen.value() == null ? Sighting.UNREADABLE : seen.value();
            lastLook = time.nanoTime();
        }
        return last;
    }
}
