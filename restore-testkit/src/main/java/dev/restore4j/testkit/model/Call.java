package dev.restore4j.testkit.model;

import dev.restore4j.testkit.wire.AuraRequest;
import java.time.Instant;

/** A request that found its endpoint. */
record Call(AuraRequest request, Endpoint endpoint, Cause cause) {

    String id(int index) {
        return endpoint.ids(request.path()).get(index);
    }

    Instant now() {
        return cause.now();
    }
}
