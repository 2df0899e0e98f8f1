package dev.restore4j.it.confirm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.ConfirmedRestore;
import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.it.fixture.Production;
import dev.restore4j.it.fixture.Way;
import dev.restore4j.journal.Journal;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.testkit.fault.Fault;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A confirmation is for one assessment, for one sending, and for a time. */
class ConfirmationBindsTest {

    private final Production production = Production.create();
    private final Journal journal = Journal.inMemory();
    private final AuraClient client = production.client(journal);

    @AfterEach
    void close() {
        production.close();
    }

    @Test
    void confirmingSendsNothing() {
        production.run(() -> {
            assertThat(plan().confirm()).isNotNull();
        });
        production.assertNothingSent();
        assertThat(journal.list()).isEmpty();
    }

    @Test
    void aConfirmationIsUsedOnce() {
        production.run(() -> {
            ConfirmedRestore confirmed = plan().confirm();
            confirmed.execute();
            assertThatThrownBy(confirmed::execute).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(confirmed::start).isInstanceOf(IllegalStateException.class);
        });
        production.assertRestoredOnce();
    }

    @Test
    void twoConfirmationsOfOneNameAreOneRestore() {
        production.run(() -> {
            ConfirmedRestore first = plan().named("INC-4711").confirm();
            ConfirmedRestore second = plan().named("INC-4711").confirm();
            RestoreResult result = first.execute();
            assertThat(second.execute().id()).isEqualTo(result.id());
        });
        production.assertRestoredOnce();
        assertThat(production.posts()).hasSize(1);
    }

    @Test
    void aConfirmationFromBeforeAnotherRestoreIsNotUsedAfterIt() {
        production.run(() -> {
            ConfirmedRestore mine = plan().named("mine").confirm();
            RestoreResult yours = plan().named("yours").confirm().execute();
            RestoreRejectedException e = catchThrowableOfType(RestoreRejectedException.class, mine::execute);
            assertThat(e.code()).isEqualTo("changed-since-assessment");
            assertThat(e).hasMessageContaining(yours.id().value());
            assertThat(e.overwritten()).isEqualTo(Overwritten.NO);
        });
        production.assertRestoredOnce();
        assertThat(production.posts()).hasSize(1);
    }

    /** A program without a name that is started again after its end must not overwrite again. */
    @ParameterizedTest
    @EnumSource(Way.class)
    void theSamePlanWithoutANameIsNotRepeated(Way way) {
        production.run(() -> {
            RestoreResult first = way.plan(production, client).confirm().execute();
            RestoreRejectedException e = catchThrowableOfType(
                    RestoreRejectedException.class,
                    () -> way.plan(production, client).confirm());
            assertThat(e.code()).isEqualTo("same-restore-again");
            assertThat(e).hasMessageContaining(first.id().value()).hasMessageContaining("named(");
        });
        assertThat(production.posts()).hasSize(1);
    }

    @Test
    void aNameBelongsToOnePlanForEver() {
        production.run(() -> {
            RestoreResult first = plan().named("INC-4711").confirm().execute();
            RestorePlan other = Way.OVERWRITE.plan(production, client).named("INC-4711");
            RestoreRejectedException e = catchThrowableOfType(RestoreRejectedException.class, other::assess);
            assertThat(e.code()).isEqualTo("name-used");
            assertThat(e)
                    .hasMessageContaining("INC-4711")
                    .hasMessageContaining(first.id().value());
        });
        assertThat(production.posts()).hasSize(1);
    }

    @Test
    void aConfirmationEndsWithItsValidity() throws InterruptedException {
        production.run(() -> {
            ConfirmedRestore confirmed = plan().confirm();
            production.time().sleep(Duration.ofMinutes(15).plusSeconds(1));
            RestoreRejectedException e = catchThrowableOfType(RestoreRejectedException.class, confirmed::execute);
            assertThat(e.code()).isEqualTo("confirmation-expired");
        });
        production.assertNothingSent();
    }

    /** Aura cannot be read until the confirmation has expired: the request that was meant for then is not sent now. */
    @Test
    void aConfirmationThatExpiresWhileAuraIsAwayIsNotUsedAfterwards() {
        production.run(() -> {
            ConfirmedRestore confirmed = plan().confirm();
            production.aura().faults().next(Fault.serverError(503)).every(1);
            production
                    .aura()
                    .at(
                            production.time().now().plus(Duration.ofMinutes(20)),
                            () -> production.aura().faults().clear());
            RestoreRejectedException e = catchThrowableOfType(RestoreRejectedException.class, confirmed::execute);
            assertThat(e.code()).isEqualTo("confirmation-expired");
        });
        production.assertNothingSent();
    }

    private RestorePlan plan() {
        return Way.IN_PLACE.plan(production, client);
    }
}
