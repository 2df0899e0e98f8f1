package dev.restore4j.examples.operator;

import dev.restore4j.RestorePlan;
import dev.restore4j.aura.baseline.GraphBaseline;
import dev.restore4j.aura.baseline.Tolerances;
import dev.restore4j.aura.bolt.Bolt;
import dev.restore4j.aura.bolt.Expect;
import dev.restore4j.catalog.Instance;
import dev.restore4j.verify.CheckLevel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.AuthToken;
import picocli.CommandLine.Option;

/** What is looked at over Bolt when the target runs again. */
final class CheckOptions {

    @Option(
            names = "--verify",
            description =
                    "Look over Bolt afterwards: it answers, is not empty, accepts writes, and its indexes are online."
                            + " The user is in NEO4J_USERNAME and NEO4J_PASSWORD.")
    private boolean verify;

    @Option(
            names = "--bolt",
            paramLabel = "URI",
            description = "Where Bolt is; the target's connection URL unless given. Implies --verify.")
    private @Nullable URI address;

    @Option(
            names = "--cypher",
            paramLabel = "NAME=QUERY",
            description = "Look whether this query returns true, such as \"orders are back=MATCH (o:Order) RETURN"
                    + " count(o) >= 4000\". May be repeated. Implies --verify.")
    private Map<String, String> queries = new LinkedHashMap<>();

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description =
                    "Look whether counts and schema, and content if it is in the file, are as in this baseline. See"
                            + " 'baseline'. Implies --verify.")
    private @Nullable Path file;

    boolean areAsked() {
        return verify || address != null || file != null || !queries.isEmpty();
    }

    /** {@return whether they look where the command line says, and not where the target says that it is} */
    boolean haveAddress() {
        return address != null;
    }

    /**
     * {@return the plan with the checks that are asked for}
     *
     * @throws IllegalArgumentException if they cannot be made so
     */
    RestorePlan on(RestorePlan plan, Supplier<AuthToken> user) {
        if (!areAsked()) {
            return plan;
        }
        Bolt checks = address == null ? Bolt.atTarget(user) : Bolt.at(address, user);
        checks = checks.writable().indexesOnline();
        for (Map.Entry<String, String> query : queries.entrySet()) {
            checks = checks.cypher(query.getKey(), query.getValue(), Expect.value(true));
        }
        GraphBaseline baseline = baseline();
        return baseline == null
                ? plan.verify(checks)
                : plan.verify(checks.matches(baseline, Tolerances.exact())).verifyAt(CheckLevel.FULL);
    }

    /** {@return the plan, whose assessment says what has changed since the baseline; without one, as it was} */
    RestorePlan surveyed(RestorePlan plan, Instance target, Supplier<AuthToken> user) {
        GraphBaseline baseline = baseline();
        URI present = address == null ? target.connectionUrl().orElse(null) : address;
        return baseline == null || present == null
                ? plan
                : plan.survey(
                        () -> Bolt.at(present, user).changesSince(baseline).look());
    }

    private @Nullable GraphBaseline baseline() {
        try {
            return file == null ? null : GraphBaseline.read(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("The baseline " + file + " cannot be read: " + e, e);
        }
    }
}
