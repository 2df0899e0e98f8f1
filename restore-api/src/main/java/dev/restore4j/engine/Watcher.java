package dev.restore4j.engine;

import dev.restore4j.engine.Watch.Absence;
import dev.restore4j.engine.Watch.Before;
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
    private final long answeredNanos;
    private long lastLookNanos;
    private int looks;
    private long goneSinceNanos;
    private int goneLooks;
    private @Nullable Instant busyAt;
    private Before before = Before.NEVER_SEEN;
    private @Nullable String word;
    private long wordSinceNanos;
    private long stallReportedNanos;

    Watcher(RestoreTarget target, OperationId id, Standing standing) {
        this.target = target;
        this.id = id;
        this.time = target.environment().time();
        this.durations = target.environment().durations();
        Instant submitted = standing.submission().at();
        this.submittedNanos = nanosOf(submitted == null ? standing.since() : submitted);
        Instant answered = standing.submission().answeredAt();
        this.answeredNanos = answered == null ? submittedNanos : nanosOf(answered);
        this.lastLookNanos = time.nanoTime();
        this.wordSinceNanos = time.nanoTime();
        this.stallReportedNanos = wordSinceNanos;
    }

    private long nanosOf(Instant past) {
        return time.nanoTime() - Math.max(0, Duration.between(past, time.now()).toNanos());
    }

    /** Looks once. What it throws leaves no trace here. */
    Observation look(Standing standing) throws InterruptedException {
        Observation seen = target.observe(new Look(id, standing.submission().created(), urgency(standing)));
        long now = time.nanoTime();
        lastLookNanos = now;
        looks++;
        if (seen.condition() != Condition.GONE) {
            goneLooks = 0;
            before = Before.SEEN;
        } else if (goneLooks++ == 0) {
            goneSinceNanos = now;
        }
        if (seen.condition() != Condition.READY) {
            busyAt = time.now();
        }
        if (!seen.word().equals(word)) {
            word = seen.word();
            wordSinceNanos = now;
            stallReportedNanos = now;
        }
        return seen;
    }

    Watch watch(Watch.Mark mark) {
        Watch plain = watch();
        return new Watch(plain.sinceSubmission(), plain.sinceAnswer(), plain.looks(), plain.absence(), mark);
    }

    Watch watch() {
        Duration gone = goneLooks == 0 ? Duration.ZERO : Duration.ofNanos(lastLookNanos - goneSinceNanos);
        return new Watch(
                sinceSubmission(),
                Duration.ofNanos(time.nanoTime() - answeredNanos),
                looks,
                new Absence(gone, goneLooks, before));
    }

    /** {@return when this process last saw that nobody could work there; null where it never did} */
    @Nullable
    Instant busyAt() {
        return busyAt;
    }

    /** {@return whether this process has seen the target at all} */
    boolean hasSeen() {
        return before == Before.SEEN;
    }

    /** {@return for how long no look has succeeded} */
    Duration blindFor() {
        return Duration.ofNanos(time.nanoTime() - lastLookNanos);
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
                && watch().sinceAnswer().compareTo(Rules.CHANGE_SPAN) < 0;
        if (awaitsFirst) {
            return Urgency.of(Urgency.Rank.FIRST_CHANGE);
        }
        long submitted = submittedNanos;
        long last = looks == 0 ? submittedNanos : lastLookNanos;
        return new Urgency() {
            @Override
            public Rank rank() {
                return Rank.WATCH;
            }

            @Override
            public double chanceAt(long nanoTime) {
                return durations.endedSince((last - submitted) / 1e9, (nanoTime - submitted) / 1e9);
            }

            @Override
            public double weightAt(long nanoTime) {
                return durations.weight((last - submitted) / 1e9, (nanoTime - submitted) / 1e9);
            }
        };
    }
}
