package dev.restore4j.aura;

import com.fasterxml.jackson.databind.JsonNode;
import dev.restore4j.catalog.Instance;
import dev.restore4j.operation.OperationId;
import dev.restore4j.spi.Observation.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds instances that operations created and that nobody needs any more. Sends reads only. */
final class Leftovers {

    private final AuraAccount account;
    private final Predicate<OperationId> discarded;

    /**
     * Makes the search.
     *
     * @param discarded whether an operation is known to have ended and to have wanted what it created deleted, whatever it is
     *     called
     */
    Leftovers(AuraAccount account, Predicate<OperationId> discarded) {
        this.account = account;
        this.discarded = discarded;
    }

    List<Instance> find() {
        Reading listing = account.readNow(ApiCall.listInstances());
        List<Instance> found = new ArrayList<>();
        for (JsonNode entry : listing.data()) {
            if (Json.text(entry, "name").filter(this::isLeftBehind).isPresent()) {
                read(listing.required(entry, "id")).ifPresent(found::add);
            }
        }
        return List.copyOf(found);
    }

    private boolean isLeftBehind(String name) {
        return CreatedInstance.operationIn(name)
                .filter(operation -> name.startsWith(NewInstance.DRILL) || discarded.test(operation))
                .isPresent();
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
