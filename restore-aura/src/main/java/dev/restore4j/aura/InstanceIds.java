package dev.restore4j.aura;

import dev.restore4j.aura.text.Sanitized;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Ids of instances that a program names beforehand. One that is none would match nothing, and nobody would notice. */
final class InstanceIds {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}");

    private InstanceIds() {}

    /**
     * Checks ids.
     *
     * @param method which method they were given to, for messages
     * @param advice what to do where something else than an id is meant
     * @param ids as people copy them
     * @return the ids, folded
     * @throws IllegalArgumentException if there are none, or if one is none
     */
    static Set<String> checked(String method, String advice, String... ids) {
        if (ids.length == 0) {
            throw new IllegalArgumentException(method + "() needs at least one id.");
        }
        for (String id : ids) {
            if (!ID.matcher(AuraInstance.folded(id)).matches()) {
                throw new IllegalArgumentException("'" + Sanitized.text(id)
                        + "' is no instance's id, which has 8 hexadecimal characters, as the Aura Console shows it. "
                        + advice);
            }
        }
        return Arrays.stream(ids).map(AuraInstance::folded).collect(Collectors.toUnmodifiableSet());
    }
}
