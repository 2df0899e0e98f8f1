package dev.restore4j.aura.bolt;

import dev.restore4j.verify.CheckContext;
import dev.restore4j.verify.Verdict;
import java.util.Locale;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;

/** A load that succeeds can leave an empty database. */
final class NotEmpty implements BoltCheck.Look {

    @Override
    public Verdict look(Visit visit, CheckContext context) {
        try (Session session = visit.reading();
                Transaction transaction = session.beginTransaction(visit.transaction())) {
            // Answered from the count store.
            long nodes =
                    transaction.run("MATCH (n) RETURN count(n)").single().get(0).asLong();
            return nodes == 0
                    ? Verdict.failed("The database is empty.", "nodes = 0")
                    : Verdict.passed(String.format(Locale.ROOT, "%,d nodes", nodes));
        }
    }
}
