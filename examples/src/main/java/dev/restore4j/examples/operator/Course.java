package dev.restore4j.examples.operator;

import dev.restore4j.Assessment;
import dev.restore4j.Confirmation;
import dev.restore4j.ConfirmedRestore;
import dev.restore4j.RestoreOperation;
import dev.restore4j.RestorePlan;
import dev.restore4j.operation.Actor;
import java.util.Optional;

/**
 * The course of a restore from its plan to its end: it is assessed, shown, confirmed, started and waited for.
 *
 * @param console where it is shown
 * @param waiting for how long
 * @param actor who confirms
 */
record Course(Console console, WaitOptions waiting, Actor actor) {

    ExitCode run(RestorePlan plan) {
        Assessment assessment = plan.notify(new ProgressLines(console)).assess();
        console.say(assessment);
        RestoreOperation operation = confirmed(assessment).start();
        console.note(
                "Operation " + operation.id() + ". Should this program end before it does: the same command again, or"
                        + " restore4j resume " + operation.id());
        return waiting.await(operation, console);
    }

    private ConfirmedRestore confirmed(Assessment assessment) {
        if (!isToBeTyped(assessment)) {
            return assessment.confirm();
        }
        console.note("Everything in this target is replaced. Nothing has been sent so far.");
        Optional<String> word = console.terminal().ask("Type " + Confirmation.WORD + " to go on: ");
        Optional<String> name = word.flatMap(typed -> console.terminal()
                .ask("Type the name of the target, " + assessment.target().name() + ": "));
        return assessment.confirm(
                Confirmation.typed(word.orElse(""), name.orElse("")).by(actor));
    }

    /** An operation that is gone on with, an assessment that nobody could confirm, and a new target need no typing. */
    private static boolean isToBeTyped(Assessment assessment) {
        boolean overwrites = assessment.dataLoss().isPresent();
        return assessment.continues().isEmpty()
                && assessment.blocking().isEmpty()
                && (overwrites || assessment.needsTyping());
    }
}
