package dev.restore4j.examples.operator;

import dev.restore4j.RestoreOperation;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.error.OutcomeUnknownException;
import dev.restore4j.operation.Actor;
import dev.restore4j.operation.Attestation;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Settles an unknown outcome. */
@Command(
        name = "settle",
        description =
                "Settles an operation whose outcome is unknown with what you found in the data. Looks once more first.")
final class SettleCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private OperationOption operation = new OperationOption();

    @Mixin
    private WaitOptions waiting = new WaitOptions();

    @ArgGroup(multiplicity = "1")
    private Finding finding = new Finding();

    @Option(
            names = "--evidence",
            required = true,
            paramLabel = "TEXT",
            description = "How you know. It goes to the journal.")
    private String evidence = "";

    @Option(names = "--by", paramLabel = "WHO", description = "Who says so; the user of this process unless given.")
    private @Nullable String by;

    /** One of two. */
    static final class Finding {
        @Option(names = "--overwritten", description = "The data is that of the snapshot.")
        private boolean overwritten;

        @Option(names = "--not-overwritten", description = "The data is that of before.")
        private boolean notOverwritten;
    }

    SettleCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (AuraClient aura = console.connect()) {
            RestoreOperation found = operation.attachSubmitted(aura.operations());
            ExitCode code;
            try {
                code = waiting.awaitTelling(found, console);
                console.note("Reading could tell: there was nothing to settle.");
            } catch (OutcomeUnknownException stillUnknown) {
                code = waiting.awaitTelling(found.settle(attestation()), console);
            }
            return code.number();
        }
    }

    private Attestation attestation() {
        Actor actor = by == null ? Actor.currentUser() : Actor.named(by);
        return finding.overwritten && !finding.notOverwritten
                ? Attestation.overwritten(actor, evidence)
                : Attestation.notOverwritten(actor, evidence);
    }
}
