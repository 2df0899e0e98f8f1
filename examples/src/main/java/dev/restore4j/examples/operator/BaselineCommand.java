package dev.restore4j.examples.operator;

import dev.restore4j.aura.baseline.BaselineOptions;
import dev.restore4j.aura.baseline.GraphBaseline;
import dev.restore4j.aura.bolt.Bolt;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.exceptions.Neo4jException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes down what a database holds. */
@Command(
        name = "baseline",
        description =
                "Writes what a database holds now to a file, for --baseline: counts and schema; with --samples, hashes of"
                        + " content. By day, while all is well. Only reads. The user is in NEO4J_USERNAME and NEO4J_PASSWORD.")
final class BaselineCommand implements Callable<Integer> {

    private final Console console;

    @Option(
            names = "--bolt",
            required = true,
            paramLabel = "URI",
            description = "Where Bolt is, such as neo4j+s://2f49c2b3.databases.neo4j.io.")
    private URI address = URI.create("");

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Also hash the content: every node is read once, and N nodes of each label with what is around them.")
    private int samples;

    @Parameters(paramLabel = "FILE", description = "Where to; what is there is replaced.")
    private Path file = Path.of("");

    BaselineCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Supplier<AuthToken> user = BoltUser.of(console.environment());
        Bolt.at(address, user); // refuses an address to which no password goes
        BaselineOptions options = BaselineOptions.countsAndSchema();
        try (Driver driver = GraphDatabase.driver(address, user.get())) {
            GraphBaseline baseline = GraphBaseline.capture(driver, samples == 0 ? options : options.samples(samples));
            baseline.write(file);
            console.say(baseline);
            return ExitCode.DONE.number();
        } catch (Neo4jException e) {
            console.note("restore4j: The database at " + address + " cannot be read: " + e.getMessage());
            return ExitCode.UNAVAILABLE.number();
        }
    }
}
