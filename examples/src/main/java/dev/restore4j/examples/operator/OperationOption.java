package dev.restore4j.examples.operator;

import dev.restore4j.OperationSummary;
import dev.restore4j.RestoreOperation;
import dev.restore4j.RestoreOperations;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.RestoreState;
import java.util.Optional;
import picocli.CommandLine.Parameters;

/** Which operation. */
final class OperationOption {

    @Parameters(paramLabel = "OPERATION", description = "Its id or its name, as 'list' shows them.")
    private String text = "";

    OperationId find(RestoreOperations operations) {
        Optional<OperationSummary> found = operations.named(text);
        if (found.isEmpty() && isId()) {
            found = operations.find(new OperationId(text));
        }
        return found.map(OperationSummary::id)
                .orElseThrow(() -> new RestoreRejectedException(
                        "unknown-operation",
                        "The journal has no operation of the id or name '" + text + "'. See 'list'.",
                        null,
                        null));
    }

    /** {@return the operation, being watched; one that was not submitted is refused, since going on with it takes its plan} */
    RestoreOperation attachSubmitted(RestoreOperations operations) {
        OperationId id = find(operations);
        RestoreState state = operations.find(id).orElseThrow().state();
        if (state.isBeforeSubmission()) {
            throw new RestoreRejectedException(
                    "not-submitted",
                    "Operation " + id
                            + " was confirmed, and nothing was sent that overwrites. To go on with it, give the same 'restore'"
                            + " command again before its confirmation expires; or cancel it.",
                    null,
                    null);
        }
        return operations.attach(id);
    }

    private boolean isId() {
        try {
            return !new OperationId(text).value().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
