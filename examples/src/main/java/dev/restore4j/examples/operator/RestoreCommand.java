package dev.restore4j.examples.operator;

import dev.restore4j.aura.AuraClient;
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
            return new Course(console, waiting, options.actor())
                    .run(options.plan(aura, console))
                    .number();
        }
    }
}
