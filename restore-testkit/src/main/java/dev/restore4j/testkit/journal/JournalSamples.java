package dev.restore4j.testkit.journal;

import dev.restore4j.journal.Journal;
import dev.restore4j.journal.Journal.Creation;
import dev.restore4j.journal.Journal.Head;
import dev.restore4j.journal.JournalEntry;
import dev.restore4j.journal.JournalEntry.Effect;
import dev.restore4j.journal.JournalledOperation;
import dev.restore4j.operation.OperationId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;

/** What the tests of a journal write, and how they do so at once. */
final class JournalSamples {

    static final OperationId ID = new OperationId("0123456789abcdef");
    static final OperationId OTHER = new OperationId("fedcba9876543210");

    /** To the microsecond, as many databases keep it. */
    static final Instant AT = Instant.parse("2026-03-01T15:00:00.123456Z");

    private JournalSamples() {}

    static JournalledOperation operation(OperationId id, @Nullable String name, String target) {
        return new JournalledOperation(id, name, target);
    }

    static JournalEntry entry(String type) {
        return entry(type, Map.of("attempt", "1"));
    }

    static JournalEntry entry(String type, Map<String, String> data) {
        return new JournalEntry(type, AT, Effect.CONTINUES, data);
    }

    static JournalEntry end(String type) {
        return new JournalEntry(type, AT, Effect.ENDS, Map.of("proof", "SEEN_ONLY"));
    }

    static JournalEntry release(String type) {
        return new JournalEntry(type, AT, Effect.RELEASES, Map.of("code", "changed-since-assessment"));
    }

    static Head create(Journal journal, JournalledOperation operation) {
        Creation creation = journal.create(operation, entry("confirmed"));
        return Assertions.assertInstanceOf(
                        Creation.Created.class, creation, () -> "creating " + operation + " in an empty journal")
                .head();
    }

    static Head append(Journal journal, OperationId id, Head head, JournalEntry entry) {
        return journal.append(id, head, entry)
                .orElseThrow(() -> new AssertionError("an entry at the head " + head + " was refused"));
    }

    /** {@return how many operations were created, by several threads that begin together} */
    static int createAtOnce(
            Callable<Journal> open, int seed, BiFunction<Integer, OperationId, JournalledOperation> candidate)
            throws InterruptedException {
        RandomGenerator random = new Random(seed);
        List<OperationId> ids =
                Stream.generate(() -> OperationId.random(random)).limit(4).toList();
        return countAtOnce(
                ids.size(),
                thread -> () -> open.call().create(candidate.apply(thread, ids.get(thread)), entry("confirmed"))
                                instanceof Creation.Created
                        ? 1
                        : 0);
    }

    /** {@return how often the work was successful, done by several threads that begin together} */
    static int countAtOnce(int threads, IntFunction<Callable<Integer>> work) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Integer>> all = IntStream.range(0, threads)
                    .mapToObj(work)
                    .map(each -> pool.submit(() -> {
                        start.countDown();
                        start.await();
                        return each.call();
                    }))
                    .toList();
            int sum = 0;
            for (Future<Integer> each : all) {
                sum += each.get();
            }
            return sum;
        } catch (ExecutionException e) {
            throw new AssertionError("a thread failed", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }
}
