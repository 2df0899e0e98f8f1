package dev.restore4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.fixture.Mark;
import dev.restore4j.fixture.Script;
import dev.restore4j.fixture.World;
import dev.restore4j.spi.TargetView.Exposure;
import org.junit.jupiter.api.Test;

/** What people are told before: what concerns them, and nothing else. */
class AnnouncementTest {

    private final World world = new World();

    @Test
    void whoseDatabaseIsOverwrittenMustKnow() {
        Assessment assessment = world.plan().markedBy(new Mark()).assess();

        assertThat(assessment.announcement().toText())
                .startsWith("Planned maintenance: the database 'Production' is going to be restored")
                .contains("connections drop", "4 h 0 min by now, and more until it begins", "Save your work");
        assertThat(assessment.toString()).contains("everything in the target is replaced", "marker: ");
    }

    @Test
    void aNewInstanceIsNobodysLoss() {
        world.script().whenChecked(() -> Script.preflight("Copy", Exposure.NEW));

        Assessment assessment = world.plan().markedBy(new Mark()).assess();

        assertThat(assessment.announcement().toText())
                .startsWith("Planned restore: a new instance 'Copy' is going to be created")
                .contains("costs money until somebody deletes it", "nothing to do")
                .doesNotContain("connections drop", "Save your work", "Data loss");
        assertThat(assessment.toString())
                .contains("a new instance is created, which costs money")
                .doesNotContain("is replaced", "connections drop", "marker: ");
    }

    @Test
    void aRehearsalIsAnnouncedAsOne() {
        world.script().whenChecked(() -> Script.preflight("Drill", Exposure.NEW));
        RestorePlan drill = world.planFor("test:22222222").rehearsal(world.target());

        assertThat(drill.assess().announcement().toText())
                .startsWith("Planned rehearsal: a new instance 'Drill' is going to be created")
                .contains("deleted when its data was looked at")
                .doesNotContain("Save your work");
        assertThat(drill.keepInstance().assess().announcement().toText())
                .startsWith("Planned rehearsal")
                .contains("costs money until somebody deletes it");
    }

    @Test
    void aTestInstanceIsOverwrittenAllTheSame() {
        world.script().whenChecked(() -> Script.preflight("Staging"));

        assertThat(world.planFor("test:22222222")
                        .rehearsal(world.target())
                        .assess()
                        .announcement()
                        .toText())
                .startsWith("Planned rehearsal: the database 'Staging' is going to be overwritten")
                .contains("Save your work");
    }
}
