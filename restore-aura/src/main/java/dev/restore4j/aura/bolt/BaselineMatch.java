package dev.restore4j.aura.bolt;

import dev.restore4j.aura.baseline.Aspect;
import dev.restore4j.aura.baseline.BaselineDifference;
import dev.restore4j.aura.baseline.BaselineOptions;
import dev.restore4j.aura.baseline.GraphBaseline;
import dev.restore4j.aura.baseline.Tolerances;
import dev.restore4j.verify.CheckContext;
import dev.restore4j.verify.Verdict;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The database is what a baseline says, in some aspects. */
final class BaselineMatch implements BoltCheck.Look {

    private static final int SHOWN = 10;

    private final GraphBaseline baseline;
    private final Tolerances tolerances;
    private final Part part;

    BaselineMatch(GraphBaseline baseline, Tolerances tolerances, Part part) {
        this.baseline = baseline;
        this.tolerances = tolerances.ignoring(part.ignored());
        this.part = part;
    }

    /** What is compared in one check. */
    enum Part {
        COUNTS,
        SCHEMA,
        CONTENT;

        private Set<Aspect> compared() {
            return switch (this) {
                case COUNTS -> Set.of(Aspect.NODES, Aspect.RELATIONSHIPS, Aspect.LABELS, Aspect.RELATIONSHIP_TYPES);
                case SCHEMA -> Set.of(Aspect.PROPERTY_KEYS, Aspect.INDEXES, Aspect.CONSTRAINTS);
                case CONTENT -> Set.of(Aspect.CONTENT);
            };
        }

        private Aspect[] ignored() {
            return Arrays.stream(Aspect.values())
                    .filter(aspect -> aspect != Aspect.DATABASE && !compared().contains(aspect))
                    .toArray(Aspect[]::new);
        }
    }

    @Override
    public Verdict look(Visit visit, CheckContext context) {
        GraphBaseline found = GraphBaseline.capture(visit.driver(), options(visit, context));
        BaselineDifference difference;
        try {
            difference = baseline.compare(found, tolerances);
        } catch (IllegalArgumentException e) {
            return Verdict.inconclusive(String.valueOf(e.getMessage()));
        }
        return difference.isEmpty()
                ? Verdict.passed("as in the " + baseline)
                : Verdict.failed(
                        "It differs from the baseline of " + baseline.captured() + " in "
                                + difference.items().size() + ".",
                        difference.items().stream()
                                .limit(SHOWN)
                                .map(BaselineDifference.Item::toString)
                                .collect(Collectors.joining("; ")));
    }

    private BaselineOptions options(Visit visit, CheckContext context) {
        BaselineOptions options =
                BaselineOptions.countsAndSchema().time(context.time()).timeout(visit.limit());
        BaselineOptions ofDatabase = visit.database().map(options::database).orElse(options);
        return part == Part.CONTENT ? baseline.alike(ofDatabase) : ofDatabase;
    }
}
