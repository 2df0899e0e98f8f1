package dev.restore4j.examples.operator;

import dev.restore4j.aura.AuraClient;
import dev.restore4j.catalog.Instance;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists what rehearsals left. */
@Command(
        name = "leftovers",
        description = "Lists instances that rehearsals created and that are still there. They cost money. Only reads.")
final class LeftoversCommand implements Callable<Integer> {

    private final Console console;

    LeftoversCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (AuraClient aura = console.connect()) {
            List<Instance> left = aura.leftovers();
            left.forEach(console::say);
            console.note(left.size() + " left."
                    + (left.isEmpty()
                            ? ""
                            : " Delete them in the Aura Console, unless a" + " rehearsal is under way: see 'list'."));
        }
        return ExitCode.DONE.number();
    }
}
