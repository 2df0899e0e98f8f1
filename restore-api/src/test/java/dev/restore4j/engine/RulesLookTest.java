package dev.restore4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.operation.Proof;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.spi.Evidence;
import dev.restore4j.spi.Observation;
import dev.restore4j.spi.Observation.Condition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What follows from a look, for every kind of submission, every observation and every span of time: one cell each.
 *
 * <p>q: look in 2 s. s: look in 4 s. seen: a change is written, look in 4 s. stop: nothing is written, reading cannot tell.
 * unknown, failed, gone: the outcome is written so. AS, SO, FN, AT: completed, with the proof of those initials.
 */
class RulesLookTest {

    private static final List<String> COLUMNS = List.of(
            "ready", "ready by name", "busy", "busy, something", "busy, restore", "failed", "gone", "gone for 2 min");

    private static final Duration SOON = Duration.ofMillis(89_999);
    private static final Duration OVER = Duration.ofSeconds(90);
    private static final Duration DAY_LATER = Duration.ofHours(24).plusMillis(1);

    /** Within 90 s of the submission: the target may still show its former state. */
    private static final String WITHIN_90_SECONDS = """
            crashed           | q    | FN | q    | q    | seen | q      | q | unknown
            answer lost       | q    | FN | q    | q    | seen | q      | q | unknown
            202               | q    | AS | q    | seen | seen | failed | q | gone
            202, change seen  | AS   | AS | s    | s    | s    | failed | q | gone
            lost, change seen | SO   | FN | s    | s    | s    | failed | q | gone
            attested          | AT   | AT | s    | s    | s    | failed | q | unknown
            unknown, lost     | stop | FN | stop | stop | seen | stop   | q | stop
            unknown, 202      | stop | AS | stop | stop | seen | failed | q | stop
            """;

    /** 90 s and more: what has not changed by now is not known to change. */
    private static final String AFTER_90_SECONDS = """
            crashed           | unknown | FN | unknown | unknown | seen | unknown | q | unknown
            answer lost       | unknown | FN | unknown | unknown | seen | unknown | q | unknown
            202               | unknown | AS | s       | seen    | seen | failed  | q | gone
            202, change seen  | AS      | AS | s       | s       | s    | failed  | q | gone
            lost, change seen | SO      | FN | s       | s       | s    | failed  | q | gone
            attested          | AT      | AT | s       | s       | s    | failed  | q | unknown
            unknown, lost     | stop    | FN | stop    | stop    | seen | stop    | q | stop
            unknown, 202      | stop    | AS | stop    | stop    | seen | failed  | q | stop
            """;

    /** More than a day: a restore that is seen now is not that of a lost answer. */
    private static final String AFTER_A_DAY = """
            crashed           | unknown | FN | unknown | unknown | unknown | unknown | q | unknown
            answer lost       | unknown | FN | unknown | unknown | unknown | unknown | q | unknown
            202               | unknown | AS | s       | s       | s       | failed  | q | gone
            202, change seen  | AS      | AS | s       | s       | s       | failed  | q | gone
            lost, change seen | SO      | FN | s       | s       | s       | failed  | q | gone
            attested          | AT      | AT | s       | s       | s       | failed  | q | unknown
            unknown, lost     | stop    | FN | stop    | stop    | stop    | stop    | q | stop
            unknown, 202      | stop    | AS | stop    | stop    | stop    | stop    | q | stop
            """;

    @TestFactory
    Stream<DynamicTest> within90Seconds() {
        return cells(WITHIN_90_SECONDS, SOON);
    }

    @TestFactory
    Stream<DynamicTest> after90Seconds() {
        return cells(AFTER_90_SECONDS, OVER);
    }

    @TestFactory
    Stream<DynamicTest> afterADay() {
        return cells(AFTER_A_DAY, DAY_LATER);
    }

    @Test
    void tablesHaveARowForEverySubmissionAndAColumnForEveryObservation() {
        for (String table : List.of(WITHIN_90_SECONDS, AFTER_90_SECONDS, AFTER_A_DAY)) {
            List<String[]> rows = rows(table);
            assertThat(rows)
                    .extracting(row -> row[0])
                    .containsExactlyElementsOf(submissions().keySet());
            assertThat(rows)
                    .allSatisfy(
                            row -> assertThat(row).hasSize(1 + observations().size()));
        }
        assertThat(COLUMNS).hasSameSizeAs(observations());
    }

    @Test
    void twoBlipsFarApartAreNoDeletion() {
        Watch watch = watch(Duration.ofMinutes(10), Rules.LOOKS - 1, Watch.Before.SEEN);

        assertThat(text(Rules.onLook(History.accepted().standing(), gone(), watch, History.LATER)))
                .isEqualTo("q");
    }

    @Test
    void aTargetThatThisProcessNeverSawIsNotSaidToBeDeleted() {
        Watch watch = watch(Duration.ofMinutes(10), Rules.LOOKS, Watch.Before.NEVER_SEEN);

        assertThat(text(Rules.onLook(History.accepted().standing(), gone(), watch, History.LATER)))
                .isEqualTo("unknown");
    }

    @Test
    void fewLooksSayNothingOfAChangeThatNobodySaw() {
        Watch watch = new Watch(OVER, OVER, Rules.LOOKS - 1, Watch.Absence.NONE);

        assertThat(text(Rules.onLook(
                        History.accepted().standing(), observations().get(0), watch, History.LATER)))
                .isEqualTo("q");
    }

    private static Watch watch(Duration gone, int looks, Watch.Before before) {
        return new Watch(OVER, OVER, Rules.LOOKS, new Watch.Absence(gone, looks, before));
    }

    private static Observation gone() {
        return observations().get(6);
    }

    private static Stream<DynamicTest> cells(String table, Duration sinceSubmission) {
        Map<String, History> submissions = submissions();
        List<DynamicTest> tests = new ArrayList<>();
        for (String[] row : rows(table)) {
            for (int i = 0; i < observations().size(); i++) {
                Observation seen = observations().get(i);
                Watch watch = new Watch(sinceSubmission, sinceSubmission, Rules.LOOKS, absence(i));
                String expected = row[i + 1];
                Standing standing = submissions.get(row[0]).standing();
                tests.add(DynamicTest.dynamicTest(
                        row[0] + ", then " + COLUMNS.get(i) + ": " + expected,
                        () -> assertThat(text(Rules.onLook(standing, seen, watch, History.LATER)))
                                .isEqualTo(expected)));
            }
        }
        assertThat(tests).hasSize(64);
        return tests.stream();
    }

    private static Watch.Absence absence(int column) {
        return new Watch.Absence(goneFor(column), column < 6 ? 0 : Rules.LOOKS, Watch.Before.SEEN);
    }

    private static Duration goneFor(int column) {
        return switch (column) {
            case 6 -> Rules.GONE_SPAN.minusMillis(1);
            case 7 -> Rules.GONE_SPAN;
            default -> Duration.ZERO;
        };
    }

    private static Map<String, History> submissions() {
        Map<String, History> submissions = new LinkedHashMap<>();
        submissions.put("crashed", History.submitted());
        submissions.put("answer lost", History.lost());
        submissions.put("202", History.accepted());
        submissions.put("202, change seen", History.accepted().changeSeen());
        submissions.put("lost, change seen", History.lost().changeSeen());
        submissions.put("attested", History.lost().unknown().attested());
        submissions.put("unknown, lost", History.lost().unknown());
        submissions.put("unknown, 202", History.accepted().unknown());
        return submissions;
    }

    private static List<Observation> observations() {
        return List.of(
                seen(Condition.READY, Evidence.NONE),
                seen(Condition.READY, Evidence.RESTORE),
                seen(Condition.BUSY, Evidence.NONE),
                seen(Condition.BUSY, Evidence.SOMETHING),
                seen(Condition.BUSY, Evidence.RESTORE),
                seen(Condition.FAILED, Evidence.NONE),
                seen(Condition.GONE, Evidence.NONE),
                seen(Condition.GONE, Evidence.NONE));
    }

    private static Observation seen(Condition condition, Evidence evidence) {
        return new Observation(condition, evidence, "some word", null, "req-get");
    }

    private static List<String[]> rows(String table) {
        return table.lines()
                .map(line -> Arrays.stream(line.split("\\|")).map(String::trim).toArray(String[]::new))
                .toList();
    }

    private static String text(Decision decision) {
        String type = decision.toWrite().map(entry -> entry.type()).orElse("");
        String next = decision.next() + " " + decision.after().toSeconds();
        return switch (type + " " + next) {
            case " LOOK 2" -> "q";
            case " LOOK 4" -> "s";
            case " STOP 0" -> "stop";
            case "change-seen LOOK 4" -> "seen";
            case "outcome-unknown STOP 0" -> "unknown";
            case "failed STOP 0" -> failure(decision);
            case "completed STOP 0" -> proof(decision);
            default -> type + " " + next;
        };
    }

    private static String failure(Decision decision) {
        return decision.entry().data().get("code").equals("target-gone") ? "gone" : "failed";
    }

    private static String proof(Decision decision) {
        return switch (Proof.valueOf(decision.entry().data().get("proof"))) {
            case ACCEPTED_AND_SEEN -> "AS";
            case SEEN_ONLY -> "SO";
            case FOUND_BY_NAME -> "FN";
            case ATTESTED -> "AT";
        };
    }

    @Test
    void theFirstThingToDoDependsOnTheStateAlone() {
        assertThat(Arrays.stream(RestoreState.values()).map(state -> state + " " + Rules.first(state)))
                .containsExactly(
                        "PLANNED CHECK",
                        "CONFIRMED CHECK",
                        "SUBMITTING LOOK",
                        "RESTORING LOOK",
                        "COMPLETED STOP",
                        "REJECTED STOP",
                        "CANCELLED STOP",
                        "FAILED STOP",
                        "OUTCOME_UNKNOWN LOOK");
    }
}
