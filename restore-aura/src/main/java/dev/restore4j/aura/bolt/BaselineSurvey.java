package dev.restore4j.aura.bolt;

import dev.restore4j.Survey;
import dev.restore4j.aura.baseline.BaselineOptions;
import dev.restore4j.aura.baseline.GraphBaseline;
import dev.restore4j.operation.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What has changed since a baseline, by counts and schema: what a restore to that time would take back. */
final class BaselineSurvey implements Survey {

    static final String CODE = "changed-since-baseline";

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int MOST = 20;

    private final Access access;
    private final GraphBaseline baseline;

    BaselineSurvey(Access access, GraphBaseline baseline) {
        this.access = access;
        this.baseline = baseline;
    }

    @Override
    public List<Finding> look() {
        try (Visit visit = new Visit(access.open(), access.database(), LIMIT)) {
            BaselineOptions options = BaselineOptions.countsAndSchema().timeout(LIMIT);
            return findings(GraphBaseline.capture(
                    visit.driver(), visit.database().map(options::database).orElse(options)));
        }
    }

    List<Finding> findings(GraphBaseline now) {
        if (!now.database().equals(baseline.database())) {
            return List.of(Finding.warning(
                    "baseline-of-another-database",
                    "The baseline is of the database '%s', and this one is '%s': they were not compared."
                            .formatted(baseline.database(), now.database())));
        }
        List<String> changes = new ArrayList<>();
        counts(changes, baseline.labels(), now.labels(), "nodes");
        counts(changes, baseline.relationshipTypes(), now.relationshipTypes(), "relationships");
        if (changes.isEmpty()) {
            counts(changes, Map.of("", baseline.nodes()), Map.of("", now.nodes()), "nodes");
        }
        rules(changes, baseline.constraints(), now.constraints(), "constraint");
        rules(changes, baseline.indexes(), now.indexes(), "index");
        List<Finding> findings = new ArrayList<>();
        changes.stream()
                .limit(MOST)
                .forEach(change -> findings.add(
                        Finding.warning(CODE, change + " since the baseline of " + baseline.captured() + ".")));
        if (changes.size() > MOST) {
            findings.add(Finding.warning(CODE, "And " + (changes.size() - MOST) + " more changes."));
        }
        return findings;
    }

    private static void counts(List<String> changes, Map<String, Long> before, Map<String, Long> now, String what) {
        for (String name : names(before, now)) {
            long more = now.getOrDefault(name, 0L) - before.getOrDefault(name, 0L);
            if (more != 0) {
                changes.add(String.format(
                        Locale.ROOT,
                        "%,d %s%s were %s",
                        Math.abs(more),
                        name.isEmpty() ? "" : name + " ",
                        what,
                        more > 0 ? "added" : "removed"));
            }
        }
    }

    private static void rules(List<String> changes, Map<String, String> before, Map<String, String> now, String what) {
        for (String name : names(before, now)) {
            String was = before.getOrDefault(name, "");
            String is = now.getOrDefault(name, "");
            if (!was.equals(is)) {
                String how = was.isEmpty() ? "created" : is.isEmpty() ? "dropped" : "changed";
                changes.add("The " + what + " " + name + " was " + how);
            }
        }
    }

    private static Set<String> names(Map<String, ?> before, Map<String, ?> now) {
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(now.keySet());
        return names;
    }
}
