package dev.restore4j.engine;

import dev.restore4j.operation.OperationId;
import dev.restore4j.spi.Look;
import dev.restore4j.spi.Observation;
import dev.restore4j.spi.Observation.Condition;
import dev.restore4j.spi.RestoreDurations;
import dev.restore4j.spi.RestoreTarget;
import dev.restore4j.spi.Urgency;
import dev.restore4j.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Looks at a target and remembers what the rules need of earlier looks. Used by one thread. */
final class Watcher {

    private final RestoreTarget target;
    private final OperationId id;
    private final TimeSource time;
    private final RestoreDurations durations;
    private final long submittedNanos;
    private long lastLookNanos;
    private long goneSinceNanos;
    private boolean gone;
    private @Nullable String word;
    private long wordSinceNanos;
    private long stallReportedNanos;

    Watcher(RestoreTarget target, OperationId id, Instant submittedAt) {
        this.target = target;
        this.id = id;
        this.time = target.environment().time();
        this.durations = target.environment().durations();
        long ago = Math.max(0, Duration.between(submittedAt, time.now()).toNanos());
        this.submittedNanos = time.nanoTime() - ago;
        this.lastLookNanos = submittedNanos;
        this.wordSinceNanos = time.nanoTime();
        this.stallReportedNanos = wordSinceNanos;
    }

    /** Looks once. What it throws leaves no trace here. */
    Observation look(Standing standing) throws InterruptedException {
        Observation seen = target.observe(new Look(id, standing.submission().created(), urgency(standing)));
        long now = time.nanoTime();
        lastLookNanos = now;
        boolean goneNow = seen.condition() == Condition.GONE;
        if (goneNow && !gone) {
            goneSinceNanos = now;
        }
        gone = goneNow;
        if (!seen.word().equals(word)) {
            word = seen.word();
            wordSinceNanos = now;
            stallReportedNanos = now;
        }
        return seen;
    }

    Watch watch() {
        return new Watch(sinceSubmission(), gone ? Duration.ofNanos(lastLookNanos - goneSinceNanos) : Duration.ZERO);
    }

    Duration sinceSubmission() {
        return Duration.ofNanos(time.nanoTime() - submittedNanos);
    }

    @Nullable
    String word() {
        return word;
    }

    Duration wordUnchanged() {
        return Duration.ofNanos(time.nanoTime() - wordSinceNanos);
    }

    /** {@return whether another whole span has passed without a change, once for each} */
    boolean stalledAgain(Duration span) {
        boolean due = time.nanoTime() - stallReportedNanos >= span.toNanos();
        if (due) {
            stallReportedNanos = time.nanoTime();
        }
        return due;
    }

    private Urgency urgency(Standing standing) {
        boolean awaitsFirst = standing.submission().changeSeenAt() == null
                && sinceSubmission().compareTo(Rules.CHANGE_SPAN) < 0;
        if (awaitsFirst) {
            return Urgency.of(Urgency.Rank.FIRST_CHANGE);
        }
        long submitted = submittedNanos;
        long last = lastLookNanos;
        return new Urgency() {
            @Override
            public Rank rank() {
                return Rank.WATCH;
            }

            @Override
            public double weightAt(long nanoTime) {
                return durations.weight((last - submitted) / 1e9, (nanoTime - submitted) / 1e9);
            }
        };
    }
}
