package dev.restore4j.report;

import dev.restore4j.operation.DataLoss;
import dev.restore4j.operation.Durations;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreResult.Timeline;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.operation.Verification;
import dev.restore4j.report.RestoreReport.Line;
import dev.restore4j.report.RestoreReport.Section;
import dev.restore4j.verify.CheckResult;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells of a result. */
final class ResultReport {

    private final RestoreResult result;

    ResultReport(RestoreResult result) {
        this.result = result;
    }

    RestoreReport report() {
        List<Section> sections = new ArrayList<>();
        add(sections, "outcome", "Outcome", outcome());
        add(sections, "restore", "What was restored", what());
        add(sections, "data", "Data", data());
        add(sections, "times", "Times", times());
        add(sections, "verification", "Verification", verification());
        result.rollback().ifPresent(back -> add(sections, "rollback", "Taken back", rollback(back)));
        add(sections, "warnings", "Warnings", warnings());
        add(sections, "next", "What to do now", NextSteps.of(result));
        String name = result.name().map(n -> " '" + n + "'").orElse("");
        return new RestoreReport("Restore " + result.id() + name + ": " + result.state(), sections);
    }

    private static void add(List<Section> sections, String key, String heading, List<Line> lines) {
        if (!lines.isEmpty()) {
            sections.add(new Section(key, heading, lines));
        }
    }

    private List<Line> outcome() {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("state", "State", result.state().name()));
        lines.add(new Line("overwritten", "Overwritten", result.overwritten().name()));
        result.proof().ifPresent(proof -> lines.add(new Line("proof", "Proof", proof.name())));
        lines.add(new Line("message", "Message", result.ending().message()));
        String request = result.ending().requestId();
        if (request != null) {
            lines.add(new Line("requestId", "X-Request-Id", request));
        }
        return lines;
    }

    private List<Line> what() {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("operation", "Operation", result.id().value()));
        result.name().ifPresent(name -> lines.add(new Line("name", "Name", name)));
        lines.add(new Line("source", "Source", result.source()));
        lines.add(new Line("target", "Target", result.target()));
        result.safetySnapshot().ifPresent(id -> lines.add(new Line("safetySnapshot", "Safety snapshot", id)));
        result.createdInstance().ifPresent(id -> lines.add(new Line("created", "Created instance", id)));
        if (result.createdInstance().isPresent() && result.state().isEnd()) {
            String now = result.isCreatedInstanceDeleted()
                    ? "deleted again"
                    : "not deleted: it costs money until somebody deletes it";
            lines.add(new Line("createdNow", "Which was", now));
        }
        return lines;
    }

    private List<Line> data() {
        List<Line> lines = new ArrayList<>();
        DataLoss loss = result.dataLoss().orElse(null);
        if (loss != null) {
            lines.add(new Line("loss", "Lost", loss.toString()));
        }
        if (result.isTakenBack()) {
            lines.add(new Line(
                    "back",
                    "Not lost",
                    "what was there when the safety snapshot was taken: it was put back, and with it what the restore was"
                            + " to undo"));
        }
        result.replayWindow()
                .ifPresent(gone -> lines.add(new Line(
                        "replay",
                        "To replay",
                        "what was processed from " + gone.from() + " to "
                                + gone.until().truncatedTo(ChronoUnit.SECONDS))));
        result.objectives()
                .rpo()
                .ifPresent(rpo -> lines.add(new Line(
                        "rpo",
                        "RPO",
                        Durations.text(rpo) + judged(result.withinRpo().orElse(null)))));
        return lines;
    }

    private List<Line> times() {
        Timeline times = result.timeline();
        List<Line> lines = new ArrayList<>();
        add(lines, "confirmed", "Confirmed", times.confirmed());
        add(lines, "submitted", "Submitted", times.submitted());
        add(lines, "changeSeen", "First seen changing", times.changeSeen());
        add(lines, "restored", "Running again", times.restored());
        add(lines, "ended", "Ended", times.ended());
        span(lines, "preparing", "Until submitted", times.confirmed(), times.submitted());
        span(lines, "restoring", "Restoring", times.submitted(), times.restored());
        span(lines, "verifying", "Verifying", times.restored(), times.ended());
        times.downtime().ifPresent(t -> lines.add(new Line("downtime", "Away at most", Durations.text(t))));
        times.total().ifPresent(t -> lines.add(new Line("total", "In all", Durations.text(t))));
        result.objectives()
                .rto()
                .ifPresent(rto -> lines.add(new Line(
                        "rto",
                        "RTO",
                        Durations.text(rto) + judged(result.withinRto().orElse(null)))));
        return lines;
    }

    private static void add(List<Line> lines, String key, String label, @Nullable Instant moment) {
        if (moment != null && moment.isAfter(Instant.EPOCH)) {
            lines.add(
                    new Line(key, label, moment.truncatedTo(ChronoUnit.SECONDS).toString()));
        }
    }

    private static void span(
            List<Line> lines, String key, String label, @Nullable Instant from, @Nullable Instant until) {
        if (from != null && until != null) {
            lines.add(new Line(key, label, Durations.text(Duration.between(from, until))));
        }
    }

    private String judged(@Nullable Boolean within) {
        if (within == null) {
            boolean inVain = result.state().isEnd() && result.state() != RestoreState.COMPLETED;
            return inVain ? ", not judged: it was not completed" : "";
        }
        return within ? ", kept" : ", missed";
    }

    private List<Line> verification() {
        Verification seen = result.verification();
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("status", "Status", seen.status().name()));
        int number = 1;
        for (CheckResult check : seen.results()) {
            lines.add(new Line("check" + number, "Check " + number, check.toString()));
            number++;
        }
        if (!seen.notChecked().isEmpty()) {
            lines.add(new Line("notChecked", "Not checked", String.join(", ", seen.notChecked())));
        }
        return lines;
    }

    private static List<Line> rollback(RestoreResult back) {
        return List.of(
                new Line("operation", "Operation", back.id().value()),
                new Line("state", "State", back.state().name()),
                new Line("message", "Message", back.ending().message()));
    }

    private List<Line> warnings() {
        List<Line> lines = new ArrayList<>();
        Map<String, Integer> known = new HashMap<>();
        for (Finding warning : result.warnings()) {
            int number = known.merge(warning.code(), 1, Integer::sum);
            String key = warning.code() + (number == 1 ? "" : "-" + number);
            lines.add(new Line(key, warning.code(), warning.message()));
        }
        return lines;
    }
}
