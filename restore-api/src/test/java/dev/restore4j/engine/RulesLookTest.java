package dev.restore4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.engine.Watch.Absence;
import dev.restore4j.engine.Watch.Before;
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
            "ready",
            "ready by name",
            "busy",
            "busy, something",
            "busy, restore",
            "failed",
            "gone for less than 2 min",
            "gone for 2 min by 4 looks",
            "gone for 2 min",
            "gone for 2 min and never seen",
            "busy, the new instance is found");

    private static final Duration SOON = Duration.ofMillis(89_999);
    private static final Duration OVER = Duration.ofSeconds(90);
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration MORE = Duration.ofMillis(1);

    /** Within 90 s of the answer, or before the fifth look: the target may still show its former state. */
    private static final String IT_MAY_STILL_CHANGE = """
            crashed           | q    | FN | q    | q    | seen | q      | q | q | unknown | unknown | seen
            answer lost       | q    | FN | q    | q    | seen | q      | q | q | unknown | unknown | seen
            202               | q    | AS | q    | seen | seen | failed | q | q | gone    | unknown | seen
            202, change seen  | AS   | AS | s    | s    | s    | failed | q | q | gone    | unknown | seen
            lost, change seen | SO   | FN | s    | s    | s    | failed | q | q | gone    | unknown | seen
            attested          | AT   | AT | s    | s    | s    | failed | q | q | unknown | unknown | seen
            unknown, lost     | stop | FN | stop | stop | seen | stop   | q | q | stop    | stop    | seen
            unknown, 202      | stop | AS | stop | stop | seen | failed | q | q | stop    | stop    | seen
            """;

    /** 90 s and more, and enough looks: what has not changed by now is not known to change. */
    private static final String NOBODY_SAW_IT_CHANGE = """
            crashed           | unknown | FN | unknown | unknown | seen | unknown | q | q | unknown | unknown | seen
            answer lost       | unknown | FN | unknown | unknown | seen | unknown | q | q | unknown | unknown | seen
            202               | unknown | AS | s       | seen    | seen | failed  | q | q | gone    | unknown | seen
            202, change seen  | AS      | AS | s       | s       | s    | failed  | q | q | gone    | unknown | seen
            lost, change seen | SO      | FN | s       | s       | s    | failed  | q | q | gone    | unknown | seen
            attested          | AT      | AT | s       | s       | s    | failed  | q | q | unknown | unknown | seen
            unknown, lost     | stop    | FN | stop    | stop    | seen | stop    | q | q | stop    | stop    | seen
            unknown, 202      | stop    | AS | stop    | stop    | seen | failed  | q | q | stop    | stop    | seen
            """;

    /** More than a quarter of an hour: what goes on or fails now is not ours where nobody saw it begin. */
    private static final String AFTER_A_QUARTER_OF_AN_HOUR = """
            crashed           | unknown | FN | unknown | unknown | seen | unknown | q | q | unknown | unknown | seen
            answer lost       | unknown | FN | unknown | unknown | seen | unknown | q | q | unknown | unknown | seen
            202               | unknown | AS | s       | seen    | seen | failed  | q | q | gone    | unknown | seen
            202, change seen  | AS      | AS | s       | s       | s    | failed  | q | q | gone    | unknown | seen
            lost, change seen | SO      | FN | s       | s       | s    | failed  | q | q | gone    | unknown | seen
            attested          | AT      | AT | s       | s       | s    | failed  | q | q | unknown | unknown | seen
            unknown, lost     | stop    | FN | stop    | stop    | stop | stop    | q | q | stop    | stop    | seen
            unknown, 202      | stop    | AS | stop    | stop    | stop | stop    | q | q | stop    | stop    | seen
            """;

    /** More than a day: a restore that is seen to begin now is not ours, whatever was answered. */
    private static final String AFTER_A_DAY = """
            crashed           | unknown | FN | unknown | unknown | unknown | unknown | q | q | unknown | unknown | seen
            answer lost       | unknown | FN | unknown | unknown | unknown | unknown | q | q | unknown | unknown | seen
            202               | unknown | AS | s       | s       | s       | failed  | q | q | gone    | unknown | seen
            202, change seen  | AS      | AS | s       | s       | s       | failed  | q | q | gone    | unknown | seen
            lost, change seen | SO      | FN | s       | s       | s       | failed  | q | q | gone    | unknown | seen
            attested          | AT      | AT | s       | s       | s       | failed  | q | q | unknown | unknown | seen
            unknown, lost     | stop    | FN | stop    | stop    | stop    | stop    | q | q | stop    | stop    | seen
            unknown, 202      | stop    | AS | stop    | stop    | stop    | stop    | q | q | stop    | stop    | seen
            """;

    @TestFactory
    Stream<DynamicTest> within90Seconds() {
        return cells(IT_MAY_STILL_CHANGE, new When(SOON, SOON, 50));
    }

    @TestFactory
    Stream<DynamicTest> within90SecondsOfAnAnswerThatTookLong() {
        return cells(IT_MAY_STILL_CHANGE, new When(QUARTER, SOON, 50));
    }

    @TestFactory
    Stream<DynamicTest> beforeTheFifthLook() {
        return cells(IT_MAY_STILL_CHANGE, new When(QUARTER, QUARTER, 4));
    }

    @TestFactory
    Stream<DynamicTest> after90SecondsAndFiveLooks() {
        return cells(NOBODY_SAW_IT_CHANGE, new When(OVER, OVER, 5));
    }

    @TestFactory
    Stream<DynamicTest> aQuarterOfAnHour() {
        return cells(NOBODY_SAW_IT_CHANGE, new When(QUARTER, QUARTER, 5));
    }

    @TestFactory
    Stream<DynamicTest> afterAQuarterOfAnHour() {
        return cells(AFTER_A_QUARTER_OF_AN_HOUR, new When(QUARTER.plus(MORE), QUARTER.plus(MORE), 5));
    }

    @TestFactory
    Stream<DynamicTest> aDay() {
        return cells(AFTER_A_QUARTER_OF_AN_HOUR, new When(DAY, DAY, 5));
    }

    @TestFactory
    Stream<DynamicTest> afterADay() {
        return cells(AFTER_A_DAY, new When(DAY.plus(MORE), DAY.plus(MORE), 5));
    }

    @Test
    void tablesHaveARowForEverySubmissionAndAColumnForEveryObservation() {
        for (String table :
                List.of(IT_MAY_STILL_CHANGE, NOBODY_SAW_IT_CHANGE, AFTER_A_QUARTER_OF_AN_HOUR, AFTER_A_DAY)) {
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

    /** When a look is. */
    private record When(Duration sinceSubmission, Duration sinceAnswer, int looks) {}

    private static Stream<DynamicTest> cells(String table, When when) {
        Map<String, History> submissions = submissions();
        List<DynamicTest> tests = new ArrayList<>();
        for (String[] row : rows(table)) {
            for (int i = 0; i < observations().size(); i++) {
                Observation seen = observations().get(i);
                Watch watch = new Watch(when.sinceSubmission(), when.sinceAnswer(), when.looks(), absence(i));
                String expected = row[i + 1];
                Standing standing = submissions.get(row[0]).standing();
                tests.add(DynamicTest.dynamicTest(
                        row[0] + ", then " + COLUMNS.get(i) + ": " + expected,
                        () -> assertThat(text(Rules.onLook(standing, seen, watch, History.LATER)))
                                .isEqualTo(expected)));
            }
        }
        assertThat(tests).hasSize(88);
        return tests.stream();
    }

    private static Absence absence(int column) {
        return switch (column) {
            case 6 -> new Absence(Rules.GONE_SPAN.minusMillis(1), 50, Before.SEEN);
            case 7 -> new Absence(Rules.GONE_SPAN, Rules.LOOKS - 1, Before.SEEN);
            case 8 -> new Absence(Rules.GONE_SPAN, Rules.LOOKS, Before.SEEN);
            case 9 -> new Absence(Rules.GONE_SPAN, Rules.LOOKS, Before.NEVER_SEEN);
            default -> Absence.NONE;
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
                seen(Condition.GONE, Evidence.NONE),
                seen(Condition.GONE, Evidence.NONE),
                seen(Condition.GONE, Evidence.NONE),
                new Observation(Condition.BUSY, Evidence.NONE, "creating", "22222222", "req-get"));
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
            case MARKER_GONE -> "MG";
        };
    }

    private static Standing in(RestoreState state) {
        Standing any = History.submitted().standing();
        return new Standing(state, any.since(), 1, any.submission(), null, any.ending(), null, Around.NOTHING);
    }

    @Test
    void theFirstThingToDoDependsOnTheStateAlone() {
        assertThat(Arrays.stream(RestoreState.values())
                        .map(state -> state + " " + Rules.first(in(state), History.terms())))
                .containsExactly(
                        "PLANNED CHECK",
                        "CONFIRMED CHECK",
                        "PREPARING CHECK",
                        "SAFEGUARDING CHECK",
                        "SUBMITTING LOOK",
                        "RESTORING LOOK",
                        "VERIFYING VERIFY",
                        "COMPLETED STOP",
                        "REJECTED STOP",
                        "CANCELLED STOP",
                        "FAILED STOP",
                        "VERIFICATION_FAILED STOP",
                        "OUTCOME_UNKNOWN LOOK");
    }
}
