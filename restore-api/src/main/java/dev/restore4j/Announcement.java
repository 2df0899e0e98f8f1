package dev.restore4j;

import dev.restore4j.operation.Durations;
import dev.restore4j.operation.RestoreReason;
import dev.restore4j.report.RestoreReport;
import dev.restore4j.report.RestoreReport.Line;
import dev.restore4j.report.RestoreReport.Section;
import dev.restore4j.spi.TargetView.Exposure;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What those who use a database should know before it is restored. */
final class Announcement {

    private final Assessment assessment;
    private final PlanSettings settings;

    Announcement(Assessment assessment, PlanSettings settings) {
        this.assessment = assessment;
        this.settings = settings;
    }

    RestoreReport report() {
        String name = assessment.target().name();
        return new RestoreReport(
                "Planned maintenance: the database '" + name + "' is going to be restored",
                List.of(
                        new Section("maintenance", "What happens", happens()),
                        new Section("please", "Please", please())));
    }

    private List<Line> happens() {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("target", "Database", assessment.target().description()));
        lines.add(new Line("source", "Restored from", assessment.source().description()));
        lines.add(new Line(
                "when",
                "When",
                "before " + assessment.expiresAt().truncatedTo(ChronoUnit.SECONDS) + ", once confirmed"));
        lines.add(new Line(
                "impact",
                "Impact",
                "the database is away for minutes, or hours if it is large; connections drop while it is restored"));
        lines.add(new Line(
                "lastData",
                "Last data point",
                assessment
                        .source()
                        .restorePoint()
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString()));
        if (assessment.target().exposure() != Exposure.NEW) {
            assessment
                    .dataLoss()
                    .ifPresent(loss -> lines.add(new Line(
                            "loss",
                            "Data loss",
                            "everything written after the last data point: " + Durations.text(loss.duration()))));
        }
        RestoreReason reason = settings.reason();
        if (reason != null) {
            String note = settings.note() == null ? "" : ": " + settings.note();
            lines.add(new Line("reason", "Reason", reason.name() + note));
        }
        lines.add(new Line("contact", "Contact", settings.actor().name()));
        return lines;
    }

    private static List<Line> please() {
        return List.of(
                new Line("step1", "1", "Save your work before that time, and stop what writes to the database."),
                new Line("step2", "2", "Expect that it is away, and that your application must reconnect."),
                new Line("step3", "3", "Turn to the contact with concerns, before that time."));
    }
}
