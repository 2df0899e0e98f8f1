package dev.restore4j.aura.bolt;

import dev.restore4j.verify.CheckContext;
import dev.restore4j.verify.Verdict;
import java.util.Set;
import java.util.TreeSet;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;

/** Constraints are there. */
final class ConstraintNames implements BoltCheck.Look {

    private final Set<String> required;

    ConstraintNames(Set<String> required) {
        this.required = new TreeSet<>(required);
    }

    @Override
    public Verdict look(Visit visit, CheckContext context) {
        try (Session session = visit.reading();
                Transaction transaction = session.beginTransaction(visit.transaction())) {
            Set<String> missing = new TreeSet<>(required);
            transaction
                    .run("SHOW CONSTRAINTS YIELD name")
                    .forEachRemaining(row -> missing.remove(row.get(0).asString()));
            int found = required.size() - missing.size();
            return missing.isEmpty()
                    ? Verdict.passed(found + " constraints are there")
                    : Verdict.failed("Constraints are missing: " + missing + ".", found + " of " + required.size());
        }
    }
}
