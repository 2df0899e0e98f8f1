package dev.restore4j.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

    private static final Instant ELEVEN = Instant.parse("2026-03-01T11:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 s",
        "PT0.999S, 0 s",
        "PT1S, 1 s",
        "PT59.999S, 59 s",
        "PT1M, 1 min 0 s",
        "PT2M30S, 2 min 30 s",
        "PT59M59S, 59 min 59 s",
        "PT1H, 1 h 0 min",
        "PT4H, 4 h 0 min",
        "PT23H59M59S, 23 h 59 min",
        "P1D, 1 d 0 h",
        "P400DT5H59M, 400 d 5 h",
        "PT-4H, -4 h 0 min",
        "PT-1S, -1 s",
    })
    void aDurationHasItsTwoLargestUnits(Duration duration, String text) {
        assertThat(Durations.text(duration)).isEqualTo(text);
    }

    @Test
    void aDataLossSaysHowLongAndFromWhenToWhen() {
        DataLoss loss = new DataLoss(ELEVEN, ELEVEN.plus(Duration.ofHours(4)));

        assertThat(loss).hasToString("4 h 0 min (2026-03-01 11:00Z to 2026-03-01 15:00Z)");
        assertThat(loss.duration()).isEqualTo(Duration.ofHours(4));
    }

    @Test
    void aRestorePointInTheFutureLosesNothing() {
        DataLoss loss = new DataLoss(ELEVEN.plusSeconds(1), ELEVEN);

        assertThat(loss.duration()).isZero();
        assertThat(loss.toString()).startsWith("0 s (");
    }

    @Test
    void aDataLossHasBothEnds() {
        assertThatThrownBy(() -> new DataLoss(null, ELEVEN)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> new DataLoss(ELEVEN, null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void aFindingBlocksOrWarns() {
        Finding blocking = Finding.blocking("target-paused", "It is paused. Resume it.");
        Finding warning = Finding.warning("cdc-on", "Consumers must be reset.");

        assertThat(blocking.isBlocking()).isTrue();
        assertThat(warning.isBlocking()).isFalse();
        assertThat(blocking).hasToString("BLOCKING target-paused: It is paused. Resume it.");
        assertThat(warning).hasToString("WARNING cdc-on: Consumers must be reset.");
        assertThatThrownBy(() -> Finding.blocking(null, "x")).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Finding.warning("x", null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> new Finding(null, "x", "y")).isInstanceOf(NullPointerException.class);
    }

    @Test
    void objectivesKeepEachOther() {
        RecoveryObjectives both = RecoveryObjectives.rpo(Duration.ofHours(4)).rto(Duration.ofHours(1));

        assertThat(both.rpo()).contains(Duration.ofHours(4));
        assertThat(both.rto()).contains(Duration.ofHours(1));
        assertThat(both).hasToString("RPO 4 h 0 min, RTO 1 h 0 min");
        assertThat(both)
                .isEqualTo(RecoveryObjectives.rpo(Duration.ofHours(4)).rto(Duration.ofMinutes(60)))
                .hasSameHashCodeAs(RecoveryObjectives.rpo(Duration.ofHours(4)).rto(Duration.ofMinutes(60)))
                .isNotEqualTo(RecoveryObjectives.rpo(Duration.ofHours(4)))
                .isNotEqualTo(null);
        assertThat(RecoveryObjectives.none()).hasToString("RPO none, RTO none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S"})
    void anObjectiveIsLongerThanZero(Duration wrong) {
        assertThatThrownBy(() -> RecoveryObjectives.rpo(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("rpo must");
        assertThatThrownBy(() -> RecoveryObjectives.none().rto(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("rto must");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "\u0007"})
    void anActorHasANameOfOneLine(String name) {
        assertThatThrownBy(() -> Actor.named(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anActorsNameHasAtMost200Characters() {
        assertThatCode(() -> Actor.named("x".repeat(200))).doesNotThrowAnyException();
        assertThatThrownBy(() -> Actor.named("x".repeat(201))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theCurrentUserIsWhoTheJvmRunsAs() {
        assertThat(Actor.currentUser()).hasToString(System.getProperty("user.name"));
    }

    @Test
    void anAttestationSaysHowItsAuthorKnows() {
        Actor ann = Actor.named("ann");

        assertThat(Attestation.overwritten(ann, "seen").tookEffect()).isEqualTo(Attestation.TookEffect.YES);
        assertThat(Attestation.notOverwritten(ann, "seen").tookEffect()).isEqualTo(Attestation.TookEffect.NO);
        assertThatThrownBy(() -> Attestation.overwritten(ann, " ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Attestation.notOverwritten(null, "x")).isInstanceOf(NullPointerException.class);
    }

    @ParameterizedTest
    @EnumSource
    void anEndAndWhatComesBeforeTheSubmissionAreToldByTheState(RestoreState state) {
        boolean end = switch (state) {
            case COMPLETED, VERIFICATION_FAILED, REJECTED, CANCELLED, FAILED -> true;
            case PLANNED, CONFIRMED, PREPARING, SAFEGUARDING, SUBMITTING, RESTORING, VERIFYING, OUTCOME_UNKNOWN ->
                false;
        };
        assertThat(state.isEnd()).isEqualTo(end);
        assertThat(state.isBeforeSubmission())
                .isEqualTo(state == RestoreState.PLANNED
                        || state == RestoreState.CONFIRMED
                        || state == RestoreState.PREPARING
                        || state == RestoreState.SAFEGUARDING);
    }
}
