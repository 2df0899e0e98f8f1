package dev.restore4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.engine.Decision.Next;
import dev.restore4j.operation.Ending;
import dev.restore4j.operation.Ending.Kind;
import dev.restore4j.spi.SubmissionAnswer;
import dev.restore4j.spi.SubmissionAnswer.Accepted;
import dev.restore4j.spi.SubmissionAnswer.Lost;
import dev.restore4j.spi.SubmissionAnswer.NotTakenOver;
import dev.restore4j.spi.SubmissionAnswer.Refused;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What follows from the answer to the one request. */
class RulesAnswerTest {

    private static final Duration UNSTATED = null;

    @ParameterizedTest
    @ValueSource(strings = {"restoring", "running", "loading failed", "", "no JSON"})
    void anAcceptanceProvesNothingMoreWhateverItsWord(String word) {
        Decision decision = decide(1, new Accepted(word, "22222222", "req-202"));

        assertThat(decision.next()).isEqualTo(Next.LOOK);
        assertThat(decision.after()).isEqualTo(Duration.ofSeconds(1));
        assertThat(decision.entry().type()).isEqualTo("accepted");
        assertThat(decision.entry().data())
                .isEqualTo(Map.of("word", word, "created", "22222222", "requestId", "req-202"));
    }

    @Test
    void aRefusalEndsItWithTheServicesOwnReason() {
        Ending why = new Ending("too-small", "The target is too small", Kind.REQUEST, "req-500");

        Decision decision = decide(1, new Refused(why));

        assertThat(decision.next()).isEqualTo(Next.STOP);
        assertThat(decision.entry().type()).isEqualTo("rejected");
        assertThat(Entries.ending(decision.entry())).isEqualTo(why);
    }

    @Test
    void aLostAnswerIsNeverFollowedByAnythingButALook() {
        for (int attempt = 1; attempt <= 20; attempt++) {
            Decision decision = decide(attempt, new Lost("connection reset", "req-1"));

            assertThat(decision.next()).isEqualTo(Next.LOOK);
            assertThat(decision.after()).isZero();
            assertThat(decision.entry().type()).isEqualTo("answer-lost");
            assertThat(Entries.ending(decision.entry()).kind()).isEqualTo(Kind.UNKNOWN);
            assertThat(Entries.ending(decision.entry()).message())
                    .isEqualTo("Whether the request took effect is not known (connection reset). It is found out by"
                            + " reading.");
            assertThat(Entries.ending(decision.entry()).requestId()).isEqualTo("req-1");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, ACCESS, CHECK",
        "2, ACCESS, STOP",
        "3, ACCESS, STOP",
        "1, UNAVAILABLE, CHECK",
        "2, UNAVAILABLE, CHECK",
        "3, UNAVAILABLE, CHECK",
        "4, UNAVAILABLE, CHECK",
        "5, UNAVAILABLE, STOP",
        "6, UNAVAILABLE, STOP",
    })
    void whatWasNotTakenOverIsCheckedAnewUpToALimit(int attempt, Kind kind, Next next) {
        Ending why = new Ending("not-now", "Not now", kind, "req-429");

        Decision decision = decide(attempt, new NotTakenOver(why, UNSTATED));

        assertThat(decision.next()).isEqualTo(next);
        assertThat(decision.entry().type()).isEqualTo(next == Next.STOP ? "rejected" : "not-taken-over");
        assertThat(Entries.ending(decision.entry())).isEqualTo(why);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"ACCESS"},
            mode = EnumSource.Mode.EXCLUDE)
    void onlyCredentialsHaveALimitOfTheirOwn(Kind kind) {
        Ending why = new Ending("not-now", "Not now", kind, null);

        assertThat(decide(Rules.ATTEMPTS - 1, new NotTakenOver(why, UNSTATED)).next())
                .isEqualTo(Next.CHECK);
        assertThat(decide(Rules.ATTEMPTS, new NotTakenOver(why, UNSTATED)).next())
                .isEqualTo(Next.STOP);
    }

    @Test
    void theServiceSaysHowLongToWaitAndOtherwiseItIsBackedOff() {
        Ending why = new Ending("rate-limit", "Too many requests", Kind.UNAVAILABLE, null);

        assertThat(decide(1, new NotTakenOver(why, Duration.ofSeconds(37))).after())
                .isEqualTo(Duration.ofSeconds(37));
        assertThat(decide(1, new NotTakenOver(why, Duration.ZERO)).after()).isZero();
        assertThat(decide(1, new NotTakenOver(why, UNSTATED)).after()).isEqualTo(Duration.ofSeconds(2));
        assertThat(decide(3, new NotTakenOver(why, UNSTATED)).after()).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void noAnswerLeadsToAnotherSubmissionWithoutACheck() {
        for (Kind kind : EnumSet.allOf(Kind.class)) {
            Ending why = new Ending("code", "message", kind, null);
            for (SubmissionAnswer answer :
                    new SubmissionAnswer[] {new Refused(why), new NotTakenOver(why, UNSTATED), new Lost("why", null)}) {
                assertThat(decide(1, answer).next()).isNotEqualTo(Next.SUBMIT);
            }
        }
    }

    @Test
    void waitsAfterFailuresDoubleFromTwoSecondsToAMinute() {
        assertThat(IntStream.of(0, 1, 2, 3, 4, 5, 6, 7, 1_000_000, Integer.MAX_VALUE)
                        .mapToObj(failures -> Backoff.after(failures).toSeconds()))
                .containsExactly(2L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L, 60L);
    }

    private static Decision decide(int attempt, SubmissionAnswer answer) {
        History history = History.submitted();
        for (int i = 1; i < attempt; i++) {
            history = history.resent();
        }
        Standing standing = history.standing();
        assertThat(standing.attempts()).isEqualTo(attempt);
        return Rules.onAnswer(standing, answer, History.LATER);
    }
}
