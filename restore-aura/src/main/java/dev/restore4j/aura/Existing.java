package dev.restore4j.aura;

import com.fasterxml.jackson.databind.JsonNode;
import dev.restore4j.error.RestoreException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.operation.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds things by id, and says what exists where an id is unknown.
 *
 * <p>Aura was seen answering 404 for what exists; so an id counts as unknown only when it was asked for twice, the second
 * time after something else had been read.
 */
final class Existing {

    private static final int NAMED = 10;
    private static final Duration NAMED_SPAN = Duration.ofDays(7);

    private Existing() {}

    static AuraInstance instance(AuraAccount account, String id) {
        return instance(account, id, account.readNow(ApiCall.instance(id)));
    }

    /** {@return the instance that was read, or what a second look finds} */
    static AuraInstance instance(AuraAccount account, String id, Reading first) {
        if (!first.isMissing()) {
            return AuraInstance.of(account, id, first);
        }
        String known = instancesInWords(account);
        Reading second = account.readNow(ApiCall.instance(id));
        if (second.isMissing()) {
            throw unknownInstance(account, id, known, first.requestId());
        }
        return AuraInstance.of(account, id, second);
    }

    static AuraSnapshot snapshot(AuraAccount account, String instance, String id) {
        return snapshot(account, instance, id, account.readNow(ApiCall.snapshot(instance, id)));
    }

    /** {@return the snapshot that was read, or what a second look finds} */
    static AuraSnapshot snapshot(AuraAccount account, String instance, String id, Reading first) {
        Reading reading = first;
        if (first.isMissing()) {
            // both unknown things are a 404, told apart by a word only: looking is safer
            instance(account, instance);
            reading = account.readNow(ApiCall.snapshot(instance, id));
        }
        if (reading.isMissing()) {
            throw unknownSnapshot(account, instance, id, reading.requestId());
        }
        Reading found = reading;
        AuraSnapshot snapshot = AuraSnapshot.of(account, instance, found.data())
                .orElseThrow(() -> found.unexpected("was answered without id, status or time stamp"));
        if (!snapshot.id().equals(id)) {
            throw found.unexpected("was answered with another snapshot, " + Sanitized.text(snapshot.id()));
        }
        return snapshot;
    }

    private static RestoreRejectedException unknownInstance(
            AuraAccount account, String id, String known, @Nullable String requestId) {
        return new RestoreRejectedException(
                "unknown-instance",
                "There is no instance " + Sanitized.text(id) + " for " + account.name() + ". " + known
                        + " Check the id; an instance that was deleted is gone with its snapshots.",
                null,
                requestId);
    }

    private static String instancesInWords(AuraAccount account) {
        try {
            List<String> known = new ArrayList<>();
            for (JsonNode entry : account.readNow(ApiCall.listInstances()).data()) {
                known.add(text(entry, "id") + " '" + text(entry, "name") + "'");
            }
            return known.isEmpty() ? "It sees no instances at all." : "It sees " + listed(known) + ".";
        } catch (RestoreException e) {
            return "What exists could not be listed.";
        }
    }

    private static String text(JsonNode entry, String field) {
        return Json.text(entry, field).map(Sanitized::text).orElse("?");
    }

    private static RestoreRejectedException unknownSnapshot(
            AuraAccount account, String instance, String id, @Nullable String requestId) {
        return new RestoreRejectedException(
                "unknown-snapshot",
                "Instance " + instance + " has no snapshot " + Sanitized.text(id) + ". "
                        + snapshotsInWords(account, instance)
                        + " Choose another; older ones expire by the instance's tier.",
                null,
                requestId);
    }

    private static String snapshotsInWords(AuraAccount account, String instance) {
        Instant now = account.environment().time().now();
        String span = "the last " + Durations.text(NAMED_SPAN);
        try {
            List<String> known = new AuraSnapshots(account, instance)
                    .inAnyState()
                    .between(now.minus(NAMED_SPAN), now)
                    .limit(NAMED + 1L)
                    .map(snapshot -> Sanitized.text(snapshot.id()) + " (" + snapshot.timestamp() + ", "
                            + Sanitized.text(snapshot.status().word()) + ")")
                    .toList();
            return known.isEmpty() ? "It has none of " + span + "." : "Of " + span + " it has " + listed(known) + ".";
        } catch (RestoreException e) {
            return "What exists could not be listed.";
        }
    }

    private static String listed(List<String> all) {
        List<String> head = all.subList(0, Math.min(NAMED, all.size()));
        return String.join(", ", head) + (all.size() > NAMED ? " and more" : "");
    }
}
