package com.example.recovery;

import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.catalog.Snapshot;
import dev.restore4j.operation.RestoreResult;
import java.time.Instant;
import java.time.Period;

/** What a program does with the library: the last snapshot before an incident, back over its instance. */
public final class Recovery {

    private final AuraClient aura;

    public Recovery(AuraClient aura) {
        this.aura = aura;
    }

    public RestoreResult before(Instant incident, String instanceId, String ticket) {
        Snapshot snapshot = aura.instance(instanceId)
                .snapshots()
                .latestBefore(incident, Period.ofDays(7))
                .orElseThrow();
        return RestorePlan.from(snapshot).named(ticket).confirm().execute();
    }
}
