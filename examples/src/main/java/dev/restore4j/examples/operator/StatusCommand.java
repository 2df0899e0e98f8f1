package dev.restore4j.examples.operator;

import dev.restore4j.OperationSummary;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.operation.OperationId;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows an operation. */
@Command(
        name = "status",
        description = "Shows an operation as the journal has it, and ends with its exit code. Sends nothing.")
final class StatusCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private OperationOption operation = new OperationOption();

    StatusCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (AuraClient aura = console.connect()) {
            OperationId id = operation.find(aura.operations());
            OperationSummary summary = aura.operations().find(id).orElseThrow();
            ExitCode code = ExitCode.of(summary);
            show(summary);
            code.next(id, summary.state()).ifPresent(console::note);
            return code.number();
        }
    }

    private void show(OperationSummary summary) {
        console.say("operation:   " + summary.id()
                + summary.name().map(name -> " '" + name + "'").orElse(""));
        console.say(
                "state:       " + summary.state() + " since " + summary.since().truncatedTo(ChronoUnit.SECONDS));
        console.say("overwritten: " + summary.overwritten());
        summary.result().ifPresent(result -> console.say("verified:    " + result.verification()));
        console.say("source:      " + summary.source());
        console.say("target:      " + summary.target());
        console.say("confirmed:   " + summary.confirmedAt().truncatedTo(ChronoUnit.SECONDS));
        if (!summary.message().isEmpty()) {
            console.say(summary.message());
        }
        summary.warnings().forEach(console::note);
    }
}
