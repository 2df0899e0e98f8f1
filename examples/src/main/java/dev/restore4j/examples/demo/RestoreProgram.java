package dev.restore4j.examples.demo;

import dev.restore4j.Assessment;
import dev.restore4j.Confirmation;
import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.aura.AuraClientBuilder;
import dev.restore4j.aura.bolt.Bolt;
import dev.restore4j.catalog.Instance;
import dev.restore4j.catalog.Snapshot;
import dev.restore4j.event.RestoreListener;
import dev.restore4j.operation.RecoveryObjectives;
import dev.restore4j.operation.RestoreReason;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.SafetySnapshot;
import dev.restore4j.report.RestoreReport;
import dev.restore4j.verify.CheckLevel;
import dev.restore4j.verify.Checks;
import java.net.URI;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.AuthTokens;

/**
 * The main job as a user writes it: the last snapshot before an incident, back over its instance.
 *
 * <p>It may be killed at any moment and started again, as often as one likes: the plan's name leads to the same operation,
 * and the instance is overwritten once.
 */
public final class RestoreProgram {

    private RestoreProgram() {}

    /**
     * Runs on the variables of {@link AuraClient#fromEnvironment()} and {@code RESTORE_INSTANCE},
     * {@code RESTORE_INSTANCE_NAME}, {@code RESTORE_BEFORE} and {@code RESTORE_NAME}; and, to look at the data, {@code NEO4J_URI},
     * {@code NEO4J_USERNAME} and {@code NEO4J_PASSWORD}.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(AuraClient.builder().fromEnvironment(), System.getenv());
    }

    static void run(AuraClientBuilder account, Map<String, String> environment) {
        RestoreOrder order = RestoreOrder.fromEnvironment(environment);
        try (AuraClient aura = account.build()) {
            System.out.println(RestoreReport.of(restore(aura, order, checks(environment), event -> {})));
        }
    }

    /** {@return what to look at afterwards; nothing where the environment does not say where Bolt is} */
    private static Checks checks(Map<String, String> environment) {
        String address = environment.get("NEO4J_URI");
        return address == null
                ? List::of
                : Bolt.at(
                                URI.create(address),
                                () -> AuthTokens.basic(
                                        environment.getOrDefault("NEO4J_USERNAME", "neo4j"),
                                        environment.getOrDefault("NEO4J_PASSWORD", "")))
                        .writable()
                        .indexesOnline();
    }

    // tag::restore[]
    static RestoreResult restore(AuraClient aura, RestoreOrder order, Checks checks, RestoreListener listener) {
        Instance instance = aura.instance(order.instanceId());
        Snapshot snapshot = instance.snapshots()
                .latestBefore(order.incident(), Period.ofDays(7))
                .orElseThrow(() -> new IllegalStateException(
                        instance + " has no completed snapshot of the 7 days before " + order.incident()));

        Assessment assessment = RestorePlan.from(snapshot)
                .named(order.planName())
                .because(RestoreReason.ACCIDENTAL_DELETION, "DELETE without WHERE")
                .objectives(RecoveryObjectives.rpo(Duration.ofHours(6)).rto(Duration.ofHours(1)))
                .keepPresent(SafetySnapshot.within(Duration.ofMinutes(20)))
                .verify(checks)
                .verifyAt(CheckLevel.FULL)
                .orRollBack()
                .notify(listener)
                .assess();
        System.out.println(assessment);

        return assessment
                .confirm(Confirmation.typed(Confirmation.WORD, order.instanceName()))
                .execute();
    }
    // end::restore[]
}
