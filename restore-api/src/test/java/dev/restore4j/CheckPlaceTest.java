package dev.restore4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.fixture.Probe;
import dev.restore4j.fixture.Script;
import dev.restore4j.fixture.World;
import dev.restore4j.operation.Finding;
import dev.restore4j.spi.TargetView.Exposure;
import dev.restore4j.verify.Check;
import dev.restore4j.verify.CheckContext;
import dev.restore4j.verify.CheckLevel;
import dev.restore4j.verify.CheckPlace;
import dev.restore4j.verify.Verdict;
import org.junit.jupiter.api.Test;

/** A check that looks at production, whatever the restore did, proves nothing of a rehearsal. */
class CheckPlaceTest {

    private final World world = new World();

    /** A check of an address of its own. */
    private record Fixed(String name, CheckLevel level) implements Check {
        @Override
        public CheckPlace place() {
            return CheckPlace.FIXED;
        }

        @Override
        public Verdict look(CheckContext context) {
            return Verdict.passed("production is fine");
        }
    }

    private static final Check LIVE = new Fixed("live", CheckLevel.QUICK);

    private RestorePlan elsewhere() {
        return world.planFor("test:22222222").verify(LIVE).verify(Probe.passing("orders"));
    }

    @Test
    void aRehearsalIntoANewInstanceWarnsOfIt() {
        world.script().whenChecked(() -> Script.preflight("Drill", Exposure.NEW));

        assertThat(elsewhere().rehearsal(world.target()).assess().findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo("checks-elsewhere");
                    assertThat(finding.isBlocking()).isFalse();
                    assertThat(finding.message())
                            .contains("'live'", "cannot be")
                            .doesNotContain("orders");
                });
    }

    @Test
    void soDoesOneThatKeepsItsInstanceAndARestoreIntoAnotherOne() {
        assertThat(elsewhere().rehearsal(world.target()).keepInstance().assess().findings())
                .extracting(Finding::code)
                .containsExactly("checks-elsewhere");
        assertThat(elsewhere().into(world.target()).assess().findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("see that it is Production (11111111)"));
    }

    @Test
    void overTheOwnInstanceAnAddressIsAsGoodAsAnother() {
        assertThat(world.plan().verify(LIVE).assess().findings()).isEmpty();
    }

    @Test
    void whatIsNotLookedAtIsNotWarnedOf() {
        RestorePlan plan = world.planFor("test:22222222").verify(new Fixed("content", CheckLevel.FULL));

        assertThat(plan.rehearsal(world.target()).assess().findings()).isEmpty();
    }

    @Test
    void aCheckThatThrowsKeepsNobodyFromTheRest() {
        Check broken = new Check() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public CheckPlace place() {
                throw new IllegalStateException("no idea");
            }

            @Override
            public Verdict look(CheckContext context) {
                return Verdict.passed("");
            }
        };

        assertThat(elsewhere().verify(broken).into(world.target()).assess().findings())
                .extracting(Finding::code)
                .containsExactly("checks-elsewhere");
    }
}
