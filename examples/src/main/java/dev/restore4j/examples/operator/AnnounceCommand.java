package dev.restore4j.examples.operator;

import dev.restore4j.Assessment;
import dev.restore4j.aura.AuraClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What to tell others before. */
@Command(
        name = "announce",
        description =
                "Writes what to tell those who use the target, before 'restore' with the same options. Only reads.")
final class AnnounceCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private PlanOptions options = new PlanOptions();

    @Mixin
    private ReportFormat format = new ReportFormat();

    AnnounceCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (AuraClient aura = console.connect()) {
            Assessment assessment = options.plan(aura, console).assess();
            assessment.blocking().forEach(finding -> console.note("Do not send it: " + finding));
            console.say(format.of(assessment.announcement()));
            ExitCode code = assessment.blocking().isEmpty() ? ExitCode.DONE : ExitCode.NOTHING_OVERWRITTEN;
            return code.number();
        }
    }
}
