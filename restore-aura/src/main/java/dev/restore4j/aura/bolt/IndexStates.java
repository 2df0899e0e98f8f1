package dev.restore4j.aura.bolt;

import dev.restore4j.verify.CheckContext;
import dev.restore4j.verify.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;

/**
 * Indexes are there and can be used. One that is still being populated is no wrong data, and comes by itself; one that failed does
 * not.
 */
final class IndexStates implements BoltCheck.Look {

    private static final String QUERY = "SHOW INDEXES YIELD name, state, populationPercent";

    private final Set<String> required;

    /**
     * Makes it.
     *
     * @param required the names that must be there; none means all that are there
     */
    IndexStates(Set<String> required) {
        this.required = new TreeSet<>(required);
    }

    /** One index. */
    record State(String name, String state, double percent) {}

    @Override
    public Verdict look(Visit visit, CheckContext context) {
        try (Session session = visit.reading();
                Transaction transaction = session.beginTransaction(visit.transaction())) {
            return judge(transaction
                    .run(QUERY)
                    .list(row -> new State(
                            row.get("name").asString(),
                            row.get("state").asString(),
                            row.get("populationPercent").asDouble(0))));
        }
    }

    Verdict judge(List<State> all) {
        Set<String> missing = new TreeSet<>(required);
        List<String> failed = new ArrayList<>();
        List<String> populating = new ArrayList<>();
        int looked = 0;
        for (State each : all) {
            if (!required.isEmpty() && !required.contains(each.name())) {
                continue;
            }
            looked++;
            missing.remove(each.name());
            switch (each.state()) {
                case "ONLINE" -> {}
                case "FAILED" -> failed.add(each.name());
                default ->
                    populating.add(
                            String.format(Locale.ROOT, "%s (%s, %.0f %%)", each.name(), each.state(), each.percent()));
            }
        }
        if (!missing.isEmpty()) {
            return Verdict.failed("Indexes are missing: " + missing + ".", looked + " of " + required.size());
        }
        if (!failed.isEmpty()) {
            return Verdict.failed(
                    "Indexes have failed: " + failed + ". Drop and create them anew.", failed.size() + " of " + looked);
        }
        if (!populating.isEmpty()) {
            return Verdict.inconclusive("Indexes are not online yet: " + populating + ".")
                    .orLater();
        }
        return Verdict.passed(looked + " indexes are online");
    }
}
