package dev.restore4j.examples.guide;

import dev.restore4j.Assessment;
import dev.restore4j.Confirmation;
import dev.restore4j.OperationSummary;
import dev.restore4j.RestoreOperation;
import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.aura.InstanceCredentials;
import dev.restore4j.catalog.Instance;
import dev.restore4j.catalog.Snapshot;
import dev.restore4j.error.OutcomeUnknownException;
import dev.restore4j.error.RestoreException;
import dev.restore4j.error.WaitTimeoutException;
import dev.restore4j.event.RestoreEvent.Looked;
import dev.restore4j.event.RestoreEvent.RestoreStalled;
import dev.restore4j.operation.Actor;
import dev.restore4j.operation.Attestation;
import dev.restore4j.operation.Cancellation;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.RecoveryObjectives;
import dev.restore4j.operation.RestoreReason;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.Optional;
import java.util.function.Consumer;

/** The examples of docs/restoring.md. */
final class Restoring {

    private Restoring() {}

    static RestorePlan plan(Snapshot snapshot) {
        // tag::plan[]
        RestorePlan plan = RestorePlan.from(snapshot)
                .named("INC-4711")
                .because(RestoreReason.ACCIDENTAL_DELETION, "DELETE without WHERE")
                .objectives(RecoveryObjectives.rpo(Duration.ofHours(6)).rto(Duration.ofHours(1)))
                .by(Actor.named("on-call bot"))
                .confirmationValidFor(Duration.ofMinutes(5))
                .waitAtMost(Duration.ofHours(4))
                .reportStallAfter(Duration.ofMinutes(20));
        // end::plan[]
        return plan;
    }

    static RestorePlan elsewhere(AuraClient aura, Snapshot snapshot) {
        // tag::over-another[]
        Instance staging = aura.instance("3c51a0d7");
        RestorePlan overAnother = RestorePlan.from(snapshot).into(staging);
        // end::over-another[]
        return overAnother;
    }

    static RestorePlan intoNew(AuraClient aura, Snapshot snapshot, Consumer<InstanceCredentials> secretStore) {
        // tag::into-new[]
        RestorePlan intoNew = RestorePlan.from(snapshot)
                .into(aura.newInstance("orders-copy").memory("8GB").credentialsTo(secretStore));
        // end::into-new[]
        return intoNew;
    }

    static void assess(RestorePlan plan) {
        // tag::assess[]
        Assessment assessment = plan.assess();
        for (Finding finding : assessment.blocking()) {
            System.out.println(finding.code() + ": " + finding.message());
        }
        // end::assess[]
    }

    static RestoreResult typed(Assessment assessment, String word, String name) {
        // tag::typed[]
        Confirmation confirmation = Confirmation.typed(word, name).by(Actor.named("a.turing"));
        RestoreResult result = assessment.confirm(confirmation).execute();
        // end::typed[]
        return result;
    }

    static RestoreResult later(RestorePlan plan, String word, String name) {
        // tag::token[]
        String token = plan.assess().toToken(); // in one process: shown to a person, with the assessment

        RestoreResult result = plan.assess(token) // in another: the same plan, made there
                .confirm(Confirmation.typed(word, name))
                .execute();
        // end::token[]
        return result;
    }

    static void start(Assessment assessment) {
        // tag::start[]
        RestoreOperation operation = assessment.confirm().start();
        System.out.println(operation.id());
        try {
            System.out.println(operation.await(Duration.ofMinutes(10)));
        } catch (WaitTimeoutException e) {
            System.out.println("still going on: " + operation.status());
        }
        // end::start[]
    }

    static void errors(Assessment assessment) {
        // tag::errors[]
        try {
            System.out.println(assessment.confirm().execute());
        } catch (RestoreException e) {
            System.err.println(e.getMessage());
            System.err.println("overwritten: " + e.overwritten());
            e.operationId().ifPresent(id -> System.err.println("operation: " + id));
            e.requestId().ifPresent(id -> System.err.println("for Neo4j's support: " + id));
        }
        // end::errors[]
    }

    static void list(AuraClient aura) {
        // tag::list[]
        aura.operations().list().forEach(System.out::println);
        aura.operations().named("INC-4711").ifPresent(summary -> System.out.println(summary.state()));
        // end::list[]
    }

    static RestoreResult again(AuraClient aura, String instanceId, Instant incident) {
        // tag::look-first[]
        Optional<OperationSummary> sent = aura.operations()
                .named("INC-4711")
                .filter(operation -> operation.state() != RestoreState.CONFIRMED); // that one needs its plan
        if (sent.isPresent()) { // the snapshot may have expired since: it is not asked for
            return aura.operations().attach(sent.get().id()).await();
        }
        Snapshot snapshot = aura.instance(instanceId)
                .snapshots()
                .latestBefore(incident, Period.ofDays(7))
                .orElseThrow(() -> new IllegalStateException(
                        "Instance " + instanceId + " has no completed snapshot of the 7 days before " + incident));
        return RestorePlan.from(snapshot).named("INC-4711").confirm().execute();
        // end::look-first[]
    }

    static void cancel(AuraClient aura) {
        // tag::cancel[]
        RestoreOperation operation = aura.operations().attach(new OperationId("qc6v3thk0srq65wq"));
        if (operation.cancel() == Cancellation.TOO_LATE) {
            System.out.println("it goes on: " + operation.status());
        }
        // end::cancel[]
    }

    static RestoreResult settle(AuraClient aura, OperationId id) {
        // tag::settle[]
        RestoreOperation operation = aura.operations().attach(id);
        try {
            return operation.await(); // reads once more
        } catch (OutcomeUnknownException e) {
            Attestation found = Attestation.overwritten(
                    Actor.named("a.turing"), "the 4,000 orders of before the incident are there");
            return operation.settle(found).await();
        }
        // end::settle[]
    }

    static RestorePlan listen(RestorePlan plan) {
        // tag::listen[]
        RestorePlan watched = plan.notify(event -> {
            if (event instanceof Looked look) {
                System.out.printf("%s, about %.0f %%%n", look.word(), 100 * look.estimate());
            } else if (event instanceof RestoreStalled stalled) {
                System.out.println(stalled.advice());
            } // others are of no interest here, and more may come
        });
        // end::listen[]
        return watched;
    }
}
