package dev.restore4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.operation.Proof;
import dev.restore4j.spi.Evidence;
import dev.restore4j.spi.Observation;
import dev.restore4j.spi.Observation.Condition;
import dev.restore4j.verify.Marker.Sighting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What follows from a look at a target that runs and whose data had a mark.
 *
 * <p>q: look in 2 s. stop: nothing is written. there, unknown: the outcome is written so. MG, AS, SO, AT: completed, with the
 * proof of those initials.
 */
class RulesMarkTest {

    private static final List<Sighting> SIGHTINGS = Arrays.asList(Sighting.GONE, Sighting.THERE, Sighting.UNREADABLE);

    /** The status word has been the same for less than 90 s. */
    private static final String SOON = """
            crashed                 | MG | q    | q
            answer lost             | MG | q    | q
            202                     | MG | q    | q
            202, change seen        | MG | q    | q
            lost, change seen       | MG | q    | q
            attested                | AT | AT   | AT
            unknown, lost           | MG | stop | stop
            unknown, 202            | MG | stop | stop
            still there, 202, seen  | MG | stop | stop
            """;

    /** The status word has been the same for 90 s. */
    private static final String LATER = """
            crashed                 | MG | there | unknown
            answer lost             | MG | there | unknown
            202                     | MG | there | unknown
            202, change seen        | MG | there | AS
            lost, change seen       | MG | there | SO
            attested                | AT | AT    | AT
            unknown, lost           | MG | stop  | stop
            unknown, 202            | MG | stop  | stop
            still there, 202, seen  | MG | stop  | stop
            """;

    @TestFactory
    Stream<DynamicTest> within90SecondsOfTheSameWord() {
        return cells(SOON, Rules.CHANGE_SPAN.minusMillis(1));
    }

    @TestFactory
    Stream<DynamicTest> after90SecondsOfTheSameWord() {
        return cells(LATER, Rules.CHANGE_SPAN);
    }

    @Test
    void whereNobodyCanLookAfterItWasThereTheStatusSettlesNothing() {
        assertThat(follows(stillThere(), null, Duration.ofMinutes(5))).isEqualTo("stop");
    }

    private static Stream<DynamicTest> cells(String table, Duration sameWord) {
        List<DynamicTest> tests = new ArrayList<>();
        table.lines().forEach(line -> {
            String[] row = Arrays.stream(line.split("\\|")).map(String::trim).toArray(String[]::new);
            for (int i = 0; i < SIGHTINGS.size(); i++) {
                Sighting sighting = SIGHTINGS.get(i);
                String expected = row[i + 1];
                History history = histories().get(row[0]);
                tests.add(DynamicTest.dynamicTest(
                        row[0] + ", " + sighting + ": " + expected,
                        () -> assertThat(follows(history, sighting, sameWord)).isEqualTo(expected)));
            }
        });
        assertThat(tests).hasSize(3 * histories().size());
        return tests.stream();
    }

    private static Map<String, History> histories() {
        Map<String, History> all = new LinkedHashMap<>();
        all.put("crashed", History.submitted());
        all.put("answer lost", History.lost());
        all.put("202", History.accepted());
        all.put("202, change seen", History.accepted().changeSeen());
        all.put("lost, change seen", History.lost().changeSeen());
        all.put("attested", History.lost().unknown().attested());
        all.put("unknown, lost", History.lost().unknown());
        all.put("unknown, 202", History.accepted().unknown());
        all.put("still there, 202, seen", stillThere());
        return all;
    }

    private static History stillThere() {
        History seen = History.accepted().changeSeen();
        Watch.Mark mark = new Watch.Mark(Sighting.THERE, Rules.CHANGE_SPAN);
        return seen.and(Rules.onLook(seen.standing(), running(), watch(mark), History.LATER)
                .entry());
    }

    private static String follows(History history, @Nullable Sighting sighting, Duration sameWord) {
        Watch watch = watch(new Watch.Mark(sighting, sameWord));
        Decision decision = Rules.onLook(history.standing(), running(), watch, History.LATER);
        String type = decision.toWrite().map(entry -> entry.type()).orElse("");
        return switch (type) {
            case "" -> decision.next() == Decision.Next.STOP ? "stop" : "q";
            case "outcome-unknown" ->
                decision.entry().data().get("code").equals("marker-still-there") ? "there" : "unknown";
            case "completed" -> initials(Proof.valueOf(decision.entry().data().get("proof")));
            default -> type;
        };
    }

    private static String initials(Proof proof) {
        return switch (proof) {
            case ACCEPTED_AND_SEEN -> "AS";
            case SEEN_ONLY -> "SO";
            case FOUND_BY_NAME -> "FN";
            case ATTESTED -> "AT";
            case MARKER_GONE -> "MG";
        };
    }

    private static Observation running() {
        return new Observation(Condition.READY, Evidence.NONE, "running", null, "req-get");
    }

    private static Watch watch(Watch.Mark mark) {
        return new Watch(Duration.ofMinutes(3), Duration.ofMinutes(3), 50, Watch.Absence.NONE, mark);
    }
}
