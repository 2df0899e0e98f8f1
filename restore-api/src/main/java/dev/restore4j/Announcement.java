package dev.restore4j;

import dev.restore4j.operation.DataLoss;
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
        return new RestoreReport(
                title(),
                List.of(
                        new Section("maintenance", "What happens", happens()),
                        new Section("please", "Please", please())));
    }

    private boolean isNew() {
        return assessment.target().exposure() == Exposure.NEW;
    }

    private String title() {
        boolean drill = settings.care().isRehearsal();
        String name = "'" + assessment.target().name() + "'";
        if (isNew()) {
            return (drill ? "Planned rehearsal" : "Planned restore") + ": a new instance " + name
                    + " is going to be created";
        }
        return drill
                ? "Planned rehearsal: the database " + name + " is going to be overwritten"
                : "Planned maintenance: the database " + name + " is going to be restored";
    }

    private String impact() {
        if (!isNew()) {
            return "the database is away for minutes, or hours if it is large; connections drop while it is restored";
        }
        boolean discarded = settings.care().disposition() == PlanCare.Disposition.DISCARD;
        return "none on any database that is there; the new instance "
                + (discarded ? "is deleted when its data was looked at" : "costs money until somebody deletes it");
    }

    private List<Line> happens() {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("target", "Database", assessment.target().description()));
        lines.add(new Line("source", "Restored from", assessment.source().description()));
        lines.add(new Line(
                "when",
                "When",
                "before " + assessment.expiresAt().truncatedTo(ChronoUnit.SECONDS) + ", once confirmed"));
        lines.add(new Line("impact", "Impact", impact()));
        lines.add(new Line(
                "lastData",
                "Last data point",
                assessment
                        .source()
                        .restorePoint()
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString()));
        assessment
                .dataLoss()
                .ifPresent(loss -> lines.add(new Line(
                        "loss",
                        "Data loss",
                        loss.extent() != DataLoss.Extent.WRITTEN_SINCE
                                ? "everything that the target has and the source has not"
                                : "everything written after the last data point: " + Durations.text(loss.duration())
                                        + " by now, and more until it begins")));
        RestoreReason reason = settings.reason();
        if (reason != null) {
            String note = settings.note() == null ? "" : ": " + settings.note();
            lines.add(new Line("reason", "Reason", reason.name() + note));
        }
        lines.add(new Line("contact", "Contact", settings.actor().name()));
        return lines;
    }

    private List<Line> please() {
        if (isNew()) {
            return List.of(
                    new Line("step1", "1", "There is nothing to do: no database that is there is touched."),
                    new Line("step2", "2", "Turn to the contact with concerns, before that time."));
        }
        return List.of(
                new Line("step1", "1", "Save your work before that time, and stop what writes to the database."),
                new Line("step2", "2", "Expect that it is away, and that your application must reconnect."),
                new Line("step3", "3", "Turn to the contact with concerns, before that time."));
    }
}
