package dev.restore4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.engine.Standing.Acceptance;
import dev.restore4j.engine.Standing.Attested;
import dev.restore4j.engine.Standing.Submission;
import dev.restore4j.engine.Watch.Before;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.fixture.ManualTime;
import dev.restore4j.fixture.Script;
import dev.restore4j.fixture.World;
import dev.restore4j.operation.Ending;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.spi.Evidence;
import dev.restore4j.spi.Look;
import dev.restore4j.spi.Observation;
import dev.restore4j.spi.Observation.Condition;
import dev.restore4j.spi.RestoreEnvironment;
import dev.restore4j.spi.RestoreTarget;
import dev.restore4j.spi.Urgency.Rank;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What earlier looks leave for the rules. */
class WatcherTest {

    private static final Observation GONE = Script.seen(Condition.GONE, Evidence.NONE, "not found");

    private final World world = new World();
    private final ManualTime time = world.time();
    private final List<Look> looks = new ArrayList<>();
    private final Watcher watcher = watcher(ManualTime.START);

    @Test
    void timeCountsFromTheIntentEvenInAnotherProcess() throws InterruptedException {
        Watcher later = watcher(ManualTime.START.minusSeconds(70));
        time.jump(Duration.ofSeconds(20));

        assertThat(watcher.watch().sinceSubmission()).isEqualTo(Duration.ofSeconds(20));
        assertThat(later.watch().sinceSubmission()).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void aChangeIsAwaitedFromTheAnswerOnHoweverLongThatTook() throws InterruptedException {
        time.jump(Duration.between(ManualTime.START, History.LATER).plusSeconds(3));

        Watch lost = new Watcher(new Recording(), History.ID, History.lost().standing()).watch();
        Watch accepted =
                new Watcher(new Recording(), History.ID, History.accepted().standing()).watch();
        Watch crashed =
                new Watcher(new Recording(), History.ID, History.submitted().standing()).watch();

        assertThat(lost).isEqualTo(accepted);
        assertThat(lost.sinceSubmission()).isEqualTo(Duration.ofSeconds(53));
        assertThat(lost.sinceAnswer()).isEqualTo(Duration.ofSeconds(3));
        assertThat(crashed.sinceAnswer())
                .as("nobody waits for an answer any more")
                .isEqualTo(Duration.ofSeconds(53));
    }

    @Test
    void aClockThatIsBehindTheIntentCountsFromNow() {
        Watcher ahead = watcher(ManualTime.START.plus(Duration.ofDays(1)));
        time.jump(Duration.ofSeconds(5));

        assertThat(ahead.watch().sinceSubmission()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aClockThatIsSetDoesNotCount() {
        time.setWall(ManualTime.START.plus(Duration.ofDays(1)));

        assertThat(watcher.watch().sinceSubmission()).isZero();
    }

    @Test
    void aTargetIsGoneForAsLongAsEveryLookSaysSo() throws InterruptedException {
        world.script().looks(Script.RUNNING, GONE, GONE, Script.RUNNING, GONE);
        assertThat(lookAfter(10).absence().lasting()).isZero();
        assertThat(lookAfter(10).absence().lasting()).isZero();
        assertThat(lookAfter(100).absence().lasting()).isEqualTo(Duration.ofSeconds(100));
        assertThat(lookAfter(100).absence().lasting()).isZero();
        assertThat(lookAfter(100).absence().lasting()).isZero();
        assertThat(lookAfter(30).absence().lasting()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aTargetThatWasNeverSeenMayBeAnotherAccounts() throws InterruptedException {
        world.script().looks(GONE, Script.RUNNING, GONE);

        assertThat(lookAfter(1).absence()).isEqualTo(new Watch.Absence(Duration.ZERO, 1, Before.NEVER_SEEN));
        assertThat(lookAfter(1).absence().looks()).isZero();
        assertThat(lookAfter(1).absence()).isEqualTo(new Watch.Absence(Duration.ZERO, 1, Before.SEEN));
        assertThat(watcher.watch().looks()).isEqualTo(3);
    }

    @Test
    void aLookThatFailsIsNone() throws InterruptedException {
        world.script()
                .whenLookedAt(
                        () -> GONE,
                        () -> {
                            throw new UnavailableException("down", null, null, null);
                        },
                        () -> GONE);
        lookAfter(0);
        time.jump(Duration.ofSeconds(50));
        assertThatThrownBy(() -> watcher.look(History.submitted().standing())).isInstanceOf(UnavailableException.class);

        assertThat(watcher.watch().absence().lasting())
                .as("as far as the last look saw")
                .isZero();
        assertThat(lookAfter(50).absence().lasting()).isEqualTo(Duration.ofSeconds(100));
    }

    @Test
    void aStandstillIsToldOnceASpanAndAnewAfterEachWord() throws InterruptedException {
        Duration span = Duration.ofMinutes(30);
        world.script().looks(Script.RESTORING, Script.RESTORING, Script.RESTORING, Script.RUNNING, Script.RUNNING);
        lookAfter(0);
        assertThat(watcher.stalledAgain(span)).isFalse();
        lookAfter(1_799);
        assertThat(watcher.stalledAgain(span)).isFalse();
        lookAfter(1);
        assertThat(watcher.stalledAgain(span)).isTrue();
        assertThat(watcher.stalledAgain(span)).isFalse();
        assertThat(watcher.wordUnchanged()).isEqualTo(span);
        lookAfter(1_799);
        assertThat(watcher.stalledAgain(span)).as("another word").isFalse();
        lookAfter(1_799);
        assertThat(watcher.stalledAgain(span)).isFalse();
        time.jump(Duration.ofSeconds(1));
        assertThat(watcher.stalledAgain(span)).isTrue();
    }

    @Test
    void theFirstChangeIsUrgentForAsLongAsItMayCome() throws InterruptedException {
        watcher.look(History.accepted().standing());
        time.jump(Duration.ofSeconds(89));
        watcher.look(History.accepted().standing());
        watcher.look(History.accepted().changeSeen().standing());
        time.jump(Duration.ofSeconds(1));
        watcher.look(History.accepted().standing());

        assertThat(looks)
                .extracting(look -> look.urgency().rank())
                .containsExactly(Rank.FIRST_CHANGE, Rank.FIRST_CHANGE, Rank.WATCH, Rank.WATCH);
        assertThat(looks.get(3)
                        .urgency()
                        .weightAt(time.nanoTime() + Duration.ofMinutes(10).toNanos()))
                .as("the longer nobody looks, the more a look is worth")
                .isGreaterThan(looks.get(3)
                        .urgency()
                        .weightAt(time.nanoTime() + Duration.ofMinutes(1).toNanos()));
        assertThat(looks.get(3)
                        .urgency()
                        .chanceAt(time.nanoTime() + Duration.ofHours(10).toNanos()))
                .as("whoever was not looked at for hours has ended")
                .isGreaterThan(0.9);
        assertThat(looks.get(3).urgency().chanceAt(time.nanoTime())).isLessThan(0.1);
    }

    @Test
    void aLookKnowsForWhomItIs() throws InterruptedException {
        watcher.look(History.accepted().standing());

        assertThat(looks.get(0).operation()).isEqualTo(History.ID);
        assertThat(looks.get(0).created()).isEmpty();
    }

    private Watch lookAfter(int seconds) throws InterruptedException {
        time.jump(Duration.ofSeconds(seconds));
        watcher.look(History.submitted().standing());
        return watcher.watch();
    }

    private Watcher watcher(Instant submittedAt) {
        Submission submission = new Submission(
                submittedAt, null, null, Acceptance.UNKNOWN, null, null, Attested.NO, Standing.Trace.NONE);
        Ending none = new Ending("none", "", Ending.Kind.NONE, null);
        Standing standing =
                new Standing(RestoreState.SUBMITTING, submittedAt, 1, submission, null, none, null, Around.NOTHING);
        return new Watcher(new Recording(), History.ID, standing);
    }

    /** Keeps the looks. */
    private final class Recording implements RestoreTarget {
        @Override
        public String reference() {
            return World.TARGET;
        }

        @Override
        public RestoreEnvironment environment() {
            return world.environment();
        }

        @Override
        public Observation observe(Look look) throws InterruptedException {
            looks.add(look);
            return world.target().observe(look);
        }
    }
}
