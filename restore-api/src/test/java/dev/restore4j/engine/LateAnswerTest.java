package dev.restore4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.engine.Watch.Absence;
import dev.restore4j.operation.Ending;
import dev.restore4j.spi.Evidence;
import dev.restore4j.spi.Observation;
import dev.restore4j.spi.Observation.Condition;
import dev.restore4j.spi.SubmissionAnswer.Accepted;
import dev.restore4j.spi.SubmissionAnswer.Change;
import dev.restore4j.spi.SubmissionAnswer.Lost;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What became of a request may be found out long after, by a process that follows its trace. */
class LateAnswerTest {

    private static final Duration DAY = Duration.ofHours(24);
    private static final Observation RESIZED =
            new Observation(Condition.BUSY, Evidence.SOMETHING, "resizing", null, null);
    private static final Observation RUNS = new Observation(Condition.READY, Evidence.NONE, "running", null, null);
    private static final Watch SOON = new Watch(DAY.multipliedBy(3), Duration.ofSeconds(2), 1, Absence.NONE);

    private static Standing accepted(Instant at) {
        Accepted answer = new Accepted("taken over", null, null, Change.NOT_SEEN, at);
        Instant found = History.SUBMITTED_AT.plus(DAY.multipliedBy(3));
        return History.submitted().and(Entries.accepted(found, answer)).standing();
    }

    private static Decision seen(Standing standing, Duration sinceSubmission) {
        return Rules.onLook(standing, RESIZED, SOON, History.SUBMITTED_AT.plus(sinceSubmission));
    }

    @Test
    void whatIsSeenADayAfterItWasTakenOverIsNotOursHoweverLateThatWasFoundOut() {
        Instant hour = History.SUBMITTED_AT.plus(Duration.ofHours(1));
        Duration last = Duration.ofHours(25);

        assertThat(seen(accepted(hour), last).toWrite().orElseThrow().type()).isEqualTo("change-seen");
        assertThat(seen(accepted(hour), last.plusMillis(1)).toWrite()).isEmpty();
    }

    @Test
    void withoutATimeItWasTakenOverWhenThatWasKnown() {
        assertThat(accepted(null).submission().acceptedAt()).isEqualTo(History.SUBMITTED_AT.plus(DAY.multipliedBy(3)));
        assertThat(seen(accepted(null), DAY.multipliedBy(3).plusSeconds(2)).toWrite())
                .isPresent();
    }

    @Test
    void nothingIsTakenOverBeforeItIsSent() {
        Standing standing = accepted(Instant.EPOCH);

        assertThat(standing.submission().acceptedAt()).isEqualTo(History.SUBMITTED_AT);
    }

    @Test
    void anUnknownOutcomeSaysWhatIsKnownOfTheRequest() {
        Lost lost = new Lost("The tool may still run: end it before you settle.", null);
        Standing before = History.submitted().standing();
        Standing standing = History.submitted()
                .and(Rules.onAnswer(before, lost, History.LATER).toWrite().orElseThrow())
                .standing();
        Watch late = new Watch(DAY, DAY, 50, Absence.NONE);

        Ending unknown = Entries.ending(
                Rules.onLook(standing, RUNS, late, History.LATER).toWrite().orElseThrow());

        assertThat(unknown.code()).isEqualTo("outcome-unknown");
        assertThat(unknown.message())
                .contains("settle the operation with what you found")
                .endsWith("What is known of the request: The tool may still run: end it before you settle.");
    }

    @Test
    void soDoesOneWhereTheDataIsTheOldOne() {
        Lost lost = new Lost("connection reset", null);
        Standing before = History.submitted().standing();
        Standing standing = History.submitted()
                .and(Rules.onAnswer(before, lost, History.LATER).toWrite().orElseThrow())
                .standing();
        Watch.Mark there = new Watch.Mark(dev.restore4j.verify.Marker.Sighting.THERE, DAY);
        Watch late = new Watch(DAY, DAY, 50, Absence.NONE, there);

        Ending unknown = Entries.ending(
                Rules.onLook(standing, RUNS, late, History.LATER).toWrite().orElseThrow());

        assertThat(unknown.code()).isEqualTo("marker-still-there");
        assertThat(unknown.message()).endsWith("What is known of the request: connection reset.");
    }
}
