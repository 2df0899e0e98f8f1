package dev.restore4j.it.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.it.sweep.SweepWorld.End;
import dev.restore4j.journal.FileJournal;
import dev.restore4j.journal.Journal;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.testkit.RecordedRequest;
import dev.restore4j.testkit.fault.FaultMix;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Seeds of the sweep over real connections: the same journal, byte by byte, as in process. A seed is left out, and the next
 * one taken, where it met a fault that cannot be had over HTTP with the JDK's client: a refused connection is a reset one
 * there, and a GET whose connection is reset is sent again by the JDK itself.
 */
class HttpSweepTest {

    private static final int SEEDS = 50;

    @TempDir
    Path directory;

    /**
     * What became of a seed.
     *
     * @param end what the user was told
     * @param requests one line each
     * @param faults those that struck, and how often
     */
    private record Story(End end, List<String> requests, Map<String, Integer> faults) {}

    @Test
    void fiftySeedsHaveTheSameJournalOverHttp() throws Exception {
        HttpClient wire =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        Map<String, Integer> faults = new TreeMap<>();
        Map<RestoreState, Integer> ends = new TreeMap<>();
        int compared = 0;
        long seed = 0;
        while (compared < SEEDS) {
            seed++;
            if (!isPossibleOverHttp(seed)) {
                continue;
            }
            Story inProcess = story(seed, journal("in process", seed), null);
            Story overHttp = story(seed, journal("over HTTP", seed), wire);
            assertThat(overHttp.requests()).as("requests of seed " + seed).isEqualTo(inProcess.requests());
            assertThat(bytes(journal("over HTTP", seed)))
                    .as("journal of seed " + seed)
                    .isEqualTo(bytes(journal("in process", seed)))
                    .isNotEmpty();
            assertThat(String.valueOf(overHttp.end()))
                    .as("end of seed " + seed)
                    .isEqualTo(String.valueOf(inProcess.end()));
            compared++;
            inProcess.faults().forEach((fault, times) -> faults.merge(fault, times, Integer::sum));
            ends.merge(inProcess.end().state(), 1, Integer::sum);
        }
        System.out.println(compared + " of the first " + seed + " seeds over HTTP ended " + ends + " with " + faults);
        assertThat(faults).as("kinds of faults").hasSizeGreaterThan(15);
        assertThat(ends).containsKeys(RestoreState.COMPLETED, RestoreState.OUTCOME_UNKNOWN);
    }

    /** Found out in process, in memory. Where not even an operation was begun, there is no journal to compare. */
    private static boolean isPossibleOverHttp(long seed) throws Exception {
        Journal journal = Journal.inMemory();
        Story story = story(seed, journal, null);
        return !journal.list().isEmpty()
                && story.faults().keySet().stream()
                        .noneMatch(fault -> fault.equals("POST connect refused")
                                || fault.matches("GET (connect refused|reset|answer lost)"));
    }

    private static Story story(long seed, Journal journal, @Nullable HttpClient wire) throws Exception {
        try (SweepWorld world = new SweepWorld(seed, FaultMix.seeded(seed))) {
            HttpClient http = wire == null ? world.aura.httpClient() : new Loopback(wire, world.aura, seed);
            End end = world.aura.virtualTime().run(() -> world.restore(journal, http, world.aura.baseUri()));
            Map<String, Integer> faults = new TreeMap<>();
            for (RecordedRequest request : world.aura.requests()) {
                request.fault().ifPresent(fault -> faults.merge(request.method() + " " + fault, 1, Integer::sum));
            }
            List<String> lines =
                    world.aura.requests().stream().map(RecordedRequest::line).toList();
            return new Story(end, lines, faults);
        }
    }

    private FileJournal journal(String door, long seed) {
        return FileJournal.at(directory.resolve(door + " " + seed));
    }

    private static String bytes(FileJournal journal) throws IOException {
        try (Stream<Path> files = Files.list(journal.directory().resolve("operations"))) {
            StringBuilder text = new StringBuilder();
            for (Path file : files.sorted().toList()) {
                text.append(Files.readString(file));
            }
            return text.toString();
        }
    }
}
