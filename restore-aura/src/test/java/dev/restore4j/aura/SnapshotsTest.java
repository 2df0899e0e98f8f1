package dev.restore4j.aura;

import static dev.restore4j.aura.ScriptedApi.data;
import static dev.restore4j.aura.ScriptedApi.error;
import static dev.restore4j.aura.ScriptedApi.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.catalog.Snapshot;
import dev.restore4j.catalog.Snapshots;
import dev.restore4j.error.ProtocolException;
import dev.restore4j.error.RestoreRejectedException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** It is 2026-03-10T12:00:00Z, and the fake Aura's day begins when a test says so. */
class SnapshotsTest {

    private static final String ID = "2f49c2b3";

    private final ScriptedApi api = new ScriptedApi();
    private final Map<Instant, String> taken = new TreeMap<>();

    @BeforeEach
    void anInstance() {
        api.instanceIs(ID);
    }

    private void take(String id, String timestamp) {
        taken.put(Instant.parse(timestamp), id);
    }

    /** Lists every day from February to April, by days that begin so much later than in UTC, oldest first. */
    private Snapshots listed(Duration dayBegins) {
        for (LocalDate day = LocalDate.of(2026, 2, 1); day.getMonthValue() < 4; day = day.plusDays(1)) {
            LocalDate listed = day;
            List<String> entries = new ArrayList<>();
            taken.forEach((at, id) -> {
                if (LocalDate.ofInstant(at.minus(dayBegins), ZoneOffset.UTC).equals(listed)) {
                    entries.add(snapshot(id, ID, "timestamp", at.toString()));
                }
            });
            api.on(list(day), data(200, entries.toString()));
        }
        return api.time.run(() -> api.client().instance(ID).snapshots());
    }

    private static String list(LocalDate day) {
        return "GET /v1/instances/" + ID + "/snapshots?date=" + day;
    }

    private List<String> ids(List<Snapshot> snapshots) {
        return snapshots.stream().map(Snapshot::id).toList();
    }

    private long reads() {
        return api.calls().stream().filter(call -> call.contains("?date=")).count();
    }

    @ParameterizedTest
    @ValueSource(ints = {-23, -14, -8, 0, 5, 12, 23})
    void findsTheLatestWhereverADayBegins(int hours) {
        take("a", "2026-03-09T23:59:59Z");
        take("b", "2026-03-10T00:00:00Z");
        take("c", "2026-03-10T11:59:59Z");
        Snapshots snapshots = listed(Duration.ofHours(hours));
        api.time.run(() -> assertThat(
                        snapshots.latest(Period.ofDays(3)).orElseThrow().id())
                .isEqualTo("c"));
    }

    @ParameterizedTest
    @ValueSource(ints = {-23, -8, 0, 5, 23})
    void listsADayOfUtcWhereverADayBegins(int hours) {
        take("before", "2026-03-07T23:59:59.999999999Z");
        take("first", "2026-03-08T00:00:00Z");
        take("last", "2026-03-08T23:59:59.999999999Z");
        take("after", "2026-03-09T00:00:00Z");
        Snapshots snapshots = listed(Duration.ofHours(hours));
        api.time.run(
                () -> assertThat(ids(snapshots.on(LocalDate.of(2026, 3, 8)))).containsExactly("last", "first"));
        assertThat(reads()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {-23, -5, 0, 9, 23})
    void streamsNewestFirstAcrossDays(int hours) {
        List<String> expected = new ArrayList<>();
        for (int day = 1; day <= 9; day++) {
            for (int hour = 0; hour < 24; hour += 5) {
                String at = "2026-03-%02dT%02d:30:00Z".formatted(day, hour);
                take("s" + day + "-" + hour, at);
                expected.add(0, "s" + day + "-" + hour);
            }
        }
        Snapshots snapshots = listed(Duration.ofHours(hours));
        api.time.run(() -> assertThat(ids(snapshots
                        .between(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-03-10T12:00:00Z"))
                        .toList()))
                .isEqualTo(expected));
    }

    /** Not even the border need be the same for all: a day may be that of the end of a snapshot, or of a server's zone. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void streamsNewestFirstHoweverDaysAreMeant(long seed) {
        Random random = new Random(seed);
        Map<LocalDate, List<String>> days = new TreeMap<>();
        List<Instant> expected = new ArrayList<>();
        Instant last = Instant.parse("2026-03-10T00:00:00Z");
        for (int i = 0; i < 60; i++) {
            Instant at = last.minusSeconds(random.nextInt(8 * 86_400));
            expected.add(at);
            LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC).plusDays(random.nextInt(3) - 1);
            days.computeIfAbsent(day, none -> new ArrayList<>()).add(snapshot("s" + i, ID, "timestamp", at.toString()));
        }
        expected.sort(Comparator.reverseOrder());
        Snapshots snapshots = listed(Duration.ZERO);
        days.forEach((day, entries) -> api.on(list(day), data(200, entries.toString())));
        api.time.run(() -> assertThat(snapshots.between(last.minusSeconds(8 * 86_400), last))
                .extracting(Snapshot::timestamp)
                .isEqualTo(expected));
    }

    @Test
    void readsOnlyAsManyDaysAsAreConsumed() {
        take("old", "2026-02-20T10:00:00Z");
        take("new", "2026-03-08T10:00:00Z");
        Snapshots snapshots = listed(Duration.ZERO);
        api.time.run(() -> assertThat(snapshots
                        .between(Instant.parse("2026-02-15T00:00:00Z"), Instant.parse("2026-03-10T12:00:00Z"))
                        .findFirst()
                        .orElseThrow()
                        .id())
                .isEqualTo("new"));
        // the days 11 to 7: the 7th could hold what was taken on the 8th
        assertThat(reads()).isEqualTo(5);
    }

    @Test
    void sendsNothingUntilTheStreamIsConsumed() {
        Snapshots snapshots = listed(Duration.ZERO);
        long before = api.calls().size();
        api.time.run(() -> snapshots.between(Instant.EPOCH, Instant.MAX).iterator());
        assertThat(api.calls()).hasSize((int) before);
    }

    @Test
    void givesASnapshotThatIsListedUnderTwoDaysOnce() {
        Snapshots snapshots = listed(Duration.ZERO);
        String twice = "[" + snapshot("twice", ID, "timestamp", "2026-03-08T12:00:00Z") + "]";
        api.on(list(LocalDate.of(2026, 3, 8)), data(200, twice));
        api.on(list(LocalDate.of(2026, 3, 9)), data(200, twice));
        api.time.run(() -> assertThat(snapshots.on(LocalDate.of(2026, 3, 8))).hasSize(1));
    }

    @Test
    void latestBeforeExcludesTheMomentItself() {
        take("at", "2026-03-08T12:00:00Z");
        take("before", "2026-03-08T11:59:59Z");
        Snapshots snapshots = listed(Duration.ZERO);
        Instant moment = Instant.parse("2026-03-08T12:00:00Z");
        api.time.run(() -> {
            assertThat(snapshots
                            .latestBefore(moment, Period.ofDays(1))
                            .orElseThrow()
                            .id())
                    .isEqualTo("before");
            assertThat(snapshots
                            .latestBefore(moment.plusNanos(1), Period.ofDays(1))
                            .orElseThrow()
                            .id())
                    .isEqualTo("at");
            assertThat(snapshots.latestBefore(moment.minusSeconds(1), Period.ofDays(1)))
                    .isEmpty();
        });
    }

    @Test
    void looksNoFurtherBackThanItWasTold() {
        take("old", "2026-03-07T11:59:59Z");
        Snapshots snapshots = listed(Duration.ZERO);
        api.time.run(() -> {
            assertThat(snapshots.latest(Period.ofDays(3))).isEmpty();
            assertThat(snapshots.latest(Period.ofDays(4))).isPresent();
        });
    }

    @Test
    void completedOnesUnlessAskedOtherwise() {
        Snapshots snapshots = listed(Duration.ZERO);
        List<String> entries = new ArrayList<>();
        for (String status : List.of("Completed", "completed", "Pending", "InProgress", "Failed", "Cancelled", "Odd")) {
            entries.add(snapshot(status, ID, "status", status));
        }
        api.on(list(LocalDate.of(2026, 3, 10)), data(200, entries.toString()));
        LocalDate today = LocalDate.of(2026, 3, 10);
        api.time.run(() -> {
            assertThat(ids(snapshots.on(today))).containsExactlyInAnyOrder("Completed", "completed");
            assertThat(snapshots.inAnyState().on(today)).hasSize(7);
        });
    }

    @Test
    void aDayThatHasNotBegunMayBeRefused() {
        take("today", "2026-03-10T08:00:00Z");
        Snapshots snapshots = listed(Duration.ZERO);
        api.on(list(LocalDate.of(2026, 3, 11)), error(400, "invalid-date", "The date is in the future"));
        api.time.run(() -> assertThat(snapshots.latest(Period.ofDays(1))).isPresent());
    }

    @Test
    void aDayThatHasBegunMayNotBeRefused() {
        Snapshots snapshots = listed(Duration.ZERO);
        api.on(list(LocalDate.of(2026, 3, 10)), error(400, "invalid-date", "No"));
        api.time.run(() -> assertThatThrownBy(() -> snapshots.latest(Period.ofDays(1)))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("No (invalid-date)"));
    }

    @Test
    void anEntryWithoutATimeStampIsLeftOut() {
        Snapshots snapshots = listed(Duration.ZERO);
        String entries = "[" + snapshot("odd", ID, "timestamp", "yesterday") + "," + snapshot("good", ID) + ",{},7]";
        api.on(list(LocalDate.of(2026, 3, 10)), data(200, entries));
        api.time.run(
                () -> assertThat(ids(snapshots.on(LocalDate.of(2026, 3, 10)))).containsExactly("good"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-10T08:00:00Z",
                "2026-03-10T08:00:00.000000000Z",
                "2026-03-10T09:00:00+01:00",
                "2026-03-10T08:00:00",
                "2026-03-10 08:00:00Z"
            })
    void readsTimeStampsOfAllLayoutsSeen(String text) {
        assertThat(TimeStamps.parse(text)).contains(Instant.parse("2026-03-10T08:00:00Z"));
    }

    @Test
    void idsAreOpaqueAndEncoded() {
        String id = "2023-01-20T18:07:25Z-adhoc / ü?#";
        api.on(
                "GET /v1/instances/" + ID + "/snapshots/2023-01-20T18%3A07%3A25Z-adhoc%20%2F%20%C3%BC%3F%23",
                data(200, snapshot(id, ID)));
        api.time.run(() ->
                assertThat(api.client().instance(ID).snapshots().get(id).id()).isEqualTo(id));
    }

    @Test
    void anUnknownSnapshotNamesWhatExists() {
        take("known", "2026-03-08T12:00:00Z");
        take("too old", "2026-03-01T12:00:00Z");
        Snapshots snapshots = listed(Duration.ZERO);
        api.time.run(() -> assertThatThrownBy(() -> snapshots.get("missing"))
                .isInstanceOfSatisfying(RestoreRejectedException.class, error -> {
                    assertThat(error.code()).isEqualTo("unknown-snapshot");
                    assertThat(error.getMessage())
                            .contains("Instance 2f49c2b3 has no snapshot missing")
                            .contains("known (2026-03-08T12:00:00Z, Completed)")
                            .doesNotContain("too old");
                }));
    }

    @Test
    void namesTenSnapshotsAtMost() {
        for (int i = 10; i < 30; i++) {
            take("s" + i, "2026-03-09T12:00:" + i + "Z");
        }
        Snapshots snapshots = listed(Duration.ZERO);
        api.time.run(() -> assertThatThrownBy(() -> snapshots.get("missing"))
                .hasMessageContaining("s29 (")
                .hasMessageContaining("s20 (")
                .hasMessageContaining("and more")
                .hasMessageNotContaining("s19 ("));
    }

    @Test
    void a404ThatPassesIsNoUnknownSnapshot() {
        Snapshots snapshots = listed(Duration.ZERO);
        api.on(
                "GET /v1/instances/" + ID + "/snapshots/there",
                error(404, "snapshot-not-found", "Snapshot not found"),
                data(200, snapshot("there", ID)));
        api.time.run(() -> assertThat(snapshots.get("there").id()).isEqualTo("there"));
    }

    @Test
    void aListThatIsNotFoundIsAskedForTwice() {
        take("there", "2026-03-10T08:00:00Z");
        Snapshots snapshots = listed(Duration.ZERO);
        String day = list(LocalDate.of(2026, 3, 10));
        api.on(
                day,
                error(404, "db-not-found", "DB not found"),
                data(200, "[" + snapshot("there", ID, "timestamp", "2026-03-10T08:00:00Z") + "]"));
        api.time.run(() -> assertThat(snapshots.latest(Period.ofDays(1))).isPresent());

        api.on(day, error(404, "db-not-found", "DB not found"));
        api.on("GET /v1/instances/" + ID, error(404, "db-not-found", "DB not found"));
        api.on("GET /v1/instances", data(200, "[]"));
        api.time.run(() -> assertThatThrownBy(() -> snapshots.latest(Period.ofDays(1)))
                .isInstanceOfSatisfying(
                        RestoreRejectedException.class,
                        error -> assertThat(error.code()).isEqualTo("unknown-instance")));
    }

    @Test
    void snapshotsOfAnUnknownInstanceSayThat() {
        Snapshots snapshots = listed(Duration.ZERO);
        api.on("GET /v1/instances/" + ID, error(404, "db-not-found", "DB not found"));
        api.on("GET /v1/instances", data(200, "[{\"id\":\"00000001\",\"name\":\"Other\"}]"));
        api.time.run(() -> assertThatThrownBy(() -> snapshots.get("missing"))
                .isInstanceOfSatisfying(RestoreRejectedException.class, error -> {
                    assertThat(error.code()).isEqualTo("unknown-instance");
                    assertThat(error).hasMessageContaining("00000001 'Other'");
                }));
    }

    @Test
    void spansMustNotEndBeforeTheyBegin() {
        Snapshots snapshots = listed(Duration.ZERO);
        assertThatThrownBy(() -> snapshots.between(Instant.MAX, Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> snapshots.latest(Period.ofDays(-1))).isInstanceOf(IllegalArgumentException.class);
    }
}
