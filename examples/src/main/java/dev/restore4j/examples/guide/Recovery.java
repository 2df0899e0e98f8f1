// tag::all[]
package dev.restore4j.examples.guide;

import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.catalog.Snapshot;
import dev.restore4j.operation.RestoreResult;
import java.time.Instant;
import java.time.Period;

final class Recovery {

    private final AuraClient aura;

    Recovery(AuraClient aura) {
        this.aura = aura;
    }

    RestoreResult recover(String instanceId, Instant incident, String ticket) {
        Snapshot snapshot = aura.instance(instanceId)
                .snapshots()
                .latestBefore(incident, Period.ofDays(7))
                .orElseThrow(() -> new IllegalStateException(
                        "Instance " + instanceId + " has no completed snapshot of the 7 days before " + incident));
        return RestorePlan.from(snapshot).named(ticket).confirm().execute();
    }
}
// end::all[]
