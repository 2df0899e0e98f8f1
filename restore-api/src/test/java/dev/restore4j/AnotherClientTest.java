package dev.restore4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.error.AccessException;
import dev.restore4j.error.OutcomeUnknownException;
import dev.restore4j.error.RestoreException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.fixture.Script;
import dev.restore4j.fixture.World;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.spi.Account;
import dev.restore4j.spi.Evidence;
import dev.restore4j.spi.Observation;
import dev.restore4j.spi.Observation.Condition;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An operation is gone on with where it was begun. */
class AnotherClientTest {

    private static final String HERE = "https://api.neo4j.io";
    private static final String THERE = "http://localhost:8080";
    private static final Observation GONE = Script.seen(Condition.GONE, Evidence.NONE, "not found");

    private final World nowhere = new World();
    private final World world = nowhere.againAt(HERE, "client-1");
    private final World elsewhere = nowhere.againAt(THERE, "client-1");

    @Test
    void theFirstEntrySaysWhereAndAsWhomItWasBegun() {
        OperationId id = leaveUnknown("INC-1");

        assertThat(world.journal().read(id).orElseThrow().entries().get(0).data())
                .containsEntry("account.address", HERE)
                .containsEntry("account.client", "client-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INC-1", ""})
    void aClientOfAnotherAddressDoesNotGoOnWithIt(String name) {
        OperationId id = leaveUnknown(name);

        assertRefused(id, () -> named(elsewhere, name).assess());
    }

    @Test
    void aClientOfAnotherAddressIsNotGivenTheRecordedResultOfAName() {
        world.script().looks(Script.RESTORING, Script.RUNNING);
        OperationId id = world.plan().named("INC-1").confirm().execute().id();

        assertRefused(id, () -> elsewhere.plan().named("INC-1").assess());
    }

    @Test
    void aClientOfAnotherAddressDoesNotStartIntoItEither() {
        ConfirmedRestore confirmed = elsewhere.plan().named("INC-1").confirm();
        OperationId id = leaveUnknown("INC-1");

        assertRefused(id, confirmed::execute);
    }

    @Test
    void aClientOfAnotherAddressNeitherWatchesNorSettlesIt() {
        OperationId id = leaveUnknown("INC-1");
        int looked = world.script().looked();

        assertRefused(id, () -> elsewhere.operations().attach(id));
        assertRefused(id, () -> elsewhere.operations().attach(id, event -> {}));

        assertThat(world.script().looked()).isEqualTo(looked);
        assertThat(elsewhere.operations().find(id))
                .as("reading the journal is free")
                .isPresent();
    }

    @Test
    void whereTheJournalOrTheClientDoesNotSayItIsNotChecked() {
        OperationId id = leaveUnknown("INC-1");
        world.script().looks(Script.RESTORING, Script.RUNNING);
        assertThat(nowhere.operations().attach(id).await().state()).isEqualTo(RestoreState.COMPLETED);

        world.script().looks(Script.RESTORING, Script.RUNNING);
        OperationId old = nowhere.plan("test:11111111/s2")
                .named("INC-2")
                .confirm()
                .execute()
                .id();
        assertThat(elsewhere.operations().attach(old).await().id()).isEqualTo(old);
    }

    @Test
    void anotherCredentialAtTheSameAddressGoesOn() {
        OperationId id = leaveUnknown("INC-1");
        world.script().looks(Script.RESTORING, Script.RUNNING);

        var result = nowhere.againAt(HERE, "client-2").operations().attach(id).await();

        assertThat(result.state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void anotherCredentialThatDoesNotFindTheTargetIsMentioned() {
        OperationId id = leaveUnknown("INC-1");
        world.script().looks(GONE);

        OutcomeUnknownException unknown = catchThrowableOfType(
                OutcomeUnknownException.class,
                () -> nowhere.againAt(HERE, "client-2").operations().attach(id).await());

        assertMentioned(unknown);
    }

    @Test
    void anotherCredentialThatIsNotLetInIsMentioned() {
        OperationId id = leaveUnknown("INC-1");
        world.script().whenLookedAt(() -> {
            throw new AccessException("not allowed", null, null, null);
        });

        AccessException refused = catchThrowableOfType(
                AccessException.class,
                () -> nowhere.againAt(HERE, "client-2").operations().attach(id).await());

        assertMentioned(refused);
    }

    @Test
    void aCredentialThatCannotBeReadJustNowDoesNotEndTheWatch() {
        OperationId id = leaveUnknown("INC-1");
        AccessException noCredential = new AccessException("the vault is sealed", null, null, null);
        world.script()
                .whenLookedAt(
                        () -> {
                            throw noCredential;
                        },
                        () -> Script.RESTORING,
                        () -> Script.RUNNING);
        Account sealed = Account.of(HERE, () -> {
            throw noCredential;
        });

        assertThat(nowhere.againAs(sealed).operations().attach(id).await().state())
                .isEqualTo(RestoreState.COMPLETED);
    }

    @Test
    void theSameCredentialIsNotMentioned() {
        OperationId id = leaveUnknown("INC-1");
        world.script().looks(GONE);

        OutcomeUnknownException unknown = catchThrowableOfType(
                OutcomeUnknownException.class,
                () -> nowhere.againAt(HERE, "client-1").operations().attach(id).await());

        assertThat(unknown.getMessage()).doesNotContain("client-1");
        assertThat(unknown.result().orElseThrow().warnings()).isEmpty();
    }

    private static void assertMentioned(RestoreException error) {
        assertThat(error).hasMessageContainingAll("client-1", "client-2", HERE, "another account");
        assertThat(error.result().orElseThrow().warnings())
                .extracting(Finding::code)
                .containsOnlyOnce("another-credential");
    }

    private static void assertRefused(OperationId id, ThrowingCallable call) {
        RestoreRejectedException refused = catchThrowableOfType(RestoreRejectedException.class, call);
        assertThat(refused).isNotNull();
        assertThat(refused.code()).isEqualTo("another-client");
        assertThat(refused).hasMessageContainingAll(id.value(), HERE, THERE);
    }

    private static RestorePlan named(World client, String name) {
        return name.isEmpty() ? client.plan() : client.plan().named(name);
    }

    private OperationId leaveUnknown(String name) {
        world.script().answers(Script.LOST).looks(Script.RUNNING);
        OutcomeUnknownException unknown = catchThrowableOfType(
                OutcomeUnknownException.class,
                () -> named(world, name).confirm().execute());
        world.script().answers(Script.ACCEPTED);
        return unknown.operationId().orElseThrow();
    }
}
