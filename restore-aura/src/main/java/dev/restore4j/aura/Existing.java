package dev.restore4j.aura;

import com.fasterxml.jackson.databind.JsonNode;
import dev.restore4j.aura.text.Sanitized;
import dev.restore4j.aura.wire.Json;
import dev.restore4j.catalog.Snapshot;
import dev.restore4j.error.RestoreException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.operation.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds things by id, and says what exists where an id is unknown.
 *
 * <p>Aura was seen answering 404 for what exists; so an id counts as unknown only when it was asked for twice, and the list of
 * what exists could be read in between and does not have it. Anything else is "try later".
 */
final class Existing {

    private static final int NAMED = 10;
    private static final Duration NAMED_SPAN = Duration.ofDays(7);

    private Existing() {}

    /** {@return the instance of this id, in whatever spelling people copy it} */
    static AuraInstance instance(AuraAccount account, String spelled) {
        String id = AuraInstance.folded(spelled);
        Reading first = account.readNow(ApiCall.instance(id));
        return first.isMissing() ? seenAgain(account, spelled) : AuraInstance.of(account, id, first);
    }

    /** {@return the instance that was read, or what a second look finds} */
    static AuraInstance instance(AuraAccount account, String id, Reading first) {
        return first.isMissing() ? seenAgain(account, id) : AuraInstance.of(account, id, first);
    }

    private static AuraInstance seenAgain(AuraAccount account, String spelled) {
        String id = AuraInstance.folded(spelled);
        Listed known = instances(account);
        Reading second = account.readNow(ApiCall.instance(id));
        if (second.isMissing()) {
            known.checkLacks(id, "instance " + Sanitized.text(id), second.requestId());
            throw unknownInstance(account, spelled.trim(), known, second.requestId());
        }
        return AuraInstance.of(account, id, second);
    }

    static AuraSnapshot snapshot(AuraAccount account, String instance, String id) {
        return snapshot(account, instance, id, account.readNow(ApiCall.snapshot(instance, id)));
    }

    private static AuraSnapshot snapshot(AuraAccount account, String instance, String id, Reading first) {
        return snapshot(account, instance, id, account.environment().time().now(), first);
    }

    /** {@return the snapshot that was read, or what a second look finds; it is listed with those before the given time} */
    static AuraSnapshot snapshot(AuraAccount account, String instance, String id, Instant notAfter, Reading first) {
        Reading reading = first;
        Listed known = Listed.NOTHING;
        if (first.isMissing()) {
            // both unknown things are a 404, told apart by a word only: looking is safer
            instance(account, instance);
            known = snapshots(account, instance, notAfter);
            reading = account.readNow(ApiCall.snapshot(instance, id));
        }
        if (reading.isMissing()) {
            known.checkLacks(id, "snapshot " + Sanitized.text(id) + " of instance " + instance, reading.requestId());
            throw unknownSnapshot(instance, id, notAfter, known, reading.requestId());
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
            AuraAccount account, String spelled, Listed known, @Nullable String requestId) {
        String named = known.named(spelled);
        String meant = named.isEmpty() ? "" : " That is the name of " + named + ": ask for it by this id.";
        String some = known.ids().isEmpty() ? "It sees no instances at all." : "It sees " + known.words() + ".";
        return new RestoreRejectedException(
                "unknown-instance",
                "There is no instance " + Sanitized.text(spelled) + " for " + account.name() + "." + meant + " " + some
                        + " Check the id; an instance that was deleted is gone with its snapshots.",
                null,
                requestId);
    }

    private static Listed instances(AuraAccount account) {
        try {
            List<String> ids = new ArrayList<>();
            List<String> words = new ArrayList<>();
            for (JsonNode entry : account.readNow(ApiCall.listInstances()).data()) {
                ids.add(text(entry, "id"));
                words.add(inWords(text(entry, "id"), text(entry, "name")));
            }
            return new Listed(ids, words, null);
        } catch (RestoreException e) {
            return new Listed(List.of(), List.of(), e);
        }
    }

    private static String inWords(String id, String name) {
        return id + " '" + name + "'";
    }

    private static String text(JsonNode entry, String field) {
        return Json.text(entry, field).map(Sanitized::text).orElse("?");
    }

    private static RestoreRejectedException unknownSnapshot(
            String instance, String id, Instant notAfter, Listed known, @Nullable String requestId) {
        String span = "the " + Durations.text(NAMED_SPAN) + " before " + notAfter.truncatedTo(ChronoUnit.SECONDS);
        String some = known.ids().isEmpty()
                ? "It has none of " + span + "."
                : "Of " + span + " it has " + known.words() + ".";
        return new RestoreRejectedException(
                "unknown-snapshot",
                "Instance " + instance + " has no snapshot " + Sanitized.text(id) + ". " + some
                        + " Choose another; older ones expire by the instance's tier.",
                null,
                requestId);
    }

    private static Listed snapshots(AuraAccount account, String instance, Instant notAfter) {
        try {
            List<Snapshot> known = new AuraSnapshots(account, instance)
                    .inAnyState()
                    .between(notAfter.minus(NAMED_SPAN), notAfter)
                    .toList();
            List<String> words = known.stream()
                    .map(snapshot -> Sanitized.text(snapshot.id()) + " (" + snapshot.timestamp() + ", "
                            + Sanitized.text(snapshot.status().word()) + ")")
                    .toList();
            return new Listed(known.stream().map(Snapshot::id).toList(), words, null);
        } catch (RestoreException e) {
            return new Listed(List.of(), List.of(), e);
        }
    }

    /** What a list has, or why it could not be read. */
    private record Listed(
            List<String> ids, List<String> all, @Nullable RestoreException hindrance) {

        static final Listed NOTHING = new Listed(List.of(), List.of(), null);

        /** A list that has what is said to be missing, or that cannot be read, proves nothing. */
        void checkLacks(String id, String what, @Nullable String requestId) {
            String asked = "Aura answers that " + what + " does not exist, ";
            if (hindrance != null) {
                throw new UnavailableException(
                        asked + "and what exists cannot be listed (" + hindrance.getMessage() + "). Try again later.",
                        null,
                        requestId,
                        hindrance);
            }
            if (ids.contains(id)) {
                throw new UnavailableException(
                        asked + "and lists it nevertheless. Try again later.", null, requestId, null);
            }
        }

        /** {@return the ids of those that have this name} */
        String named(String name) {
            return ids.stream()
                    .filter(id -> all.contains(inWords(id, Sanitized.text(name))))
                    .collect(Collectors.joining(", "));
        }

        String words() {
            List<String> head = all.subList(0, Math.min(NAMED, all.size()));
            return String.join(", ", head) + (all.size() > NAMED ? " and more" : "");
        }
    }
}
