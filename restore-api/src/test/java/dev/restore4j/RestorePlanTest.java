package dev.restore4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.fixture.Script;
import dev.restore4j.fixture.Scripted;
import dev.restore4j.fixture.World;
import dev.restore4j.operation.Actor;
import dev.restore4j.operation.RestoreReason;
import dev.restore4j.spi.RestoreRoute;
import dev.restore4j.spi.RestoreSource;
import dev.restore4j.spi.RestoreTarget;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plan takes, and what it refuses. */
class RestorePlanTest {

    private final World world = new World();
    private final RestorePlan plan = world.plan();

    @Test
    void makingAPlanTouchesNothing() {
        plan.named("INC-1").because(RestoreReason.OTHER, "").by(Actor.named("ann"));

        assertThat(world.script().checked()).isZero();
        assertThat(world.operations().list()).isEmpty();
    }

    @Test
    void aPlanDoesNotChange() {
        RestorePlan named = plan.named("INC-1");

        assertThat(named).isNotSameAs(plan);
        assertThat(plan.settings()).isEqualTo(PlanSettings.DEFAULT);
        assertThat(named.settings()).isEqualTo(PlanSettings.DEFAULT.withName("INC-1"));
    }

    @Test
    void theDefaultsAreThoseThatAreDocumented() {
        assertThat(plan.settings().limits())
                .isEqualTo(
                        new PlanSettings.Limits(Duration.ofMinutes(15), Duration.ofHours(24), Duration.ofMinutes(30)));
        assertThat(plan.settings().actor()).isEqualTo(Actor.currentUser());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "a\nb", "a\u0000b", "a\u007fb"})
    void aNameIsOneLineThatSaysSomething(String name) {
        assertThatThrownBy(() -> plan.named(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNameHasAtMost100Characters() {
        assertThatCode(() -> plan.named("x".repeat(100))).doesNotThrowAnyException();
        assertThatThrownBy(() -> plan.named("x".repeat(101))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNoteHasAtMost1000Characters() {
        assertThatCode(() -> plan.because(RestoreReason.OTHER, "x".repeat(1_000)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> plan.because(RestoreReason.OTHER, "x".repeat(1_001)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1001");
    }

    static Object[][] durations() {
        return new Object[][] {
            {
                "validity",
                Duration.ofHours(24),
                (BiFunction<RestorePlan, Duration, RestorePlan>) RestorePlan::confirmationValidFor
            },
            {"limit", Duration.ofDays(30), (BiFunction<RestorePlan, Duration, RestorePlan>) RestorePlan::waitAtMost},
            {
                "span",
                Duration.ofHours(24),
                (BiFunction<RestorePlan, Duration, RestorePlan>) RestorePlan::reportStallAfter
            },
        };
    }

    @ParameterizedTest
    @MethodSource("durations")
    void aDurationIsLongerThanZeroAndHasALimit(
            String name, Duration longest, BiFunction<RestorePlan, Duration, RestorePlan> set) {
        assertThatCode(() -> set.apply(plan, Duration.ofNanos(1))).doesNotThrowAnyException();
        assertThatCode(() -> set.apply(plan, longest)).doesNotThrowAnyException();
        for (Duration wrong : new Duration[] {Duration.ZERO, Duration.ofNanos(-1), longest.plusNanos(1)}) {
            assertThatThrownBy(() -> set.apply(plan, wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll(name, wrong.toString());
        }
    }

    @Test
    void nothingIsNull() {
        assertThatThrownBy(() -> RestorePlan.from(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> plan.into(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> plan.named(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> plan.because(null, "")).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> plan.because(RestoreReason.OTHER, null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> plan.objectives(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> plan.by(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> plan.notify(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> plan.assess(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Confirmation.typed(null, "x")).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Confirmation.typed("x", null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Confirmation.byProgram().by(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void aSourceThatBelongsNowhereWantsATarget() {
        assertThatThrownBy(() -> RestorePlan.from(new Homeless()).assess())
                .isInstanceOf(RestoreRejectedException.class)
                .hasMessageContaining("into(");
    }

    @Test
    void aTargetThatIsNamedGoesBeforeTheSourcesOwn() {
        Scripted.Target other = new Scripted.Target("test:22222222", world.environment(), world.script());
        world.script().looks(Script.RESTORING, Script.RUNNING);

        var id = plan.into(other).confirm().execute().id();

        assertThat(world.journal().read(id).orElseThrow().operation().target()).isEqualTo("test:22222222");
    }

    /** Such as a file. */
    private static final class Homeless implements RestoreSource {
        @Override
        public Optional<RestoreTarget> home() {
            return Optional.empty();
        }

        @Override
        public RestoreRoute to(RestoreTarget target) {
            throw new AssertionError("there is no target");
        }
    }
}
