package dev.restore4j.examples.operator;

import dev.restore4j.RestoreOperation;
import dev.restore4j.aura.AuraClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Waits again. */
@Command(
        name = "resume",
        description = "Watches an operation to its end; where its outcome is unknown, looks once more. Only reads.")
final class ResumeCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private OperationOption operation = new OperationOption();

    @Mixin
    private WaitOptions waiting = new WaitOptions();

    ResumeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (AuraClient aura = console.connect()) {
            RestoreOperation found = operation.attachSubmitted(aura.operations());
            return waiting.awaitTelling(found, console).number();
        }
    }
}
