package dev.restore4j.aura;

import static dev.restore4j.aura.ScriptedApi.data;
import static dev.restore4j.aura.ScriptedApi.error;
import static dev.restore4j.aura.ScriptedApi.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.spi.Safeguard.Condition;
import dev.restore4j.spi.Safeguard.Kept;
import dev.restore4j.spi.Urgency;
import dev.restore4j.spi.Urgency.Rank;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The snapshot that was begun since a moment. The scripted time is noon on the tenth. */
class SnapshotSearchTest {

    private static final String ID = "2f49c2b3";
    private static final String LIST = "GET /v1/instances/2f49c2b3/snapshots?date=2026-03-";
    private static final Instant MOMENT = Instant.parse("2026-03-10T11:58:00.700Z");

    private final ScriptedApi api = new ScriptedApi();

    SnapshotSearchTest() {
        for (int day = 1; day <= 10; day++) {
            api.on(LIST + String.format("%02d", day), data(200, "[]"));
        }
        api.on(LIST + "11", error(400, "bad-request", "A day of the future"));
    }

    private static String onDemand(String id, String time, String status) {
        return snapshot(id, ID, "profile", "AdHoc", "status", status, "timestamp", "2026-03-10T" + time + "Z");
    }

    private void today(String... snapshots) {
        api.on(LIST + "10", data(200, "[" + String.join(",", snapshots) + "]"));
    }

    private Optional<String> found() throws InterruptedException {
        return since(MOMENT).map(Kept::snapshot);
    }

    private Optional<Kept> since(Instant moment) throws InterruptedException {
        return api.time.run(() -> api.client()
                .target("aura:" + ID)
                .orElseThrow()
                .safeguard()
                .orElseThrow()
                .since(moment, Urgency.of(Rank.INTERACTIVE)));
    }

    @Test
    void isTheOldestSinceTheMoment() throws InterruptedException {
        today(
                onDemand("later", "11:59:30", "InProgress"),
                onDemand("first", "11:58:02", "InProgress"),
                onDemand("hours-ago", "09:00:00", "Completed"));
        assertThat(since(MOMENT)).contains(new Kept("first", Condition.PENDING, Instant.parse("2026-03-10T11:58:02Z")));
    }

    @Test
    void scheduledOnesAreNobodysOwn() throws InterruptedException {
        today(snapshot("s", ID, "timestamp", "2026-03-10T11:58:30Z"));
        assertThat(found()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"11:58:00,true", "11:57:31,true", "11:57:30,false", "11:50:00,false"})
    void theClocksMayDifferByHalfAMinute(String time, boolean counts) throws InterruptedException {
        today(onDemand("s", time, "Completed"));
        assertThat(found().isPresent()).isEqualTo(counts);
    }

    @Test
    void withinTheToleranceTheNewestIsTheLikeliest() throws InterruptedException {
        today(onDemand("earlier", "11:57:35", "Completed"), onDemand("nearest", "11:58:00", "Completed"));
        assertThat(found()).contains("nearest");
    }

    @Test
    void whatIsCertainlySinceGoesFirst() throws InterruptedException {
        today(onDemand("before", "11:57:59", "Completed"), onDemand("after", "11:58:01", "Completed"));
        assertThat(found()).contains("after");
    }

    @Test
    void oneThatFailedCountsOnlyWhereThereIsNoOther() throws InterruptedException {
        today(onDemand("failed", "11:58:01", "Failed"), onDemand("good", "11:59:00", "Pending"));
        assertThat(found()).contains("good");
        today(onDemand("failed", "11:58:01", "Failed"));
        assertThat(since(MOMENT)).contains(new Kept("failed", Condition.FAILED, Instant.parse("2026-03-10T11:58:01Z")));
    }

    @ParameterizedTest
    @CsvSource({"09", "11"})
    void theDayMayBeAnotherOneForAura(String day) throws InterruptedException {
        api.on(LIST + day, data(200, "[" + onDemand("s", "11:58:30", "Completed") + "]"));
        assertThat(found()).contains("s");
    }

    @Test
    void readsTheDaysAroundAndNoMore() throws InterruptedException {
        since(MOMENT);
        assertThat(api.calls()).containsExactly(LIST + "09", LIST + "10", LIST + "11");
    }

    @Test
    void looksBackForAWeekAtMost() throws InterruptedException {
        since(Instant.EPOCH);
        assertThat(api.calls()).hasSize(9).startsWith(LIST + "03").endsWith(LIST + "11");
    }
}
