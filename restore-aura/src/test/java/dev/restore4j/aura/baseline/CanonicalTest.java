package dev.restore4j.aura.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.aura.baseline.Canonical.Direction;
import java.time.LocalDate;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Values;

/** Hashes depend on content, and on nothing else. */
class CanonicalTest {

    private final Canonical canonical = new Canonical();

    /** A baseline is compared years later, by another Java: these never change. */
    @Test
    void isTheSameForEver() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("number", 7L);
        properties.put("amount", 10.1);
        properties.put("name", "Grüße");
        properties.put("paid", true);
        properties.put("tags", List.of("a", "b"));
        properties.put("bytes", new byte[] {1, 2});
        properties.put("on", LocalDate.parse("2026-11-20"));
        properties.put("at", OffsetTime.parse("12:00+01:00"));
        properties.put("when", ZonedDateTime.parse("2026-11-20T12:00+01:00[Europe/Berlin]"));
        properties.put("took", Values.isoDuration(1, 2, 3, 4).asIsoDuration());
        properties.put("where", Values.point(4326, 1.5, 2.5).asPoint());
        assertThat(canonical.ofNode(List.of("Order", "Big"), properties))
                .hasToString("fb3740286d798933b2ca54ad8f011c25");
        assertThat(canonical.ofRelationship("PLACED", Direction.OUT, Map.of(), ContentHash.ZERO))
                .hasToString("153019a4fa035dbf38d863f7aefa16a1");
    }

    @Test
    void orderOfKeysAndLabelsIsNoContent() {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("a", 1L);
        one.put("b", 2L);
        Map<String, Object> other = new LinkedHashMap<>();
        other.put("b", 2L);
        other.put("a", 1L);
        assertThat(canonical.ofNode(List.of("X", "Y"), one)).isEqualTo(canonical.ofNode(List.of("Y", "X"), other));
    }

    @Test
    void whatIsDifferentHasAnotherHash() {
        Set<ContentHash> hashes = new HashSet<>();
        List<Map<String, Object>> all = List.of(
                Map.of(),
                Map.of("a", 1L),
                Map.of("a", 1.0),
                Map.of("a", "1"),
                Map.of("a", true),
                Map.of("a", List.of(1L)),
                Map.of("a", List.of(List.of(), List.of())),
                Map.of("a", List.of(List.of(List.of()))),
                Map.of("a", LocalDate.parse("2026-11-20")),
                Map.of("a", "2026-11-20"),
                Map.of("a", "b", "c", "d"),
                Map.of("a", "bc", "d", ""),
                Map.of("a", Values.point(7203, 1, 2).asPoint()),
                Map.of("a", Values.point(9157, 1, 2, 0).asPoint()),
                Map.of("a", new byte[] {49}));
        all.forEach(properties -> hashes.add(canonical.ofNode(List.of("X"), properties)));
        hashes.add(canonical.ofNode(List.of("X", "Y"), Map.of()));
        hashes.add(canonical.ofNode(List.of("XY"), Map.of()));
        for (Direction direction : Direction.values()) {
            hashes.add(canonical.ofRelationship("T", direction, Map.of(), ContentHash.ZERO));
            hashes.add(canonical.ofDegree("T", direction, 1));
        }
        assertThat(hashes).hasSize(all.size() + 6);
    }

    @Test
    void aSampleIsTheSameInWhicheverOrderNodesCome() {
        List<Integer> numbers =
                new ArrayList<>(IntStream.range(0, 2_000).boxed().toList());
        Content.OfLabel expected = sample(numbers);
        Collections.shuffle(numbers, new Random(7));
        assertThat(sample(numbers)).isEqualTo(expected);
        assertThat(expected.sample()).hasSize(50);
        // nodes that are equal count, up to some with their surroundings
        assertThat(expected.sample())
                .anyMatch(each -> each.nodes() == 20 && each.surroundings().isEmpty());
        assertThat(expected.sample())
                .anyMatch(each -> each.nodes() == 1 && !each.surroundings().isEmpty());
        numbers.remove(1_999);
        assertThat(sample(numbers).sum()).isNotEqualTo(expected.sum());
    }

    /** A third of the nodes are one of 33, the others are all different. */
    private Content.OfLabel sample(List<Integer> numbers) {
        LabelSample sample = new LabelSample(50);
        Map<String, ContentHash> surroundings = new LinkedHashMap<>();
        for (int number : numbers) {
            long value = number < 660 ? number % 33 : number;
            sample.add(canonical.ofNode(List.of("X"), Map.of("value", value)), "id" + number);
            surroundings.put("id" + number, new ContentHash(number, 1));
        }
        assertThat(sample.ids()).hasSizeLessThanOrEqualTo(50 * 8);
        return sample.with(surroundings);
    }

    @Test
    void namesAreQuoted() {
        assertThat(CountStore.quoted("Order")).isEqualTo("`Order`");
        assertThat(CountStore.quoted("a`) DETACH DELETE n //")).isEqualTo("`a``) DETACH DELETE n //`");
    }

    @Test
    void rulesAreCalledAsNewerServersCallThem() {
        assertThat(SchemaRule.text(Map.of(
                        "type",
                        "UNIQUENESS",
                        "entityType",
                        "NODE",
                        "labelsOrTypes",
                        List.of("B", "A"),
                        "properties",
                        List.of("y", "x"))))
                .isEqualTo("NODE_PROPERTY_UNIQUENESS NODE [A, B] [y, x]");
    }
}
