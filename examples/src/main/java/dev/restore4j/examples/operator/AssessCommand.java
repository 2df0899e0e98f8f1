package dev.restore4j.examples.operator;

import dev.restore4j.Assessment;
import dev.restore4j.aura.AuraClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The dry run. */
@Command(name = "assess", description = "Says what 'restore' with the same options would do. Only reads.")
final class AssessCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private PlanOptions options = new PlanOptions();

    AssessCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (AuraClient aura = console.connect()) {
            Assessment assessment = options.plan(aura, console).assess();
            console.say(assessment);
            ExitCode code = assessment.blocking().isEmpty() ? ExitCode.DONE : ExitCode.NOTHING_OVERWRITTEN;
            return code.number();
        }
    }
}
