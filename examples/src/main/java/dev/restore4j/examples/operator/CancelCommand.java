package dev.restore4j.examples.operator;

import dev.restore4j.RestoreOperation;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.operation.Cancellation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Cancels what was not sent. */
@Command(name = "cancel", description = "Cancels an operation if nothing was sent. What was sent cannot be stopped.")
final class CancelCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private OperationOption operation = new OperationOption();

    CancelCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (AuraClient aura = console.connect()) {
            RestoreOperation found = aura.operations().attach(operation.find(aura.operations()));
            if (found.cancel() == Cancellation.BEFORE_SUBMISSION) {
                console.say("Operation " + found.id() + ": nothing was sent, and nothing will be.");
                return ExitCode.DONE.number();
            }
            console.say("Too late. Aura cannot stop a restore. " + found.status());
            return ExitCode.of(aura.operations().find(found.id()).orElseThrow()).number();
        }
    }
}
