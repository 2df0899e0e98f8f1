package dev.restore4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.error.JournalException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.fixture.ForwardingJournal;
import dev.restore4j.fixture.Script;
import dev.restore4j.fixture.World;
import dev.restore4j.journal.Journal;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.Proof;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A journal that fails after the request was sent stops nothing, and the result says what it lacks. */
class JournalFailureTest {

    private final World world = new World();

    JournalFailureTest() {
        world.script().looks(Script.RESTORING, Script.RUNNING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"accepted", "change-seen", "completed"})
    void watchingGoesOnAndTheResultWarns(String failing) {
        world.journal().failFrom(failing);

        RestoreResult result = world.plan().confirm().execute();

        assertThat(result.state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(result.proof()).contains(Proof.ACCEPTED_AND_SEEN);
        assertThat(result.warnings()).extracting(Finding::code).containsExactly("journal-incomplete");
        assertThat(result.toString()).contains("the journal does not have it");
        assertThat(world.journal().types(result.id())).doesNotContain(failing);
    }

    @Test
    void whatCouldNotBeWrittenIsWrittenAsSoonAsItCanBe() {
        world.journal().failFrom("accepted");
        world.script()
                .whenLookedAt(
                        () -> {
                            world.journal().mend();
                            return Script.RESTORING;
                        },
                        () -> Script.RUNNING);

        RestoreResult result = world.plan().confirm().execute();

        assertThat(result.warnings()).isEmpty();
        assertThat(world.journal().types(result.id()))
                .containsExactly("confirmed", "submitting", "accepted", "change-seen", "completed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"accepted", "change-seen", "completed"})
    void theSameProgramAgainGoesOnFromWhatTheJournalHasAndSendsNothing(String failing) {
        world.journal().failFrom(failing);
        RestoreResult first = world.plan().named("INC-1").confirm().execute();
        world.journal().mend();
        world.script().looks(Script.RESTORING, Script.RUNNING);

        RestoreResult second = world.again().plan().named("INC-1").confirm().execute();

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(world.script().submissions()).hasSize(1);
    }

    @Test
    void aJournalThatCannotNoteWhoTookOverKeepsNobodyFromWatching() throws InterruptedException {
        world.script().looks(Script.RESTORING);
        RestoreOperation first = world.plan().named("INC-1").confirm().start();
        world.time().sleep(Duration.ofSeconds(10));
        assertThat(world.journal().types(first.id())).endsWith("change-seen");
        world.close();
        world.journal().failFrom("taken-over");
        world.script().looks(Script.RUNNING);

        RestoreResult result = world.again().plan().named("INC-1").confirm().execute();

        assertThat(result.state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(result.warnings()).extracting(Finding::code).contains("journal-incomplete");
    }

    @Test
    void anAssessmentSaysThatTheJournalCannotBeWritten() {
        World full = World.on(new Unwritable());

        Assessment assessment = full.plan().assess();

        assertThat(assessment.blocking()).extracting(Finding::code).containsExactly("journal-unusable");
        assertThat(catchThrowableOfType(RestoreRejectedException.class, assessment::confirm))
                .hasMessageContainingAll("Nothing was sent", "The disk is full");
        assertThat(full.script().submissions()).isEmpty();
    }

    @Test
    void anAssessmentSaysThatAJournalInMemoryIsNotCrashSafe() {
        World forgetful = World.on(Journal.inMemory());

        assertThat(forgetful.plan().assess().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("journal-not-crash-safe");
            assertThat(finding.isBlocking()).isFalse();
        });
    }

    @Test
    void aJournalThatCannotBeReadKeepsAPlanFromBeingAssessed() {
        world.journal().failReads();

        assertThat(catchThrowableOfType(
                        JournalException.class, () -> world.plan().assess()))
                .hasMessageContaining("The disk does not answer");
    }

    /** Reads as ever. */
    private static final class Unwritable extends ForwardingJournal {
        @Override
        public void probe() {
            throw new JournalException("The disk is full", null);
        }
    }
}
