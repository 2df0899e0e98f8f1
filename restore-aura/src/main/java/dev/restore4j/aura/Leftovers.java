package dev.restore4j.aura;

import com.fasterxml.jackson.databind.JsonNode;
import dev.restore4j.aura.wire.Json;
import dev.restore4j.catalog.Instance;
import dev.restore4j.spi.Observation.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds instances that rehearsals created, by their names. Sends reads only. */
final class Leftovers {

    private final AuraAccount account;

    Leftovers(AuraAccount account) {
        this.account = account;
    }

    List<Instance> find() {
        Reading listing = account.readNow(ApiCall.listInstances());
        List<Instance> found = new ArrayList<>();
        for (JsonNode entry : listing.data()) {
            if (Json.text(entry, "name").filter(Leftovers::isLeftBehind).isPresent()) {
                read(listing.required(entry, "id")).ifPresent(found::add);
            }
        }
        return List.copyOf(found);
    }

    private static boolean isLeftBehind(String name) {
        return name.startsWith(NewInstance.DRILL)
                && CreatedInstance.operationIn(name).isPresent();
    }

    /** As it is now, unless it was renamed or deleted meanwhile. */
    private Optional<Instance> read(String id) {
        Reading reading = account.readNow(ApiCall.createdInstance(id));
        if (reading.isMissing()) {
            return Optional.empty();
        }
        AuraInstance seen = AuraInstance.of(account, id, reading);
        boolean goes = StatusWords.OF_CREATION
                        .observation(seen.status().word(), null, null)
                        .condition()
                == Condition.GONE;
        return goes || !isLeftBehind(seen.name()) ? Optional.empty() : Optional.of(seen);
    }
}
