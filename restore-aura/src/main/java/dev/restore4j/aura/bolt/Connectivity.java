package dev.restore4j.aura.bolt;

import dev.restore4j.verify.CheckContext;
import dev.restore4j.verify.Verdict;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.summary.ResultSummary;

/** The database answers. */
final class Connectivity implements BoltCheck.Look {

    @Override
    public Verdict look(Visit visit, CheckContext context) {
        try (Session session = visit.reading();
                Transaction transaction = session.beginTransaction(visit.transaction())) {
            ResultSummary summary = transaction.run("RETURN 1").consume();
            return Verdict.passed(
                    summary.server().agent() + " at " + summary.server().address());
        }
    }

    @Override
    public Verdict failed(DriverFailure failure) {
        return switch (failure.kind()) {
            case UNREACHABLE, NO_DATABASE -> failure.failed();
            default -> failure.inconclusive();
        };
    }
}
