package dev.restore4j.aura;

import com.fasterxml.jackson.databind.JsonNode;
import dev.restore4j.aura.wire.ErrorBody;
import dev.restore4j.aura.wire.Json;
import dev.restore4j.error.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * What a read gave: data, or a refusal that is the caller's to judge.
 *
 * @param where method and path
 * @param status the HTTP status, 2xx or 4xx
 * @param content what is in {@code data}, or null for a refusal
 * @param said what the refusal said
 * @param requestId the answer's request id, or null
 */
record Reading(
        String where,
        int status,
        @Nullable JsonNode content,
        ErrorBody said,
        @Nullable String requestId) {

    /** Whether what was asked for does not exist, or not any more. */
    boolean isMissing() {
        return status == 404 || status == 410;
    }

    /** {@return the data} */
    JsonNode data() {
        if (content == null) {
            throw unexpected("was answered " + status + ", " + said.words());
        }
        return content;
    }

    /** {@return a field of the data, which must be there} */
    String required(JsonNode from, String field) {
        return Json.text(from, field)
                .orElseThrow(() -> unexpected("was answered " + status + " without '" + field + "'"));
    }

    ProtocolException unexpected(String what) {
        return new ProtocolException(where + " " + what + ". Report a bug.", null, requestId, null);
    }
}
