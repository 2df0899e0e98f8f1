package dev.restore4j.testkit.store;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A request that reached a store, and what became of it. Bodies are not kept, signatures are blacked out.
 *
 * @param ordinal counted from 1 in the order in which the requests ended
 * @param at when it arrived, in the fake's time
 * @param call what it asked
 * @param method in upper case
 * @param path without the query, which has the signature
 * @param part the number of the part, from 1; empty for a session
 * @param headers by lower-case name
 * @param length how many bytes of a body arrived
 * @param crc32 their checksum
 * @param status of the answer; empty when the client got none
 * @param fault what went wrong with it, if anything did
 */
public record StoreRequest(
        int ordinal,
        Instant at,
        StoreCall call,
        String method,
        String path,
        OptionalInt part,
        Map<String, String> headers,
        long length,
        long crc32,
        OptionalInt status,
        Optional<String> fault) {

    /** {@return one line for a transcript, without the time} */
    public String line() {
        String answered = status.isPresent() ? String.valueOf(status.getAsInt()) : "no answer";
        String which = part.isPresent() ? " part " + part.getAsInt() : "";
        return method + " " + path + which + " " + length + " bytes -> " + answered
                + fault.map(name -> " (" + name + ")").orElse("");
    }
}
