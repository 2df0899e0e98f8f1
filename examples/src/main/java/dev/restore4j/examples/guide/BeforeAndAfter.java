package dev.restore4j.examples.guide;

import static java.util.Objects.requireNonNull;

import dev.restore4j.Assessment;
import dev.restore4j.RestoreOperation;
import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.aura.InstanceCredentials;
import dev.restore4j.aura.baseline.GraphBaseline;
import dev.restore4j.aura.baseline.Tolerances;
import dev.restore4j.aura.bolt.Bolt;
import dev.restore4j.catalog.Snapshot;
import dev.restore4j.event.RestoreEvent.Regressed;
import dev.restore4j.operation.Actor;
import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.SafetySnapshot;
import dev.restore4j.verify.CheckLevel;
import dev.restore4j.verify.Checks;
import dev.restore4j.verify.Marker;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.AuthTokens;

/** The examples of docs/restoring.md of what is done around the overwrite. */
final class BeforeAndAfter {

    private BeforeAndAfter() {}

    /** What a program does with its own traffic. */
    interface Application {

        void clearCaches();

        void replay(Object window);

        void releaseTraffic();

        void keepTrafficAway(Object result);
    }

    static RestorePlan before(RestorePlan plan, Marker marker) {
        // tag::before[]
        RestorePlan careful = plan.keepPresent(
                        SafetySnapshot.within(Duration.ofMinutes(20)).orStop())
                .markedBy(marker);
        // end::before[]
        return careful;
    }

    static RestorePlan after(RestorePlan plan, Checks checks, Application application) {
        // tag::after[]
        RestorePlan looked = plan.verify(checks)
                .verifyAt(CheckLevel.FULL)
                .verifyWithin(Duration.ofMinutes(5), Duration.ofMinutes(30))
                .afterRestore(aftermath -> application.clearCaches())
                .afterVerified(aftermath -> {
                    aftermath.replay().ifPresent(application::replay);
                    application.releaseTraffic();
                })
                .afterFailed(aftermath -> application.keepTrafficAway(aftermath.result()))
                .hooksWithin(Duration.ofMinutes(2));
        // end::after[]
        return looked;
    }

    static RestorePlan rollback(RestorePlan plan, Checks checks) {
        // tag::rollback[]
        RestorePlan takenBack =
                plan.keepPresent(SafetySnapshot.required()).verify(checks).orRollBack();
        // end::rollback[]
        return takenBack;
    }

    static RestoreResult undo(AuraClient aura, OperationId id) {
        // tag::undo[]
        RestoreOperation operation = aura.operations().attach(id);
        Assessment assessment = RestorePlan.undoing(operation).assess();
        System.out.println(assessment); // everything written since is lost, too
        RestoreResult undone = assessment.confirm().execute();
        // end::undo[]
        return undone;
    }

    static RestoreResult rehearse(AuraClient aura, Snapshot snapshot, GraphBaseline baseline, LocalDate today) {
        // tag::rehearse[]
        AtomicReference<@Nullable InstanceCredentials> created = new AtomicReference<>();
        Bolt checks = Bolt.atTarget(() -> {
            InstanceCredentials known = requireNonNull(created.get(), "no password: started again after a crash");
            return AuthTokens.basic(known.username(), known.password());
        });
        RestoreResult rehearsed = RestorePlan.from(snapshot)
                .verify(checks.writable().matches(baseline, Tolerances.exact()))
                .verifyAt(CheckLevel.FULL)
                .rehearsal(aura.newInstance("orders").credentialsTo(created::set))
                .named("drill of " + today) // under one name it takes place once
                .confirm()
                .execute(); // the instance is deleted by now
        // end::rehearse[]
        return rehearsed;
    }

    static void leftovers(AuraClient aura) {
        // tag::leftovers[]
        aura.leftovers().forEach(instance -> System.out.println("costs money: " + instance));
        // end::leftovers[]
    }

    static RestorePlan watch(RestorePlan plan) {
        // tag::watch[]
        RestorePlan watched = plan.watchFor(Duration.ofHours(1)).notify(event -> {
            if (event instanceof Regressed regressed) {
                System.out.println(regressed.result());
            }
        });
        // end::watch[]
        return watched;
    }

    static RestoreResult endUnverified(AuraClient aura, OperationId id) {
        // tag::end-unverified[]
        RestoreResult ended = aura.operations()
                .attach(id)
                .endUnverified(Actor.named("a.turing"))
                .await();
        // end::end-unverified[]
        return ended;
    }
}
