package dev.restore4j.examples.operator;

import dev.restore4j.OperationSummary;
import dev.restore4j.aura.AuraClient;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists operations. */
@Command(name = "list", description = "Lists the operations in the journal, newest first. Sends nothing.")
final class ListCommand implements Callable<Integer> {

    private final Console console;

    ListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (AuraClient aura = console.connect()) {
            List<OperationSummary> operations = aura.operations().list();
            operations.forEach(console::say);
            console.note(operations.size() + " operations in the journal.");
        }
        return ExitCode.DONE.number();
    }
}
