package dev.restore4j.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * What this process occupies.
 *
 * @param heapBytes used heap after a collection
 * @param threads how many
 * @param residentBytes what the operating system counts; empty where it is not Linux
 */
record ProcessStatus(long heapBytes, int threads, OptionalLong residentBytes) {

    private static final Path LINUX = Path.of("/proc/self/status");
    private static final int COLLECTIONS = 5;

    static ProcessStatus now() throws IOException {
        var memory = ManagementFactory.getMemoryMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            memory.gc();
            least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
        }
        return new ProcessStatus(least, ManagementFactory.getThreadMXBean().getThreadCount(), resident());
    }

    private static OptionalLong resident() throws IOException {
        return field("VmRSS:");
    }

    /** {@return the most that was ever resident, in bytes; empty where it is not Linux} */
    static OptionalLong mostResident() throws IOException {
        return field("VmHWM:");
    }

    private static OptionalLong field(String name) throws IOException {
        if (!Files.isReadable(LINUX)) {
            return OptionalLong.empty();
        }
        return Files.readAllLines(LINUX).stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst();
    }

    /** {@return bytes of heap, for each of so many, more than before} */
    double heapEach(ProcessStatus before, int count) {
        return (double) (heapBytes - before.heapBytes) / count;
    }

    /** {@return bytes of resident memory, for each of so many, more than before; in words where nobody knows} */
    Object residentEach(ProcessStatus before, int count) {
        return residentBytes.isPresent() && before.residentBytes.isPresent()
                ? (Object) ((double) (residentBytes.getAsLong() - before.residentBytes.getAsLong()) / count)
                : "unknown";
    }
}
