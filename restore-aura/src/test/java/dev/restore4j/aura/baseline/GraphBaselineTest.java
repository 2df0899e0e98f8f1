package dev.restore4j.aura.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.aura.baseline.BaselineDifference.Item;
import dev.restore4j.aura.baseline.Content.OfLabel;
import dev.restore4j.aura.baseline.Content.Sampled;
import dev.restore4j.aura.baseline.GraphBaseline.Origin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Baselines without a database: their file, and how they are compared. */
class GraphBaselineTest {

    private static final GraphBaseline SHOP = baseline("neo4j", 200, Map.of("Order", 180L, "Customer", 20L), "ab");

    @TempDir
    private Path directory;

    @Test
    void aFileGivesBackWhatWasWritten() throws Exception {
        Path file = directory.resolve("shop.json");
        SHOP.write(file);
        SHOP.write(file);
        GraphBaseline read = GraphBaseline.read(file);
        assertThat(read.toJson()).isEqualTo(SHOP.toJson());
        assertThat(read.captured()).isEqualTo(SHOP.captured());
        assertThat(read.databaseId()).hasValue("id");
        assertThat(SHOP.compare(read, Tolerances.exact()).isEmpty()).isTrue();
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void theFormatIsTheOneOfVersionOne() {
        assertThat(SHOP.toJson()).isEqualTo("""
                {
                  "format" : "restore4j-baseline",
                  "version" : 1,
                  "captured" : "2026-11-20T12:00:00Z",
                  "database" : "neo4j",
                  "databaseId" : "id",
                  "nodes" : 200,
                  "relationships" : 7,
                  "labels" : {
                    "Customer" : 20,
                    "Order" : 180
                  },
                  "relationshipTypes" : {
                    "PLACED" : 7
                  },
                  "propertyKeys" : [ "amount", "number" ],
                  "indexes" : {
                    "order_amount" : "RANGE NODE [Order] [amount]"
                  },
                  "constraints" : {
                    "order_number" : "NODE_PROPERTY_UNIQUENESS NODE [Order] [number]"
                  },
                  "content" : {
                    "perLabel" : 2,
                    "only" : [ ],
                    "labels" : {
                      "Order" : {
                        "sum" : "ababababab",
                        "sample" : [ [ "01", 1, "cd" ], [ "02", 9, "" ] ]
                      }
                    }
                  }
                }
                """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense | it is no JSON",
                "'' | there is no \"format\"",
                "[] | there is no \"format\"",
                "{\"format\": \"other\", \"version\": 1} | there is no \"format\"",
                "{\"format\": \"restore4j-baseline\", \"version\": 2} | format version 2",
                "{\"format\": \"restore4j-baseline\"} | format version",
                "{\"format\": \"restore4j-baseline\", \"version\": 1} | damaged at 'captured'",
            })
    void whatIsNoneIsRefusedWithTheReason(String json, String reason) {
        assertThatThrownBy(() -> GraphBaseline.parse(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aDamagedFileIsNamed() throws Exception {
        for (String part :
                List.of("\"captured\" : \"2026", "\"nodes\" : 200", "\"number\"", "\"Order\" : 180", "\"01\"")) {
            Path file = directory.resolve("damaged.json");
            Files.writeString(
                    file,
                    SHOP.toJson()
                            .replace(
                                    part,
                                    part.startsWith("\"captured")
                                            ? "\"captured\" : \"x"
                                            : part.contains(":") ? part.replaceAll("[0-9]+", "true") : "7"));
            assertThatThrownBy(() -> GraphBaseline.read(file))
                    .as(part)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("damaged.json")
                    .hasMessageContaining("damaged at");
        }
    }

    @Test
    void whatDiffersIsNamed() {
        GraphBaseline found = baseline("neo4j", 190, Map.of("Order", 170L, "Person", 20L), "ab");
        BaselineDifference difference = SHOP.compare(found, Tolerances.exact());
        assertThat(difference.items())
                .containsExactly(
                        new Item(Aspect.NODES, "", "200", "190"),
                        new Item(Aspect.LABELS, "Customer", "20", "0"),
                        new Item(Aspect.LABELS, "Order", "180", "170"),
                        new Item(Aspect.LABELS, "Person", "0", "20"));
        assertThat(difference).hasToString("""
                nodes: expected 200, found 190
                Customer nodes: expected 20, found 0
                Order nodes: expected 180, found 170
                Person nodes: expected 0, found 20""");
    }

    @Test
    void tolerancesAreMarginsAndExceptions() {
        GraphBaseline found = baseline("neo4j", 198, Map.of("Order", 178L, "Customer", 20L), "ab");
        Tolerances exact = Tolerances.exact();
        assertThat(differs(found, exact)).isTrue();
        assertThat(differs(found, exact.countsWithin(2))).isFalse();
        assertThat(differs(found, exact.countsWithin(1))).isTrue();
        assertThat(differs(found, exact.countsWithinPercent(1.2))).isFalse();
        assertThat(differs(found, exact.countsWithinPercent(0.9))).isTrue();
        assertThat(differs(found, exact.ignoring(Aspect.NODES).ignoring(Aspect.LABELS)))
                .isFalse();
        assertThat(differs(found, exact.ignoringNames("Order"))).isFalse();
        assertThatThrownBy(() -> exact.countsWithinPercent(101)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> exact.countsWithin(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void contentIsComparedBySumAndBySample() {
        GraphBaseline found = baseline("neo4j", 200, Map.of("Order", 180L, "Customer", 20L), "cd");
        assertThat(SHOP.compare(found, Tolerances.exact()).items())
                .extracting(Item::toString)
                .containsExactly("content of Order nodes: expected 2 of 2 samples and checksum abababab,"
                        + " found 2 of 2 samples and checksum cdcdcdcd");
        assertThat(differs(found, Tolerances.exact().contentWithinPercent(1))).isFalse();
        assertThat(differs(found, Tolerances.exact().ignoring(Aspect.CONTENT))).isFalse();
    }

    @Test
    void anotherDatabaseIsNotCompared() {
        GraphBaseline other = baseline("movies", 200, Map.of("Order", 180L, "Customer", 20L), "ab");
        assertThatThrownBy(() -> SHOP.compare(other, Tolerances.exact()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'neo4j'")
                .hasMessageContaining("'movies'");
        assertThat(differs(other, Tolerances.exact().ignoring(Aspect.DATABASE))).isFalse();
    }

    private static boolean differs(GraphBaseline found, Tolerances tolerances) {
        return !SHOP.compare(found, tolerances).isEmpty();
    }

    private static GraphBaseline baseline(String database, long nodes, Map<String, Long> labels, String sum) {
        Schema schema = new Schema(
                new TreeSet<>(List.of("number", "amount")),
                new TreeMap<>(Map.of("order_amount", "RANGE NODE [Order] [amount]")),
                new TreeMap<>(Map.of("order_number", "NODE_PROPERTY_UNIQUENESS NODE [Order] [number]")));
        OfLabel orders = new OfLabel(sum.repeat(5), List.of(new Sampled("01", 1, "cd"), new Sampled("02", 9, "")));
        return new GraphBaseline(
                new Origin(Instant.parse("2026-11-20T12:00:00Z"), database, "id"),
                new Counts(nodes, 7, new TreeMap<>(labels), new TreeMap<>(Map.of("PLACED", 7L, "UNUSED", 0L))),
                schema,
                new Content(2, new TreeSet<>(), new TreeMap<>(Map.of("Order", orders))));
    }
}
