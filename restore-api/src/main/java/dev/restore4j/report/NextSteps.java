package dev.restore4j.report;

import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.operation.Verification.Status;
import dev.restore4j.report.RestoreReport.Line;
import java.util.ArrayList;
import java.util.List;

/** What a person should do after a restore. */
final class NextSteps {

    private NextSteps() {}

    static List<Line> of(RestoreResult result) {
        List<String> steps = new ArrayList<>(byState(result));
        boolean replaced =
                result.overwritten() != Overwritten.NO && result.state().isEnd();
        if (replaced) {
            steps.add("Restart what holds connections or caches of the target; invalidate sessions if need be.");
            steps.add("Check integrations that processed events of the lost time: they know more than the data does.");
            steps.add("Check users and roles: whether a restore keeps passwords is not documented.");
        }
        if (result.state().isEnd()) {
            steps.add("Write down what happened and what was learned.");
        }
        List<Line> lines = new ArrayList<>();
        for (String step : steps) {
            int number = lines.size() + 1;
            lines.add(new Line("step" + number, String.valueOf(number), step));
        }
        return lines;
    }

    private static List<String> byState(RestoreResult result) {
        return switch (result.state()) {
            case COMPLETED -> completed(result);
            case VERIFICATION_FAILED -> List.of(takenBack(result));
            case FAILED -> List.of(takenBack(result), "Quote the X-Request-Id to Neo4j's support.");
            case REJECTED, CANCELLED ->
                List.of("Nothing was overwritten. Do what the message says, then assess again.");
            case OUTCOME_UNKNOWN ->
                List.of("Look at the target's data, then settle the operation with what you found. Do not restore again"
                        + " before that.");
            case PLANNED, CONFIRMED, PREPARING, SAFEGUARDING, SUBMITTING, RESTORING, VERIFYING ->
                List.of("It has not ended. Run the same program again, or attach to it.");
        };
    }

    private static List<String> completed(RestoreResult result) {
        return result.verification().status() == Status.VERIFIED
                ? List.of("Release traffic.")
                : List.of("Look at the data before traffic is released: not everything was checked.");
    }

    private static String takenBack(RestoreResult result) {
        boolean back = result.rollback()
                .filter(rollback -> rollback.state() == RestoreState.COMPLETED)
                .isPresent();
        return back
                ? "The target has again what it had before the restore. Find another source."
                : "Keep traffic away: the target's data is not what it should be. Restore from another source, or take this"
                        + " restore back with RestorePlan.undoing(operation) where it has a safety snapshot.";
    }
}
