package dev.restore4j.it.crash;

import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.operation.SafetySnapshot;
import dev.restore4j.operation.Verification.Status;
import dev.restore4j.testkit.fault.Fault;
import dev.restore4j.testkit.verify.ScriptedCheck;
import dev.restore4j.verify.Verdict;
import java.time.Duration;

/** A plan with something around the overwrite, and what becomes of it where nobody dies. */
enum CarePlan {
    KEPT_AND_VERIFIED(RestoreState.COMPLETED, Status.VERIFIED) {
        @Override
        RestorePlan of(RestorePlan plan, CareWorld world, AuraClient client) {
            return kept(plan)
                    .orRollBack()
                    .markedBy(world.target.marker())
                    .verify(world.isRestored())
                    .afterRestore(world.restored)
                    .afterVerified(world.verified)
                    .afterFailed(world.failed);
        }
    },
    WRONG_DATA_TAKEN_BACK(RestoreState.VERIFICATION_FAILED, Status.FAILED) {
        @Override
        RestorePlan of(RestorePlan plan, CareWorld world, AuraClient client) {
            return kept(plan)
                    .orRollBack()
                    .markedBy(world.target.marker())
                    .verify(world.isSomethingElse())
                    .afterVerified(world.verified)
                    .afterFailed(world.failed);
        }
    },
    UNNAMED_WRONG_DATA_TAKEN_BACK(RestoreState.VERIFICATION_FAILED, Status.FAILED) {
        @Override
        RestorePlan of(RestorePlan plan, CareWorld world, AuraClient client) {
            return kept(plan).orRollBack().verify(world.isSomethingElse()).afterFailed(world.failed);
        }
    },
    FAILED_AND_TAKEN_BACK(RestoreState.FAILED, Status.NOT_VERIFIED) {
        @Override
        void prepare(CareWorld world) {
            world.aura.faults().next(Fault.loadingFailed()).on("POST", "/instances/*/snapshots/*/restore");
        }

        @Override
        RestorePlan of(RestorePlan plan, CareWorld world, AuraClient client) {
            return kept(plan)
                    .orRollBack()
                    .verify(world.isRestored())
                    .afterVerified(world.verified)
                    .afterFailed(world.failed);
        }
    },
    NOBODY_CAN_TELL(RestoreState.COMPLETED, Status.NOT_VERIFIED) {
        @Override
        RestorePlan of(RestorePlan plan, CareWorld world, AuraClient client) {
            Verdict dark = Verdict.inconclusive("The host is not known.");
            return kept(plan)
                    .orRollBack()
                    .verify(ScriptedCheck.named("in the dark").finds(dark))
                    .afterVerified(world.verified)
                    .afterFailed(world.failed);
        }
    },
    REHEARSAL(RestoreState.COMPLETED, Status.VERIFIED) {
        @Override
        RestorePlan of(RestorePlan plan, CareWorld world, AuraClient client) {
            return kept(plan)
                    .verify(world.isRestored())
                    .rehearsal(client.newInstance("rehearsal").credentialsTo(credentials -> {}));
        }
    },
    REHEARSAL_OF_WRONG_DATA(RestoreState.VERIFICATION_FAILED, Status.FAILED) {
        @Override
        RestorePlan of(RestorePlan plan, CareWorld world, AuraClient client) {
            return kept(plan)
                    .orRollBack()
                    .verify(world.isSomethingElse())
                    .rehearsal(client.newInstance("rehearsal").credentialsTo(credentials -> {}));
        }
    },
    REHEARSAL_WHOSE_ANSWER_IS_LOST(RestoreState.COMPLETED, Status.VERIFIED) {
        @Override
        void prepare(CareWorld world) {
            world.aura.faults().next(Fault.answerLost()).on("POST", "/instances");
        }

        @Override
        RestorePlan of(RestorePlan plan, CareWorld world, AuraClient client) {
            return plan.verify(world.isRestored())
                    .rehearsal(client.newInstance("rehearsal").credentialsTo(credentials -> {}));
        }
    },
    MARKED_AND_ANSWER_LOST(RestoreState.COMPLETED, Status.VERIFIED) {
        @Override
        void prepare(CareWorld world) {
            world.aura.faults().next(Fault.answerLost()).on("POST", "/instances/*/snapshots/*/restore");
        }

        @Override
        RestorePlan of(RestorePlan plan, CareWorld world, AuraClient client) {
            return plan.markedBy(world.target.marker()).verify(world.isRestored());
        }
    },
    MARKED_AND_REFUSED(RestoreState.REJECTED, Status.NOT_VERIFIED) {
        @Override
        void prepare(CareWorld world) {
            world.aura
                    .faults()
                    .next(Fault.unauthorized())
                    .on("POST", "/instances/*/snapshots/*/restore")
                    .times(Integer.MAX_VALUE);
        }

        @Override
        RestorePlan of(RestorePlan plan, CareWorld world, AuraClient client) {
            return plan.markedBy(world.target.marker())
                    .verify(world.isRestored())
                    .afterFailed(world.failed);
        }
    };

    private final RestoreState end;
    private final Status verification;

    CarePlan(RestoreState end, Status verification) {
        this.end = end;
        this.verification = verification;
    }

    abstract RestorePlan of(RestorePlan plan, CareWorld world, AuraClient client);

    void prepare(CareWorld world) {}

    /** {@return the end where nobody dies} */
    RestoreState end() {
        return end;
    }

    /** {@return what looking at the data finds, where it is looked at} */
    Status verification() {
        return verification;
    }

    boolean isRehearsal() {
        return this == REHEARSAL || this == REHEARSAL_OF_WRONG_DATA || this == REHEARSAL_WHOSE_ANSWER_IS_LOST;
    }

    boolean isTakenBack() {
        return this == WRONG_DATA_TAKEN_BACK || this == UNNAMED_WRONG_DATA_TAKEN_BACK || this == FAILED_AND_TAKEN_BACK;
    }

    /** {@return what can tell a process that saw nothing of the restore what became of it} */
    Remains.Proof proof() {
        return switch (this) {
            case KEPT_AND_VERIFIED, WRONG_DATA_TAKEN_BACK, MARKED_AND_ANSWER_LOST, MARKED_AND_REFUSED ->
                Remains.Proof.MARKER;
            case UNNAMED_WRONG_DATA_TAKEN_BACK -> Remains.Proof.UNNAMED;
            default -> Remains.Proof.NONE;
        };
    }

    /** {@return the plan by its name, without which the same restore is refused once it has ended} */
    RestorePlan named(RestorePlan plan) {
        return this == UNNAMED_WRONG_DATA_TAKEN_BACK ? plan : plan.named("INC-4711");
    }

    private static RestorePlan kept(RestorePlan plan) {
        return plan.keepPresent(SafetySnapshot.within(Duration.ofMinutes(20)));
    }
}
