package dev.restore4j.examples.guide;

import dev.restore4j.Assessment;
import dev.restore4j.OperationSummary;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.error.RestoreException;
import dev.restore4j.report.RestoreReport;
import java.util.function.Consumer;

/** The examples of docs/reports.md. */
final class Reporting {

    private Reporting() {}

    static void around(Assessment assessment, Consumer<String> mail, Consumer<String> ticket) {
        // tag::report[]
        mail.accept(assessment.announcement().toText()); // before
        try {
            ticket.accept(RestoreReport.of(assessment.confirm().execute()).toMarkdown());
        } catch (RestoreException e) { // an error has a report, too
            e.result().map(RestoreReport::of).map(RestoreReport::toMarkdown).ifPresent(ticket);
        }
        // end::report[]
    }

    static void later(AuraClient aura, Consumer<String> archive) {
        // tag::report-later[]
        aura.operations()
                .named("INC-4711")
                .flatMap(OperationSummary::result) // empty where it has not ended
                .map(result -> RestoreReport.of(result).toJson())
                .ifPresent(archive);
        // end::report-later[]
    }
}
