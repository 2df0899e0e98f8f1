package dev.restore4j.benchmarks;

import dev.restore4j.benchmarks.Benchmark.Scale;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures, and prints Markdown.
 *
 * <pre>
 * mvn -q -Dfast -Dmaven.test.skip -Pbenchmarks -pl benchmarks -am package
 * mvn -q -Dfast -Dmaven.test.skip -Pbenchmarks -Dbenchmarks=heap,journal -pl benchmarks -am package
 * </pre>
 *
 * Those in virtual time give the same numbers everywhere. The others want a machine with nothing else to do: the load
 * is printed with them.
 */
public final class Benchmarks {

    private static final String COMMAND =
            "mvn -q -Dfast -Dmaven.test.skip -Pbenchmarks -Dbenchmarks=%s -pl benchmarks -am package";

    private Benchmarks() {}

    /**
     * Runs some.
     *
     * @param args their names, also several with commas between them; all if there are none
     * @throws Exception if one fails
     */
    public static void main(String[] args) throws Exception {
        Map<String, Benchmark> chosen = chosen(args);
        System.out.println("# Benchmarks\n");
        System.out.println("`" + COMMAND.formatted(String.join(",", chosen.keySet())) + "`\n");
        System.out.println(machine() + "\n");
        for (Map.Entry<String, Benchmark> each : chosen.entrySet()) {
            System.out.println("## " + each.getKey() + "\n");
            String before = load();
            for (Table table : each.getValue().measure(Scale.FULL)) {
                System.out.println(table);
            }
            System.out.println("Load before " + before + ", after " + load() + ".\n");
        }
        // a server that was stopped may leave threads behind
        System.exit(0);
    }

    /** {@return all that there are, by name} */
    static Map<String, Benchmark> all() {
        Map<String, Benchmark> all = new LinkedHashMap<>();
        // first: what others have used before would not count as more
        all.put("heap", new HeapBenchmark());
        all.put("detection", new DetectionBenchmark());
        all.put("journal", new JournalBenchmark());
        all.put("fake", new FakeAuraBenchmark());
        all.put("restore", new WholeRestoreBenchmark());
        all.put("baseline", new BaselineBenchmark());
        all.put("upload", new UploadBenchmark());
        all.put("upload-5g", new SmallHeapBenchmark());
        return all;
    }

    private static Map<String, Benchmark> chosen(String[] args) {
        List<String> names =
                new ArrayList<>(Arrays.asList(String.join(",", args).split("[,\\s]+")));
        names.removeIf(String::isBlank);
        Map<String, Benchmark> all = all();
        if (!all.keySet().containsAll(names)) {
            throw new IllegalArgumentException("There are " + all.keySet() + ", not " + names + ".");
        }
        if (!names.isEmpty()) {
            all.keySet().retainAll(names);
        }
        return all;
    }

    private static String machine() {
        Runtime runtime = Runtime.getRuntime();
        return "Java " + Runtime.version() + ", " + runtime.availableProcessors() + " processors, heap "
                + runtime.maxMemory() / (1024 * 1024) + " MiB, " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + ".";
    }

    private static String load() {
        return Table.number(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
}
