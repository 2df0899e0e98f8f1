package dev.restore4j.it.confirm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.restore4j.Assessment;
import dev.restore4j.Confirmation;
import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.it.fixture.Killed;
import dev.restore4j.it.fixture.Production;
import dev.restore4j.it.fixture.Way;
import dev.restore4j.journal.FileJournal;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.testkit.FakeInstance;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The program was killed after it had confirmed and before it had sent anything, and is started again later. */
class ResumedBeforeSubmissionTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(Way.class)
    void withinTheValidityItGoesOnWithItsOperation(Way way) throws InterruptedException {
        try (Production production = Production.create()) {
            production.run(() -> {
                String id = killed(production, way, 1);
                production.time().sleep(Duration.ofMinutes(14));
                Assessment assessment = plan(production, way).assess();
                assertThat(assessment.continues()).hasToString("Optional[" + id + "]");
                assertThat(assessment.confirm().execute().id()).hasToString(id);
            });
            assertThat(production.acts()).hasSize(1);
            assertThat(production.posts()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void afterTheValidityNothingIsSentHoweverOftenItIsStarted(Way way) throws InterruptedException {
        try (Production production = Production.create()) {
            production.run(() -> {
                String id = killed(production, way, 1);
                production.time().sleep(Duration.ofMinutes(16));
                RestoreRejectedException e = rejection(plan(production, way));
                assertThat(e.code()).isEqualTo("confirmation-expired");
                assertThat(e).hasMessageContaining("Assess and confirm again");
                assertThat(e.operationId()).hasToString("Optional[" + id + "]");
                for (Duration wait :
                        new Duration[] {Duration.ofMinutes(1), Duration.ofHours(60), Duration.ofDays(100)}) {
                    production.time().sleep(wait);
                    assertThatThrownBy(() -> plan(production, way).confirm().execute())
                            .isInstanceOfSatisfying(
                                    RestoreRejectedException.class,
                                    later -> assertThat(later.code()).isEqualTo("typed-confirmation-needed"));
                }
            });
            production.assertNothingSent();
        }
    }

    /** It is a person who confirms again, after another look; or a program under another name. */
    @ParameterizedTest
    @ValueSource(strings = {"INC-4711", "INC-4711, again"})
    void afterAnExpiredConfirmationAnotherOneIsFree(String name) throws InterruptedException {
        try (Production production = Production.create()) {
            production.run(() -> {
                killed(production, Way.IN_PLACE, 1);
                production.time().sleep(Duration.ofMinutes(16));
                if (name.equals("INC-4711")) {
                    rejection(plan(production, Way.IN_PLACE));
                }
                Assessment again = plan(production, Way.IN_PLACE).named(name).assess();
                assertThat(again.continues()).isEmpty();
                Confirmation confirmation = again.needsTyping()
                        ? Confirmation.typed("RESTORE", again.target().name())
                        : Confirmation.byProgram();
                assertThat(again.needsTyping()).isEqualTo(name.equals("INC-4711"));
                again.confirm(confirmation).execute();
            });
            production.assertRestoredOnce();
        }
    }

    @Test
    void aShorterValidityIsKept() throws InterruptedException {
        try (Production production = Production.create()) {
            production.run(() -> {
                AuraClient client = dying(production, 1);
                RestorePlan brief = Way.IN_PLACE
                        .plan(production, client)
                        .named("INC-4711")
                        .confirmationValidFor(Duration.ofMinutes(2));
                assertThat(catchThrowable(() -> brief.confirm().execute())).isNotNull();
                production.time().sleep(Duration.ofMinutes(3));
                // what the second program says of the validity does not lengthen the first one's
                RestorePlan longer = plan(production, Way.IN_PLACE).confirmationValidFor(Duration.ofHours(2));
                assertThat(rejection(longer).code()).isEqualTo("confirmation-expired");
            });
            production.assertNothingSent();
        }
    }

    @TestFactory
    Stream<DynamicTest> whereSourceOrTargetHaveChangedNothingIsSent() {
        return Stream.of(Way.IN_PLACE, Way.OVERWRITE)
                .flatMap(way -> changes(way).entrySet().stream()
                        .flatMap(change -> Stream.of(1, 2)
                                .map(read -> dynamicTest(
                                        way + ", " + change.getKey() + ", killed before read " + read,
                                        () -> changed(way, change.getValue(), read)))));
    }

    private static Map<String, Consumer<Production>> changes(Way way) {
        java.util.function.Function<Production, FakeInstance> target =
                way == Way.IN_PLACE ? Production::instance : Production::other;
        Map<String, Consumer<Production>> changes = new LinkedHashMap<>();
        changes.put("renamed", production -> target.apply(production).rename("Something else"));
        changes.put("resizing", production -> target.apply(production).resize("16GB"));
        changes.put("pausing", production -> target.apply(production).pause());
        changes.put("destroyed", production -> target.apply(production).destroy());
        changes.put("replaced", production -> target.apply(production).replace());
        changes.put("recreated", production -> target.apply(production).recreate());
        changes.put(
                "snapshot gone",
                production -> production
                        .instance()
                        .deleteSnapshot(production.snapshot().id()));
        return changes;
    }

    private void changed(Way way, Consumer<Production> change, int read) throws InterruptedException {
        try (Production production = Production.create()) {
            production.run(() -> {
                killed(production, way, read);
                // the second program finds both as they were; it changes before the operation is gone on with
                RestorePlan plan = plan(production, way);
                change.accept(production);
                production.time().sleep(Duration.ofMinutes(1));
                RestoreRejectedException e = rejection(plan);
                assertThat(e.code())
                        .isIn("changed-since-assessment", "unknown-instance", "unknown-snapshot", "target-not-running");
            });
            assertThat(production.posts()).isEmpty();
            assertThat(production.acts()).isEmpty();
        }
    }

    /** Kills the program before the n-th read of the check. {@return the operation that it has begun} */
    private String killed(Production production, Way way, int read) {
        AuraClient client = dying(production, read);
        RestorePlan plan = way.plan(production, client).named("INC-4711");
        assertThat(catchThrowable(() -> plan.confirm().execute())).isNotNull();
        FileJournal journal = journal(production);
        assertThat(journal.list()).singleElement().satisfies(log -> {
            assertThat(log.isOpen()).isTrue();
            assertThat(log.entries()).hasSize(1);
        });
        production.assertNothingSent();
        return journal.list().get(0).operation().id().value();
    }

    private AuraClient dying(Production production, int read) {
        AtomicInteger reads = new AtomicInteger();
        return production
                .builder(journal(production))
                .httpClient(Killed.before(
                        production.aura().httpClient(),
                        request -> !journal(production).list().isEmpty() && reads.incrementAndGet() == read))
                .build();
    }

    private RestorePlan plan(Production production, Way way) {
        return way.plan(production, production.client(journal(production))).named("INC-4711");
    }

    private static RestoreRejectedException rejection(RestorePlan plan) {
        RestoreRejectedException e = catchThrowableOfType(
                RestoreRejectedException.class, () -> plan.confirm().execute());
        assertThat(e).isNotNull();
        assertThat(e.state()).isEqualTo(RestoreState.REJECTED);
        assertThat(e.overwritten()).isEqualTo(Overwritten.NO);
        return e;
    }

    private FileJournal journal(Production production) {
        return FileJournal.at(directory.resolve("state" + System.identityHashCode(production)));
    }
}
