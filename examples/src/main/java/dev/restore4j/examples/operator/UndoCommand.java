package dev.restore4j.examples.operator;

import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.operation.Actor;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes a restore back. */
@Command(
        name = "undo",
        description =
                "Takes a restore back: puts what its safety snapshot kept over the same instance. Shows the assessment,"
                        + " and asks for two typed lines. What was written since is lost.")
final class UndoCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private OperationOption operation = new OperationOption();

    @Mixin
    private CheckOptions checks = new CheckOptions();

    @Mixin
    private WaitOptions waiting = new WaitOptions();

    @Option(names = "--by", paramLabel = "WHO", description = "Who wants it; the user of this process unless given.")
    private @Nullable String by;

    UndoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (AuraClient aura = console.connect()) {
            Actor actor = by == null ? Actor.currentUser() : Actor.named(by);
            RestorePlan undo = RestorePlan.undoing(operation.attachSubmitted(aura.operations()))
                    .by(actor);
            RestorePlan plan = checks.areAsked() ? checks.on(undo, BoltUser.of(console.environment())) : undo;
            return new Course(console, waiting, actor).run(plan).number();
        }
    }
}
