package dev.restore4j.it.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs real tools, of which each is a JVM, a few at a time. */
public final class ToolRuns {

    private static final int AT_ONCE = 3;

    private ToolRuns() {}

    /**
     * {@return what came of each}
     *
     * @param runs by their names
     * @throws AssertionError with all that was thrown
     */
    public static <K, V> Map<K, V> all(Map<K, ? extends Callable<V>> runs) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
        AssertionError thrown = new AssertionError("some failed");
        Map<K, V> results = new LinkedHashMap<>();
        try {
            List<Map.Entry<K, Future<V>>> futures = new ArrayList<>();
            runs.forEach((name, run) -> futures.add(Map.entry(name, pool.submit(run))));
            for (Map.Entry<K, Future<V>> each : futures) {
                try {
                    results.put(each.getKey(), each.getValue().get());
                } catch (ExecutionException e) {
                    thrown.addSuppressed(new AssertionError(each.getKey().toString(), e.getCause()));
                }
            }
        } finally {
            pool.shutdownNow();
        }
        if (thrown.getSuppressed().length > 0) {
            throw thrown;
        }
        return results;
    }
}
