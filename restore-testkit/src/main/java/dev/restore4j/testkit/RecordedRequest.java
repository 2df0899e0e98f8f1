package dev.restore4j.testkit;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A request that reached the fake, or was to reach it, and what became of it.
 *
 * @param ordinal counted from 1 in the order of arrival
 * @param at when it arrived, in the fake's time
 * @param method in upper case
 * @param path still encoded
 * @param query still encoded; empty when there was none
 * @param headers by lower-case name; the value of {@code authorization} is only its scheme
 * @param body as text
 * @param status of the answer; empty when the client got none
 * @param requestId the answer's {@code X-Request-Id}, if it had one
 * @param fault what went wrong with it, if anything did
 */
public record RecordedRequest(
        int ordinal,
        Instant at,
        String method,
        String path,
        String query,
        Map<String, String> headers,
        String body,
        OptionalInt status,
        Optional<String> requestId,
        Optional<String> fault) {

    /** {@return one line for a transcript, without the time} */
    public String line() {
        String target = query.isEmpty() ? path : path + "?" + query;
        String answered = status.isPresent() ? String.valueOf(status.getAsInt()) : "no answer";
        return method + " " + target + " -> " + answered
                + fault.map(name -> " (" + name + ")").orElse("");
    }
}
