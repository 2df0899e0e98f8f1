package dev.restore4j.report;

import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.Verification.Status;
import dev.restore4j.report.RestoreReport.Line;
import java.util.ArrayList;
import java.util.List;

/** What a person should do after a restore, in plain words: it goes to tickets. */
final class NextSteps {

    private final RestoreResult result;
    private final List<String> steps = new ArrayList<>();

    private NextSteps(RestoreResult result) {
        this.result = result;
    }

    static List<Line> of(RestoreResult result) {
        NextSteps next = new NextSteps(result);
        next.instance();
        next.byState();
        next.around();
        List<Line> lines = new ArrayList<>();
        for (String step : next.steps) {
            int number = lines.size() + 1;
            lines.add(new Line("step" + number, String.valueOf(number), step));
        }
        return lines;
    }

    /** A rehearsal's instance that is still there costs money. */
    private void instance() {
        boolean there = result.isRehearsal() && result.state().isEnd() && !result.isCreatedInstanceDeleted();
        if (there && result.createdInstance().isPresent()) {
            boolean left = result.warnings().stream()
                    .anyMatch(warning -> warning.code().equals("leftover"));
            steps.add("Delete instance " + result.createdInstance().get() + " in the Aura Console"
                    + (left ? " now" : " when nobody needs it any more") + ": it costs money until then.");
        }
    }

    private void byState() {
        switch (result.state()) {
            case COMPLETED -> completed();
            case VERIFICATION_FAILED -> verificationFailed();
            case FAILED -> failed();
            case REJECTED, CANCELLED ->
                steps.add("Nothing was overwritten. Do what the message says, then assess again.");
            case OUTCOME_UNKNOWN ->
                steps.add(
                        "Look at the target's data, then settle the operation with what you found. Do not restore again"
                                + " before that.");
            case PLANNED, CONFIRMED, PREPARING, SAFEGUARDING, SUBMITTING, RESTORING, VERIFYING ->
                steps.add("It has not ended. Run the same program again, or attach to it.");
        }
    }

    private void completed() {
        boolean verified = result.verification().status() == Status.VERIFIED;
        if (result.isRehearsal()) {
            steps.add(
                    verified
                            ? "The rehearsal went well. Keep its times: a real restore may take as long."
                            : "The rehearsal proves little: not everything was checked. See what was not, and add it.");
        } else {
            steps.add(
                    verified
                            ? "Release traffic."
                            : "Look at the data before traffic is released: not everything was checked.");
        }
    }

    private void verificationFailed() {
        boolean wrong = result.verification().provesWrongData();
        if (result.isRehearsal()) {
            steps.add(
                    wrong
                            ? "Find out whether the snapshot is wrong or the check, before you need it; rehearse another one."
                            : "Find out why the database did not serve, before you need it. No check proved wrong data.");
        } else if (result.isTakenBack()) {
            takenBack();
        } else if (wrong) {
            steps.add("Keep traffic away: the target's data is not what it should be.");
            putRight();
        } else {
            steps.add(
                    "Keep traffic away until it serves again. What failed is a check of the service, and no check proved"
                            + " wrong data: look at the Aura Console, at addresses and credentials, and at what failed.");
            steps.add("Then look at the data, and release traffic if it is right.");
        }
    }

    private void failed() {
        if (result.isRehearsal()) {
            steps.add("Find out why it failed, before you need it; rehearse another snapshot.");
        } else if (result.isTakenBack()) {
            takenBack();
        } else {
            steps.add("Keep traffic away: the restore failed, and the target's data may be gone.");
            putRight();
        }
        steps.add("Quote the X-Request-Id to Neo4j's support.");
    }

    private void takenBack() {
        steps.add("The target has again what it had when the safety snapshot was taken. Find another source.");
    }

    private void putRight() {
        if (result.createdInstance().isPresent()) {
            steps.add("Restore another snapshot; nothing was overwritten.");
            return;
        }
        String undo = result.safetySnapshot()
                .map(id -> "Restore another snapshot, or undo this restore: safety snapshot " + id
                        + " has what was there before, and what was written since is lost then.")
                .orElse("Restore another snapshot. This restore cannot be undone: there is no safety snapshot.");
        steps.add(undo);
    }

    private void around() {
        boolean ended = result.state().isEnd();
        boolean replaced = result.overwritten() != Overwritten.NO && ended;
        if (replaced) {
            steps.add("Restart what holds connections or caches of the target; invalidate sessions if need be.");
        }
        if (replaced && !result.isRehearsal()) {
            steps.add("Check integrations that processed events of the lost time: they know more than the data does.");
            steps.add("Check users and roles: whether a restore keeps passwords is not documented.");
        }
        if (ended) {
            steps.add("Write down what happened and what was learned.");
        }
    }
}
