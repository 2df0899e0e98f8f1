package dev.restore4j.testkit.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.restore4j.testkit.wire.AuraAnswer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Snapshots: the list of a day, one, and a new one. */
final class SnapshotEndpoints {

    private final World world;
    private final Operations operations;
    private final InstanceJson json;
    private final Refusals refusals;

    SnapshotEndpoints(World world, Operations operations) {
        this.world = world;
        this.operations = operations;
        this.json = new InstanceJson(world);
        this.refusals = new Refusals(world);
    }

    AuraAnswer list(Call call) {
        InstanceState instance = refusals.find(call.id(0), call.now());
        if (instance == null) {
            return refusals.noInstance(call.id(0));
        }
        Duration shift = call.cause()
                .twist()
                .dayShift()
                .orElse(world.quirks().position(Quirk.DayBorder.class).shift());
        LocalDate day;
        try {
            day = call.request().parameter("date").map(LocalDate::parse).orElse(day(call.now(), shift));
        } catch (DateTimeParseException e) {
            return Answers.invalid("date", "bad-request", "Not a date");
        }
        List<SnapshotState> found = instance.snapshots.stream()
                .filter(snapshot -> day(snapshot.timestamp, shift).equals(day))
                .sorted(order())
                .toList();
        ArrayNode list = Json.array();
        found.forEach(snapshot -> list.add(json.snapshot(snapshot, call.now())));
        return Answers.data(200, list);
    }

    AuraAnswer get(Call call) {
        InstanceState instance = refusals.find(call.id(0), call.now());
        if (instance == null) {
            return refusals.noInstance(call.id(0));
        }
        SnapshotState snapshot = instance.snapshot(call.id(1));
        return snapshot == null
                ? refusals.noSnapshot(call.id(1))
                : Answers.data(200, json.snapshot(snapshot, call.now()));
    }

    AuraAnswer create(Call call) {
        InstanceState instance = refusals.find(call.id(0), call.now());
        if (instance == null) {
            return refusals.noInstance(call.id(0));
        }
        Optional<AuraAnswer> refusal = refusals.noSnapshotOf(instance, call.now());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (instance.hasSnapshotUnderWay(call.now())) {
            return Answers.error(409, "snapshot-not-allowed", "A snapshot is already being taken");
        }
        long onDemand = instance.snapshots.stream()
                .filter(snapshot -> snapshot.profile.equals(SnapshotState.AD_HOC))
                .count();
        if (onDemand >= world.settings.limits().snapshots()) {
            return Answers.error(402, "quota-exceeded", "No more snapshots on demand");
        }
        SnapshotState snapshot = operations.takeSnapshot(instance, SnapshotState.AD_HOC, call.cause());
        return Answers.data(202, Json.object().put("snapshot_id", snapshot.id));
    }

    /** The day that a moment belongs to, when days begin later than in UTC by the shift. */
    private static LocalDate day(Instant instant, Duration shift) {
        return instant.minus(shift).atOffset(ZoneOffset.UTC).toLocalDate();
    }

    private Comparator<SnapshotState> order() {
        Comparator<SnapshotState> oldestFirst = Comparator.comparing(snapshot -> snapshot.timestamp);
        return switch (world.quirks().position(Quirk.SnapshotOrder.class)) {
            case NEWEST_FIRST -> oldestFirst.reversed();
            case OLDEST_FIRST -> oldestFirst;
            case BY_ID -> Comparator.comparing(snapshot -> snapshot.id);
        };
    }
}
