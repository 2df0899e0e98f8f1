package dev.restore4j.aura.console;

import dev.restore4j.aura.wire.Json;
import org.jspecify.annotations.Nullable;

/**
 * What is said to be whole.
 *
 * @param crc32 as announced
 * @param parts what the Console said of the parts, all of which have arrived; null where it was not sent in parts
 */
public record Completion(long crc32, @Nullable ArrivedParts parts) {

    String body() {
        return parts == null ? Json.write(Json.object().put("Crc32", crc32)) : parts.with(crc32);
    }
}
