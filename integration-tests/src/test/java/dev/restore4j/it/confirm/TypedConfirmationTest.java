package dev.restore4j.it.confirm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.Assessment;
import dev.restore4j.Confirmation;
import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.it.fixture.Production;
import dev.restore4j.it.fixture.Way;
import dev.restore4j.journal.Journal;
import dev.restore4j.operation.Actor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A protected instance is overwritten only after a person has typed the word and its name, both exactly. */
class TypedConfirmationTest {

    private final Production production = Production.create();
    private final Journal journal = Journal.inMemory();

    @AfterEach
    void close() {
        production.close();
    }

    @Test
    void theProgramCannotConfirmAndIsToldWhatToType() {
        production.run(() -> {
            RestoreRejectedException e = catchThrowableOfType(
                    RestoreRejectedException.class, () -> plan(Way.IN_PLACE).confirm());
            assertThat(e.code()).isEqualTo("typed-confirmation-needed");
            assertThat(e).hasMessageContaining("a person must type RESTORE and Production, exactly");
            assertThat(e).hasMessageContaining(production.instance().id());
        });
        production.assertNothingSent();
    }

    @ParameterizedTest
    @CsvSource({
        "restore, Production",
        "RESTORE , production",
        "' RESTORE', Production",
        "'RESTORE ', Production",
        "RESTORE, 'Production '",
        "RESTORE, Rehearsal",
        "RESTORE, 'Production\n'",
        "RESTORE, ''",
        "'', Production",
        "yes, Production",
        "Production, RESTORE",
        "RESTORE, 2a6f6a55"
    })
    void aWrongWordOrNameIsRefused(String word, String name) {
        production.run(() -> {
            Assessment assessment = plan(Way.IN_PLACE).assess();
            RestoreRejectedException e = catchThrowableOfType(
                    RestoreRejectedException.class, () -> assessment.confirm(Confirmation.typed(word, name)));
            assertThat(e.code()).isEqualTo("typed-confirmation-needed");
        });
        production.assertNothingSent();
    }

    @Test
    void theRightWordAndNameDo() {
        Actor person = Actor.named("Ada");
        production.run(() -> {
            Assessment assessment = plan(Way.IN_PLACE).assess();
            assessment
                    .confirm(Confirmation.typed("RESTORE", "Production").by(person))
                    .execute();
        });
        production.assertRestoredOnce();
        assertThat(journal.list().get(0).entries().get(0).data()).containsEntry("consent.confirmedBy", "Ada");
    }

    /** It is the target that is protected, not the source. */
    @Test
    void theOtherInstanceIsOverwrittenByAProgram() {
        production.run(() -> plan(Way.OVERWRITE).confirm().execute());
        assertThat(production.acts()).hasSize(1);
    }

    @Test
    void theProtectionTravelsWithTheToken() {
        production.run(() -> {
            String token = plan(Way.IN_PLACE).assess().toToken();
            Assessment there = plan(Way.IN_PLACE).assess(token);
            assertThat(catchThrowableOfType(RestoreRejectedException.class, there::confirm))
                    .isNotNull();
            there.confirm(Confirmation.typed("RESTORE", "Production")).execute();
        });
        production.assertRestoredOnce();
    }

    /** The name that was typed is that of the assessment; the instance that has it now is another thing. */
    @Test
    void aNameThatMovesOnIsNoConfirmation() {
        production.run(() -> {
            Assessment assessment = plan(Way.IN_PLACE).assess();
            production.instance().rename("Production (old)");
            production.other().rename("Production");
            RestoreRejectedException e = catchThrowableOfType(
                    RestoreRejectedException.class,
                    () -> assessment
                            .confirm(Confirmation.typed("RESTORE", "Production"))
                            .execute());
            assertThat(e.code()).isEqualTo("changed-since-assessment");
        });
        production.assertNothingSent();
    }

    @Test
    void whatIsTypedForAnUnprotectedInstanceMustBeRightToo() {
        production.run(() -> {
            Assessment assessment = plan(Way.OVERWRITE).assess();
            assertThat(catchThrowableOfType(
                            RestoreRejectedException.class,
                            () -> assessment.confirm(Confirmation.typed("RESTORE", "Production"))))
                    .isNotNull();
            assertThat(assessment.confirm(Confirmation.typed("RESTORE", "Rehearsal")))
                    .isNotNull();
        });
        production.assertNothingSent();
    }

    private RestorePlan plan(Way way) {
        AuraClient client = production
                .builder(journal)
                .protect(instance -> instance.name().startsWith("Production"))
                .build();
        return way.plan(production, client).named("INC-4711");
    }
}
