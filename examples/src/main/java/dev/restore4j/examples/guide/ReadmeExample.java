package dev.restore4j.examples.guide;

import dev.restore4j.Assessment;
import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.aura.baseline.GraphBaseline;
import dev.restore4j.aura.baseline.Tolerances;
import dev.restore4j.aura.bolt.Bolt;
import dev.restore4j.catalog.Snapshot;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.SafetySnapshot;
import dev.restore4j.report.RestoreReport;
import dev.restore4j.verify.CheckLevel;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.function.Supplier;
import org.neo4j.driver.AuthToken;

/** What README.md begins with. */
final class ReadmeExample {

    private ReadmeExample() {}

    static void shortest(Snapshot snapshot) {
        // tag::shortest[]
        RestorePlan.from(snapshot).confirm().execute();
        // end::shortest[]
    }

    static void lastSnapshotBefore(Instant incident, GraphBaseline baseline, Supplier<AuthToken> user) {
        // tag::ten-lines[]
        try (AuraClient aura = AuraClient.fromEnvironment()) {
            Snapshot snapshot = aura.instance("2f49c2b3")
                    .snapshots()
                    .latestBefore(incident, Period.ofDays(7))
                    .orElseThrow(() -> new IllegalStateException(
                            "Instance 2f49c2b3 has no completed snapshot of the 7 days before " + incident));
            RestorePlan plan = RestorePlan.from(snapshot)
                    .named("INC-4711")
                    .keepPresent(SafetySnapshot.within(Duration.ofMinutes(20))) // the way back; .orStop() insists on it
                    .verify(Bolt.atTarget(user).writable().matches(baseline, Tolerances.exact()))
                    .verifyAt(CheckLevel.FULL) // STANDARD leaves out content
                    .orRollBack(); // where a check proves wrong data
            Assessment assessment = plan.assess(); // only reads
            System.out.println(assessment); // what would be lost, what speaks against it
            RestoreResult result = assessment.confirm().execute(); // once, whatever crashes in between
            System.out.println(RestoreReport.of(result)); // what was proven and how, and what was not checked
        }
        // end::ten-lines[]
    }
}
