package dev.restore4j.examples.operator;

import dev.restore4j.OperationSummary;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.report.RestoreReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Reports what became of an operation. */
@Command(
        name = "report",
        description = "Reports what became of an operation that has ended, for a ticket or a program. Sends nothing.")
final class ReportCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private OperationOption operation = new OperationOption();

    @Mixin
    private ReportFormat format = new ReportFormat();

    ReportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (AuraClient aura = console.connect()) {
            OperationSummary summary =
                    aura.operations().find(operation.find(aura.operations())).orElseThrow();
            RestoreResult result = summary.result().orElse(null);
            if (result == null) {
                console.note("It has not ended, so that there is nothing to report yet: " + summary);
                ExitCode code = ExitCode.of(summary);
                code.next(summary.id(), summary.state()).ifPresent(console::note);
                return code.number();
            }
            console.say(format.of(RestoreReport.of(result)));
            return ExitCode.DONE.number();
        }
    }
}
