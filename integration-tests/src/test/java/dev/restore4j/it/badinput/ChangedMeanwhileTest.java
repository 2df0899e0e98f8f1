package dev.restore4j.it.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.restore4j.Assessment;
import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.it.fixture.Production;
import dev.restore4j.it.fixture.Way;
import dev.restore4j.journal.Journal;
import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.testkit.FakeInstance;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Source or target change between the assessment and the sending: rejected, naming what changed, nothing sent. */
class ChangedMeanwhileTest {

    /**
     * Something that happens behind the client's back.
     *
     * @param name what
     * @param code of the rejection
     * @param happens does it, and says what the message must contain
     */
    private record Change(String name, String code, Function<Production, List<String>> happens) {}

    private static final String CHANGED = "changed-since-assessment";

    @TestFactory
    Stream<DynamicTest> inPlace() {
        return Stream.concat(ofTheTarget(Production::instance), ofTheSource())
                .map(change -> rejected(Way.IN_PLACE, change));
    }

    @TestFactory
    Stream<DynamicTest> overAnotherInstance() {
        Stream<Change> origin = Stream.of(
                new Change("source destroyed", "unknown-instance", production -> {
                    production.instance().destroy();
                    return List.of(
                            production.instance().id(), production.other().id());
                }),
                new Change("source grown", "target-smaller-than-source", production -> {
                    production.instance().resize("16GB");
                    sleep(production, Duration.ofMinutes(10));
                    return List.of("8GB", "16GB");
                }));
        return Stream.of(ofTheTarget(Production::other), ofTheSource(), origin)
                .flatMap(Function.identity())
                .map(change -> rejected(Way.OVERWRITE, change));
    }

    @TestFactory
    Stream<DynamicTest> intoANewInstance() {
        Stream<Change> origin = Stream.of(
                new Change("source destroyed", "unknown-instance", production -> {
                    production.instance().destroy();
                    return List.of(production.instance().id());
                }),
                new Change("source grown", CHANGED, production -> {
                    production.instance().resize("16GB");
                    sleep(production, Duration.ofMinutes(10));
                    return List.of("the target's memory was '8GB' and is '16GB'");
                }));
        return Stream.concat(ofTheSource(), origin).map(change -> rejected(Way.NEW_INSTANCE, change));
    }

    private static Stream<Change> ofTheSource() {
        return Stream.of(new Change("snapshot gone", "unknown-snapshot", production -> {
            production.instance().deleteSnapshot(production.snapshot().id());
            return List.of(production.snapshot().id());
        }));
    }

    private static Stream<Change> ofTheTarget(Function<Production, FakeInstance> target) {
        return Stream.of(
                new Change("renamed", CHANGED, production -> {
                    String before = target.apply(production).name();
                    target.apply(production).rename("Something else");
                    return List.of("the target's name was '" + before + "' and is 'Something else'");
                }),
                new Change("being resized", CHANGED, production -> {
                    target.apply(production).resize("16GB");
                    return List.of("the target's status was 'running' and is 'updating'");
                }),
                new Change("resized", CHANGED, production -> {
                    target.apply(production).resize("16GB");
                    sleep(production, Duration.ofMinutes(10));
                    return List.of("the target's memory was '8GB' and is '16GB'");
                }),
                new Change("being paused", CHANGED, production -> {
                    target.apply(production).pause();
                    return List.of("the target's status was 'running' and is 'pausing'");
                }),
                new Change("paused", CHANGED, production -> {
                    target.apply(production).pause();
                    sleep(production, Duration.ofMinutes(5));
                    return List.of("the target's status was 'running' and is 'paused'");
                }),
                new Change("replaced", "unknown-instance", production -> {
                    String id = target.apply(production).id();
                    FakeInstance successor = target.apply(production).replace();
                    return List.of(id, successor.id() + " '" + successor.name() + "'");
                }),
                new Change("recreated", CHANGED, production -> {
                    target.apply(production).recreate();
                    return List.of("the target's created_at was '2026-01-30T15:00:00Z' and is '2026-03-01T15:00:00Z'");
                }));
    }

    private static DynamicTest rejected(Way way, Change change) {
        return dynamicTest(change.name(), () -> {
            try (Production production = Production.create()) {
                production.run(() -> rejected(way, change, production));
                assertThat(production.posts()).isEmpty();
                assertThat(production.aura().overwrites()).isEmpty();
            }
        });
    }

    private static void rejected(Way way, Change change, Production production) {
        Journal journal = Journal.inMemory();
        AuraClient client = production.client(journal);
        RestorePlan plan = way.plan(production, client).named("INC-4711");
        Assessment assessment = plan.assess();
        assertThat(assessment.blocking()).isEmpty();
        List<String> expected = change.happens().apply(production);
        RestoreRejectedException e = catchThrowableOfType(
                RestoreRejectedException.class, () -> assessment.confirm().execute());
        assertThat(e.code()).isEqualTo(change.code());
        assertThat(e).message().contains(expected);
        assertThat(e.overwritten()).isEqualTo(Overwritten.NO);
        assertThat(e.state()).isEqualTo(RestoreState.REJECTED);

        // who was asked to go on with it is told the same
        OperationId id = e.operationId().orElseThrow();
        RestoreRejectedException recorded = catchThrowableOfType(
                RestoreRejectedException.class,
                () -> client.operations().attach(id).await());
        assertThat(recorded.code()).isEqualTo(change.code());
        assertAnotherLookIsNeeded(plan, recorded);
    }

    /** Nothing was sent: the same program again looks anew. Where something had changed, it takes a person to confirm. */
    private static void assertAnotherLookIsNeeded(RestorePlan plan, RestoreRejectedException rejected) {
        boolean changed = rejected.code().equals("changed-since-assessment");
        try {
            Assessment again = plan.assess();
            assertThat(again.continues()).isEmpty();
            assertThat(again.needsTyping()).isEqualTo(changed);
            assertThat(again.findings())
                    .filteredOn(finding -> finding.code().equals(changed ? "confirm-in-person" : "tried-before"))
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.message())
                            .contains(rejected.operationId().orElseThrow().value()));
        } catch (RestoreRejectedException gone) {
            assertThat(gone.code()).startsWith("unknown-");
            assertThat(gone.operationId()).isEmpty();
        }
    }

    @Test
    void whatDoesNotMatterMayChange() {
        try (Production production = Production.create()) {
            production.run(() -> {
                Assessment assessment =
                        Way.NEW_INSTANCE.plan(production, production.client()).assess();
                production.instance().rename("Something else");
                assessment.confirm().execute();
            });
            assertThat(production.acts()).hasSize(1);
        }
    }

    private static void sleep(Production production, Duration duration) {
        production.aura().virtualTime().advance(duration);
    }
}
