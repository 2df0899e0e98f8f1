package dev.restore4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.error.OutcomeUnknownException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.fixture.ManualTime;
import dev.restore4j.fixture.Script;
import dev.restore4j.fixture.World;
import dev.restore4j.operation.RestoreState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An assessment that is confirmed later or elsewhere. */
class AssessmentTokenTest {

    private static final Instant AT = Instant.parse("2026-03-01T15:00:00.123456789Z");

    private final AssessmentToken token = new AssessmentToken("digest", "seen", "1-ab-cd", AT, AT.plusSeconds(900));
    private final World world = new World();

    AssessmentTokenTest() {
        world.script().looks(Script.RESTORING, Script.RUNNING);
    }

    @Test
    void aTokenSurvivesBeingText() {
        AssessmentToken first = new AssessmentToken("digest", "seen", "-", AT, AT.plusSeconds(900));

        assertThat(AssessmentToken.parse(token.text())).isEqualTo(token);
        assertThat(AssessmentToken.parse(first.text())).isEqualTo(first);
        assertThat(AssessmentToken.parse(" \n" + token.text() + "\t ")).isEqualTo(token);
    }

    @Test
    void aTokenIsOneWordThatNeedsNoQuoting() {
        assertThat(token.text()).matches("r4j1\\.[A-Za-z0-9_-]+\\.[0-9a-f]+");
    }

    @Test
    void aTokenCutAtAnyCharacterIsRefused() {
        for (int length = 0; length < token.text().length(); length++) {
            assertNoToken(token.text().substring(0, length));
            assertNoToken(token.text().substring(length + 1));
        }
    }

    @Test
    void aTokenWithAnyOtherCharacterIsRefused() {
        String text = token.text();
        for (int i = 0; i < text.length(); i++) {
            for (char other : new char[] {'A', 'z', '0', '.', '-', ' ', '\u00e4'}) {
                if (text.charAt(i) != other) {
                    assertNoToken(text.substring(0, i) + other + text.substring(i + 1));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "r4j1", "r4j1..", "r4j2.YQ.0", "hello", "r4j1.YXxifGN8ZHxl.2b1d5a6f"})
    void whatNeverWasATokenIsRefused(String text) {
        assertNoToken(text);
    }

    @Test
    void aTokenHoldsNoNameAndNoDescription() {
        String body = world.plan().named("INC-4711").assess().toToken().split("\\.", -1)[1];

        assertThat(new String(Base64.getUrlDecoder().decode(body), StandardCharsets.UTF_8))
                .doesNotContain("INC-4711", "Production", "snapshot", "11111111");
    }

    @Test
    void anotherReplicaConfirmsWhatWasAssessed() {
        Assessment assessed = world.plan().assess();
        world.time().jump(Duration.ofMinutes(10));

        Assessment again = world.again().plan().assess(assessed.toToken());

        assertThat(again.assessedAt()).isEqualTo(ManualTime.START);
        assertThat(again.expiresAt()).as("it is not prolonged").isEqualTo(assessed.expiresAt());
        assertThat(again.toToken()).isEqualTo(assessed.toToken());
        assertThat(again.confirm().execute().state()).isEqualTo(RestoreState.COMPLETED);
    }

    @Test
    void whatChangedSinceIsNotConfirmed() {
        String assessed = world.plan().assess().toToken();
        world.script().whenChecked(() -> Script.preflight("Staging"));

        assertRefused("changed-since-assessment", world.plan(), assessed)
                .hasMessage("Source or target do not look as they did when they were assessed at " + ManualTime.START
                        + ". The token is too short to say what has changed: compare with the assessment that was shown."
                        + " Nothing was sent. Assess and confirm again.");
    }

    @Test
    void whatWasOverwrittenSinceIsNotConfirmed() {
        String assessed = world.plan("test:11111111/s2").assess().toToken();
        world.plan().confirm().execute();

        assertRefused("changed-since-assessment", world.plan("test:11111111/s2"), assessed)
                .hasMessage("The journal does not have the same restores over the target as when it was assessed at "
                        + ManualTime.START + ": somebody has sent another one since, or the journal was cleaned up."
                        + " Nothing was sent. Assess and confirm again.");
    }

    @Test
    void anotherPlanIsNotConfirmed() {
        String assessed = world.plan().assess().toToken();

        assertRefused("another-plan", world.plan("test:11111111/s2"), assessed);
        assertRefused("another-plan", world.planFor("test:22222222"), assessed);
    }

    @Test
    void anExpiredTokenConfirmsNothing() {
        String assessed = world.plan().assess().toToken();
        world.time().jump(Duration.ofMinutes(15));
        assertThat(world.plan().assess(assessed))
                .as("it holds to its last moment")
                .isNotNull();

        world.time().jump(Duration.ofNanos(1));
        assertRefused("confirmation-expired", world.plan(), assessed);
    }

    /** The same program again goes on with its operation, whatever has become of its token. */
    @Test
    void anOperationUnderWayIsGoneOnWithAfterItsTokenHasExpired() {
        String assessed = world.plan()
                .named("INC-1")
                .confirmationValidFor(Duration.ofMinutes(5))
                .assess()
                .toToken();
        world.script().answers(Script.LOST).looks(Script.RUNNING);
        OutcomeUnknownException unknown = catchThrowableOfType(
                OutcomeUnknownException.class,
                () -> world.plan()
                        .named("INC-1")
                        .confirmationValidFor(Duration.ofMinutes(5))
                        .assess(assessed)
                        .confirm()
                        .execute());
        world.time().jump(Duration.ofMinutes(6));
        world.script().looks(Script.RESTORING, Script.RUNNING);

        Assessment again = world.again()
                .plan()
                .named("INC-1")
                .confirmationValidFor(Duration.ofMinutes(5))
                .assess(assessed);

        assertThat(again.continues()).isEqualTo(unknown.operationId());
        assertThat(again.confirm().execute().state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(world.script().submissions()).hasSize(1);
    }

    private static AbstractThrowableAssert<?, RestoreRejectedException> assertRefused(
            String code, RestorePlan plan, String assessed) {
        RestoreRejectedException refused =
                catchThrowableOfType(RestoreRejectedException.class, () -> plan.assess(assessed));
        assertThat(refused.code()).isEqualTo(code);
        return assertThat(refused);
    }

    private static void assertNoToken(String text) {
        assertThatThrownBy(() -> AssessmentToken.parse(text))
                .as(text)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no assessment token");
    }
}
