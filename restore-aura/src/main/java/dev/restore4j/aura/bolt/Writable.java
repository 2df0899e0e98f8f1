package dev.restore4j.aura.bolt;

import dev.restore4j.verify.CheckContext;
import dev.restore4j.verify.Verdict;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;

/**
 * A write is accepted. A node without labels and properties is created and rolled back: a name that is written once stays in the
 * store for ever, also when it was rolled back.
 */
final class Writable implements BoltCheck.Look {

    @Override
    public Verdict look(Visit visit, CheckContext context) {
        try (Session session = visit.writing();
                Transaction transaction = session.beginTransaction(visit.transaction())) {
            transaction.run("CREATE (n) RETURN 1").consume();
            transaction.rollback();
            return Verdict.passed("a write was accepted, and rolled back");
        }
    }

    @Override
    public Verdict failed(DriverFailure failure) {
        return failure.kind() == DriverFailure.Kind.READ_ONLY ? failure.failed() : failure.inconclusive();
    }
}
