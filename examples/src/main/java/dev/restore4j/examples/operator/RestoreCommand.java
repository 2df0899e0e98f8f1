package dev.restore4j.examples.operator;

import dev.restore4j.Assessment;
import dev.restore4j.Confirmation;
import dev.restore4j.ConfirmedRestore;
import dev.restore4j.RestoreOperation;
import dev.restore4j.aura.AuraClient;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Restores, after somebody has typed what it takes. */
@Command(
        name = "restore",
        description = "Restores a snapshot: shows the assessment, asks for two typed lines, restores, waits.")
final class RestoreCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private PlanOptions options = new PlanOptions();

    @Mixin
    private WaitOptions waiting = new WaitOptions();

    RestoreCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (AuraClient aura = console.connect()) {
            Assessment assessment =
                    options.plan(aura).notify(new ProgressLines(console)).assess();
            console.say(assessment);
            RestoreOperation operation = confirmed(assessment).start();
            console.note("Operation " + operation.id() + ". Should this program end before it does: restore4j resume "
                    + operation.id());
            return waiting.await(operation, console).number();
        }
    }

    /** An operation that is gone on with, and an assessment that nobody could confirm, need no typing. */
    private ConfirmedRestore confirmed(Assessment assessment) {
        if (assessment.continues().isPresent() || !assessment.blocking().isEmpty()) {
            return assessment.confirm();
        }
        console.note("Everything in this target is replaced. Nothing has been sent so far.");
        Optional<String> word = console.terminal().ask("Type " + Confirmation.WORD + " to go on: ");
        Optional<String> name = word.flatMap(typed -> console.terminal()
                .ask("Type the name of the target, " + assessment.target().name() + ": "));
        return assessment.confirm(
                Confirmation.typed(word.orElse(""), name.orElse("")).by(options.actor()));
    }
}
