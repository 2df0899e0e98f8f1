package dev.restore4j.aura;

import dev.restore4j.catalog.Snapshot;
import dev.restore4j.spi.RestoreRoute;

/** A snapshot, its instance and another one, and the ways between them. */
final class Routes {

    static final String SOURCE = "2f49c2b3";
    static final String TARGET = "00000002";
    static final String SID = "3e5e6e27";

    private Routes() {}

    /** {@return an API that has them} */
    static ScriptedApi api() {
        return new ScriptedApi()
                .instanceIs(SOURCE)
                .instanceIs(TARGET, "name", "Staging", "memory", "16GB")
                .snapshotIs(SID, SOURCE);
    }

    static Snapshot snapshot(AuraClient client) {
        return client.instance(SOURCE).snapshots().get(SID);
    }

    static RestoreRoute inPlace(AuraClient client) {
        Snapshot snapshot = snapshot(client);
        return snapshot.to(snapshot.home().orElseThrow());
    }

    static RestoreRoute overwrite(AuraClient client) {
        return snapshot(client).to(client.instance(TARGET));
    }
}
