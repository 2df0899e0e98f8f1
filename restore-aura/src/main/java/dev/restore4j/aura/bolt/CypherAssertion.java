package dev.restore4j.aura.bolt;

import dev.restore4j.verify.CheckContext;
import dev.restore4j.verify.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Query;
import org.neo4j.driver.Result;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.Value;
import org.neo4j.driver.summary.QueryType;

/** A query that only reads returns what is expected. It is explained first: one that would write is not run. */
final class CypherAssertion implements BoltCheck.Look {

    private final String query;
    private final Value parameters;
    private final Expect expected;

    CypherAssertion(String query, Value parameters, Expect expected) {
        this.query = query;
        this.parameters = parameters;
        this.expected = expected;
    }

    @Override
    public Verdict look(Visit visit, CheckContext context) {
        try (Session session = visit.readingAtMost(expected.limit());
                Transaction transaction = session.beginTransaction(visit.transaction())) {
            QueryType type = transaction
                    .run(new Query("EXPLAIN " + query, parameters))
                    .consume()
                    .queryType();
            if (type != QueryType.READ_ONLY) {
                return Verdict.inconclusive("The query does not only read (" + type + "). It was not run.");
            }
            return expected.judge(rows(transaction.run(new Query(query, parameters))));
        }
    }

    private List<Map<String, Object>> rows(Result result) {
        List<Map<String, Object>> rows = new ArrayList<>();
        while (rows.size() < expected.limit() && result.hasNext()) {
            rows.add(result.next().asMap());
        }
        return rows;
    }
}
