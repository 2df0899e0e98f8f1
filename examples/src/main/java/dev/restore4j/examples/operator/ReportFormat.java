package dev.restore4j.examples.operator;

import dev.restore4j.report.RestoreReport;
import picocli.CommandLine.Option;

/** How a report is written down. */
final class ReportFormat {

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "TEXT",
            description = "One of ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private Kind kind = Kind.TEXT;

    /** The formats. */
    enum Kind {
        TEXT,
        MARKDOWN,
        JSON
    }

    String of(RestoreReport report) {
        return switch (kind) {
            case TEXT -> report.toText();
            case MARKDOWN -> report.toMarkdown();
            case JSON -> report.toJson();
        };
    }
}
