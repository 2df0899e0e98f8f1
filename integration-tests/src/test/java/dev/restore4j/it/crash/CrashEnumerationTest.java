package dev.restore4j.it.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.catalog.Snapshot;
import dev.restore4j.it.crash.MortalProgram.End;
import dev.restore4j.journal.FileJournal;
import dev.restore4j.journal.Journal;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.crash.Lifetime;
import dev.restore4j.testkit.model.FakeSnapshot;
import dev.restore4j.testkit.model.OperationTimes;
import dev.restore4j.testkit.model.Overwrite;
import dev.restore4j.testkit.model.Quirk;
import dev.restore4j.testkit.model.Quirks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Kills the program at every boundary that it passes, starts the same program again, and asks the fake for the truth. */
class CrashEnumerationTest {

    /** How long the machine was down before the program was started again. */
    private static final List<Duration> DOWNTIMES = List.of(
            Duration.ZERO,
            Duration.ofSeconds(20),
            Duration.ofSeconds(100),
            Duration.ofMinutes(20),
            Duration.ofHours(60));

    private static final Map<RestoreState, Integer> COUNTS = new ConcurrentHashMap<>();

    @TempDir
    Path directory;

    /** A world of its own for each crash, always the same. */
    private static final class World implements AutoCloseable {

        // short, so that most boundaries are not one poll like another
        final FakeAura aura = FakeAura.builder()
                .seed(11)
                .operationTimes(OperationTimes.fixed(Duration.ofSeconds(25)))
                .quirks(Quirks.documented().with(Quirk.StaleRunning.THREE_SECONDS))
                .build();
        final FakeInstance target;
        final FakeInstance source;
        final FakeSnapshot snapshot;

        World() {
            source = aura.addInstance(spec -> spec.name("Source").memory("8GB"));
            source.write("the good data");
            snapshot = source.addSnapshot(aura.time().now().minus(Duration.ofHours(4)));
            source.write("the destroyed data");
            target = aura.addInstance(spec -> spec.name("Target").memory("8GB"));
        }

        @Override
        public void close() {
            aura.close();
        }
    }

    private enum Way {
        IN_PLACE {
            @Override
            RestorePlan plan(World world, AuraClient client, Snapshot snapshot) {
                return RestorePlan.from(snapshot).named("INC-4711");
            }
        },
        IN_PLACE_UNNAMED {
            @Override
            RestorePlan plan(World world, AuraClient client, Snapshot snapshot) {
                return RestorePlan.from(snapshot);
            }
        },
        OVERWRITE {
            @Override
            RestorePlan plan(World world, AuraClient client, Snapshot snapshot) {
                return RestorePlan.from(snapshot)
                        .into(client.instance(world.target.id()))
                        .named("INC-4711");
            }
        },
        NEW_INSTANCE {
            @Override
            RestorePlan plan(World world, AuraClient client, Snapshot snapshot) {
                return RestorePlan.from(snapshot)
                        .into(client.newInstance("rehearsal").credentialsTo(credentials -> {}))
                        .named("INC-4711");
            }
        };

        abstract RestorePlan plan(World world, AuraClient client, Snapshot snapshot);

        Remains.Proof proof() {
            return this == IN_PLACE_UNNAMED ? Remains.Proof.UNNAMED : Remains.Proof.NONE;
        }
    }

    @TestFactory
    Stream<DynamicTest> atMostOneOverwriteAndTheTruthWhereverTheProcessDies() {
        return Stream.of(Way.values())
                .map(way -> DynamicTest.dynamicTest(way.name(), () -> {
                    List<String> boundaries = boundaries(way);
                    assertThat(boundaries).hasSizeGreaterThan(25);
                    for (Duration downtime : DOWNTIMES) {
                        for (int boundary = 0; boundary < boundaries.size(); boundary++) {
                            crashAndStartAgain(way, boundary, downtime, boundaries.get(boundary));
                        }
                    }
                    System.out.println(way + ": " + boundaries.size() + " boundaries x " + DOWNTIMES.size()
                            + " downtimes, ends so far " + COUNTS);
                }));
    }

    @Test
    void theBoundariesAreJournalWritesRequestsAndWakeUps() throws Exception {
        assertThat(boundaries(Way.IN_PLACE))
                .contains(
                        "before writing confirmed",
                        "after writing confirmed",
                        "before writing submitting",
                        "after writing submitting",
                        "before writing accepted",
                        "after writing accepted",
                        "before writing change-seen",
                        "after writing change-seen",
                        "before writing completed",
                        "after writing completed",
                        "waking up")
                .anyMatch(name -> name.startsWith("before sending POST") && name.endsWith("/restore"))
                .anyMatch(name -> name.startsWith("after sending POST") && name.endsWith("/restore"))
                .anyMatch(name -> name.startsWith("before sending GET"));
    }

    private static List<String> boundaries(Way way) throws Exception {
        try (World world = new World()) {
            Lifetime life = Lifetime.unlimited();
            End end = world.aura
                    .virtualTime()
                    .run(() -> program(world, way, Journal.inMemory()).run(life));
            assertThat(end.state()).isEqualTo(RestoreState.COMPLETED);
            return life.passed();
        }
    }

    private void crashAndStartAgain(Way way, int boundary, Duration downtime, String name) throws Exception {
        Path place = directory.resolve(way + "-" + boundary + "-" + downtime);
        try (World world = new World()) {
            world.aura.virtualTime().run(() -> {
                Journal disk = FileJournal.at(place);
                End killed = program(world, way, disk).run(Lifetime.endingAt(boundary));
                assertThat(killed.killed())
                        .as("killed at %s (%s)", boundary, name)
                        .isTrue();
                world.aura.time().sleep(downtime);
                // half of the second processes die as well, somewhere
                if (boundary % 2 == 1) {
                    program(world, way, disk).run(Lifetime.endingAt(new Random(boundary).nextInt(40)));
                }
                Remains remains =
                        Remains.on(disk, world.snapshot.id(), world.aura.time().now());
                End end = program(world, way, disk).run(Lifetime.unlimited());
                new Judge(way + ", killed at " + boundary + " (" + name + "), down for " + downtime, end, world.aura)
                        .judge(world.snapshot.id(), remains, way.proof());
            });
        }
    }

    private static MortalProgram program(World world, Way way, Journal disk) {
        return new MortalProgram(world.aura, disk, new MortalProgram.Task() {
            @Override
            public RestorePlan plan(AuraClient client, Snapshot snapshot) {
                return way.plan(world, client, snapshot);
            }

            @Override
            public String[] ids() {
                return new String[] {world.source.id(), world.snapshot.id()};
            }
        });
    }

    /** Compares what the second process reports with what happened. */
    private record Judge(String where, End end, FakeAura aura) {

        void judge(String snapshot, Remains remains, Remains.Proof proof) {
            List<Overwrite> acts =
                    aura.overwrites().stream().filter(Overwrite::byClient).toList();
            assertThat(acts).as("acts, " + where).hasSizeLessThanOrEqualTo(1);
            acts.forEach(overwrite ->
                    assertThat(overwrite.sourceSnapshot()).as(where).contains(snapshot));
            assertThat(end.state())
                    .as("%s, which left %s: %s", where, remains.stage(), end.error())
                    .isIn(remains.mayEndAs(RestoreState.COMPLETED, proof, acts));
            boolean succeeded = acts.stream().anyMatch(overwrite -> overwrite.outcome() == Overwrite.Outcome.SUCCEEDED);
            COUNTS.merge(end.state(), 1, Integer::sum);
            switch (end.state()) {
                case COMPLETED ->
                    assertThat(succeeded).as("really done, " + where).isTrue();
                case REJECTED, CANCELLED, PLANNED -> {
                    boolean again = end.error() instanceof dev.restore4j.error.RestoreRejectedException rejected
                            && rejected.code().equals("same-restore-again");
                    assertThat(acts.isEmpty() || (again && succeeded))
                            .as("really nothing sent, %s: %s", where, end.error())
                            .isTrue();
                }
                case FAILED ->
                    assertThat(succeeded).as("really failed, " + where).isFalse();
                case OUTCOME_UNKNOWN -> assertThat(end.error()).as(where).isNotNull();
                default ->
                    assertThat(end.state())
                            .as("an end, " + where + ": " + end.error())
                            .isNull();
            }
            boolean overwrites =
                    end.error() != null && end.error().operationId().isPresent() && !where.startsWith("NEW");
            if (overwrites && end.error().overwritten() == Overwritten.NO) {
                assertThat(acts).as("NO is the truth, " + where).isEmpty();
            }
        }
    }
}
