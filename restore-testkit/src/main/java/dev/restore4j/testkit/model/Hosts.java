package dev.restore4j.testkit.model;

import dev.restore4j.testkit.wire.AuraRequest;

/** Aura's API and its Console are different hosts. Over HTTP, on a loopback address, one server is both. */
final class Hosts {

    private Hosts() {}

    static boolean isOther(AuraRequest request, boolean console) {
        String host = request.header("host").orElse("");
        return console ? host.startsWith("api.") : host.startsWith("console.") || host.startsWith("console-");
    }
}
