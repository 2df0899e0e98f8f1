package dev.restore4j.examples.operator;

import dev.restore4j.RestoreOperation;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.operation.Actor;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Ends what waits for its checks. */
@Command(
        name = "end-unverified",
        description =
                "Ends an operation that is VERIFYING and has nobody who can look, as completed and not verified. The"
                        + " other way is the same 'restore' command again.")
final class EndUnverifiedCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private OperationOption operation = new OperationOption();

    @Mixin
    private WaitOptions waiting = new WaitOptions();

    @Option(
            names = "--by",
            paramLabel = "WHO",
            description = "Who decides that; the user of this process unless given.")
    private @Nullable String by;

    EndUnverifiedCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (AuraClient aura = console.connect()) {
            RestoreOperation found = operation.attachSubmitted(aura.operations());
            Actor actor = by == null ? Actor.currentUser() : Actor.named(by);
            return waiting.awaitTelling(found.endUnverified(actor), console).number();
        }
    }
}
