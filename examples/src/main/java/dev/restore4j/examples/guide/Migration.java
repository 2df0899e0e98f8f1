// tag::all[]
package dev.restore4j.examples.guide;

import dev.restore4j.Assessment;
import dev.restore4j.RestorePlan;
import dev.restore4j.admin.AdminDatabase;
import dev.restore4j.admin.Neo4jAdmin;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.aura.baseline.GraphBaseline;
import dev.restore4j.aura.baseline.Tolerances;
import dev.restore4j.aura.bolt.Bolt;
import dev.restore4j.operation.DatabaseLogin;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.SafetySnapshot;
import dev.restore4j.verify.CheckLevel;
import dev.restore4j.verify.Checks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.neo4j.driver.AuthTokens;

final class Migration {

    private final AuraClient aura;
    private final AdminDatabase source;

    Migration(AuraClient aura, AdminDatabase source) {
        this.aura = aura;
        this.source = source;
    }

    RestoreResult migrate(String instanceId, Supplier<DatabaseLogin> login, Checks checks) {
        Assessment assessment = RestorePlan.from(source)
                .into(aura.instance(instanceId).withLogin(login))
                .named("MIGRATION-17") // under this name it is uploaded once
                .keepPresent(SafetySnapshot.within(Duration.ofMinutes(20)).orStop())
                .verify(checks)
                .verifyAt(CheckLevel.FULL)
                .orRollBack()
                .assess();
        System.out.println(assessment);
        return assessment.confirm().execute();
    }

    /** Takes NEO4J_HOME, AURA_CLIENT_ID and AURA_CLIENT_SECRET, a password, and what the source held while it ran. */
    public static void main(String[] arguments) throws IOException {
        String instanceId = arguments[0];
        GraphBaseline baseline = GraphBaseline.read(Path.of(arguments[1]));
        String password = System.getenv("INSTANCE_PASSWORD");
        Bolt bolt = Bolt.atTarget(() -> AuthTokens.basic("neo4j", password)).writable();
        try (AuraClient aura = AuraClient.fromEnvironment()) {
            AdminDatabase source = Neo4jAdmin.fromEnvironment().database("neo4j"); // stopped by now
            RestoreResult result = new Migration(aura, source)
                    .migrate(
                            instanceId,
                            () -> DatabaseLogin.of("neo4j", password),
                            bolt.matches(baseline, Tolerances.exact()));
            System.out.println(result);
            if (!result.isVerified()) {
                throw new IllegalStateException("Nobody has looked at all of the data: keep traffic away.");
            }
        }
    }
}
// end::all[]
