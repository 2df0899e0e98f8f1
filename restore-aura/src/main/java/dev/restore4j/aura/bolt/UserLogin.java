package dev.restore4j.aura.bolt;

import dev.restore4j.verify.CheckContext;
import dev.restore4j.verify.Verdict;
import java.util.function.Supplier;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;

/** A user of the database can log in and read. */
final class UserLogin implements BoltCheck.Look {

    private final Supplier<AuthToken> credentials;

    UserLogin(Supplier<AuthToken> credentials) {
        this.credentials = credentials;
    }

    /**
     * The driver is new, so that the session opens a connection for this user. On one that is open already, a refused user ends
     * the connection, and the driver then tells of that alone.
     */
    @Override
    public Verdict look(Visit visit, CheckContext context) {
        try (Session session = visit.readingAs(credentials.get());
                Transaction transaction = session.beginTransaction(visit.transaction())) {
            transaction.run("RETURN 1").consume();
            return Verdict.passed("logged in and read");
        }
    }

    @Override
    public Verdict failed(DriverFailure failure) {
        return switch (failure.kind()) {
            case CREDENTIALS, FORBIDDEN -> failure.failed();
            default -> failure.inconclusive();
        };
    }
}
