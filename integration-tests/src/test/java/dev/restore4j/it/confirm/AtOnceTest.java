package dev.restore4j.it.confirm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.RestoreOperation;
import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.aura.AuraClientBuilder;
import dev.restore4j.error.RestoreException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.event.RestoreEvent.Looked;
import dev.restore4j.event.RestoreListener;
import dev.restore4j.it.fixture.Production;
import dev.restore4j.it.fixture.Way;
import dev.restore4j.journal.FileJournal;
import dev.restore4j.journal.Journal;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.model.FakeSnapshot;
import dev.restore4j.testkit.model.OperationTimes;
import dev.restore4j.testkit.time.ScaledTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several threads want the same restore, or the same target, at once. */
class AtOnceTest {

    private static final int SEEDS = 40;

    /** Of scaled time: so long that it does not end before all have begun and somebody has seen it. */
    private static final Duration RESTORE = Duration.ofHours(2);

    @TempDir
    Path directory;

    /** What one thread was told. */
    private record Told(
            @Nullable RestoreResult result, @Nullable RestoreException error) {

        static Told by(RestorePlan plan) {
            return by(plan, new CountDownLatch(1));
        }

        /** Counts down once the operation is under way, or will not be. */
        static Told by(RestorePlan plan, CountDownLatch started) {
            try {
                return new Told(started(plan, started).await(), null);
            } catch (RestoreException e) {
                return new Told(null, e);
            }
        }

        private static RestoreOperation started(RestorePlan plan, CountDownLatch started) {
            try {
                return plan.confirm().start();
            } finally {
                started.countDown();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void oneNamedPlanInManyThreadsIsOneOperation(Way way) throws InterruptedException {
        for (int seed = 1; seed <= SEEDS; seed++) {
            try (Production production = seeded(seed)) {
                Journal journal = Journal.inMemory();
                int threads = 2 + seed % 7;
                List<Told> told = atOnce(production, seed, threads, thread -> {
                    AuraClient client = client(production, journal, thread);
                    return way.plan(production, client).named("INC-4711");
                });
                oneOperation(production, told, threads);
            }
        }
    }

    @Test
    void oneNamedPlanInManyThreadsOfOneClientIsOneOperation() throws InterruptedException {
        for (int seed = 1; seed <= SEEDS; seed++) {
            try (Production production = seeded(seed)) {
                AuraClient client = production.client();
                List<Told> told = atOnce(
                        production,
                        seed,
                        4,
                        thread -> Way.IN_PLACE.plan(production, client).named("INC-4711"));
                oneOperation(production, told, 4);
            }
        }
    }

    private static void oneOperation(Production production, List<Told> told, int threads) {
        assertThat(told).extracting(Told::error).as(told.toString()).containsOnlyNulls();
        assertThat(told).hasSize(threads).allSatisfy(each -> {
            assertThat(each.error()).isNull();
            assertThat(each.result().id()).isEqualTo(told.get(0).result().id());
            assertThat(each.result().state()).isEqualTo(told.get(0).result().state());
            assertThat(each.result().proof()).isEqualTo(told.get(0).result().proof());
        });
        assertThat(production.posts()).hasSize(1);
        assertThat(production.acts()).hasSize(1);
    }

    /** The journal of files and threads of the machine, which really race. */
    @Test
    void oneNamedPlanInManyRealThreadsIsOneOperation() throws InterruptedException {
        // as fast as the machine: for a few seconds of this time, one waits for another that has the lease
        ScaledTime time = ScaledTime.times(1);
        try (Production production =
                Production.in(FakeAura.builder().time(time).operationTimes(OperationTimes.fixed(RESTORE)))) {
            int threads = 6;
            CyclicBarrier barrier = new CyclicBarrier(threads);
            CountDownLatch started = new CountDownLatch(threads);
            RestoreListener passing = event -> {
                if (started.getCount() == 0
                        && event instanceof Looked looked
                        && looked.word().equals("restoring")) {
                    time.advance(RESTORE);
                }
            };
            ConcurrentLinkedQueue<Told> told = new ConcurrentLinkedQueue<>();
            List<Thread> all = IntStream.range(0, threads)
                    .mapToObj(thread -> new Thread(() -> {
                        AuraClient client = builder(production, FileJournal.at(directory), thread)
                                .exchangeTimeout(RESTORE)
                                .listener(passing)
                                .build();
                        RestorePlan plan = Way.IN_PLACE.plan(production, client).named("INC-4711");
                        await(barrier);
                        told.add(Told.by(plan, started));
                    }))
                    .toList();
            all.forEach(Thread::start);
            for (Thread thread : all) {
                thread.join();
            }
            oneOperation(production, new ArrayList<>(told), threads);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void ofDifferentPlansForOneTargetOneWinsAndTheOthersAreToldWhich() throws InterruptedException {
        for (int seed = 1; seed <= SEEDS; seed++) {
            try (Production production = seeded(seed)) {
                Journal journal = Journal.inMemory();
                List<Function<AuraClient, RestorePlan>> plans = plans(production);
                List<Told> told = atOnce(
                        production,
                        seed,
                        plans.size(),
                        thread -> plans.get(thread).apply(client(production, journal, thread)));
                oneWinner(production, told, "seed " + seed);
            }
        }
    }

    private static List<Function<AuraClient, RestorePlan>> plans(Production production) {
        FakeSnapshot older =
                production.other().addSnapshot(production.time().now().minus(Duration.ofHours(9)));
        FakeSnapshot newer =
                production.other().addSnapshot(production.time().now().minus(Duration.ofHours(7)));
        Function<FakeSnapshot, Function<AuraClient, RestorePlan>> inPlace = snapshot -> client -> RestorePlan.from(
                client.instance(production.other().id()).snapshots().get(snapshot.id()));
        return List.of(
                client -> inPlace.apply(older).apply(client).named("older"),
                client -> inPlace.apply(newer).apply(client).named("newer"),
                client -> Way.OVERWRITE.plan(production, client).named("overwrite"),
                client -> inPlace.apply(older).apply(client));
    }

    private static void oneWinner(Production production, List<Told> told, String where) {
        List<RestoreResult> winners = told.stream()
                .filter(each -> each.result() != null)
                .map(Told::result)
                .toList();
        assertThat(winners).as(where).hasSize(1);
        assertThat(told)
                .filteredOn(each -> each.error() != null)
                .hasSize(told.size() - 1)
                .allSatisfy(each -> assertThat(each.error())
                        .as(where)
                        .isInstanceOf(RestoreRejectedException.class)
                        .hasMessageContaining("Operation " + winners.get(0).id()));
        assertThat(production.posts()).as(where).hasSize(1);
        assertThat(production.acts()).as(where).hasSize(1);
    }

    private static Production seeded(int seed) {
        return Production.in(FakeAura.builder().seed(seed));
    }

    private static AuraClient client(Production production, Journal journal, int thread) {
        return builder(production, journal, thread).build();
    }

    private static AuraClientBuilder builder(Production production, Journal journal, int thread) {
        return production.builder(journal).random(new Random(1_000 + thread));
    }

    /** Starts threads that meet within a moment, another one for each seed. */
    private static List<Told> atOnce(Production production, int seed, int threads, Function<Integer, RestorePlan> plans)
            throws InterruptedException {
        Random random = new Random(seed);
        int spread = new int[] {1, 40, 500, 4_000}[seed % 4];
        ConcurrentLinkedQueue<Told> told = new ConcurrentLinkedQueue<>();
        production.run(() -> {
            for (int i = 0; i < threads; i++) {
                int thread = i;
                RestorePlan plan = plans.apply(thread);
                Duration wait = Duration.ofMillis(random.nextInt(spread));
                production.time().fork("thread " + i, () -> {
                    production.aura().virtualTime().advance(wait);
                    told.add(Told.by(plan));
                });
            }
            production.time().sleep(Duration.ofHours(1));
        });
        return new ArrayList<>(told);
    }
}
