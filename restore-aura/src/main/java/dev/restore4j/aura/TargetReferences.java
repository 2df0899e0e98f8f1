package dev.restore4j.aura;

import dev.restore4j.spi.RestoreTarget;
import java.util.Optional;

/** Targets from what the journal calls them, to watch and settle operations without their plan. */
final class TargetReferences {

    private static final String INSTANCE = "aura:";

    private TargetReferences() {}

    static Optional<RestoreTarget> resolve(AuraAccount account, String reference) {
        if (reference.startsWith(INSTANCE) && reference.length() > INSTANCE.length()) {
            String id = reference.substring(INSTANCE.length());
            return Optional.of(new InstanceTarget(account, id, StatusWords.OF_ANY_RESTORE));
        }
        if (reference.startsWith(NewInstance.PREFIX)) {
            String[] parts = reference.substring(NewInstance.PREFIX.length()).split(":", 2);
            if (parts.length == 2 && !parts[1].isBlank()) {
                NewInstance target = NewInstance.named(account, parts[1]);
                return Optional.of(parts[0].equals(NewInstance.DEFAULT_TENANT) ? target : target.tenant(parts[0]));
            }
        }
        return Optional.empty();
    }
}
