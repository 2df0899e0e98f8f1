package dev.restore4j.admin;

import dev.restore4j.admin.process.Child;
import dev.restore4j.admin.process.ChildCommand;
import dev.restore4j.admin.process.ChildResult;
import dev.restore4j.admin.process.Family;
import dev.restore4j.admin.process.Redaction;
import dev.restore4j.admin.process.Waiting;
import dev.restore4j.error.Neo4jAdminException;
import dev.restore4j.time.TimeSource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Runs the tool with any words, also those that no typed command has, and makes of what it prints what the typed commands make of it.
 * For tests in other packages.
 */
public final class ByHand {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private ByHand() {}

    /**
     * {@return the error of a run that must fail}
     *
     * @param admin the tool
     * @param words its arguments, which may be none
     * @throws AssertionError if it succeeds
     */
    public static Neo4jAdminException failure(Neo4jAdmin admin, String... words)
            throws IOException, InterruptedException {
        Tool tool = admin.tool();
        ChildCommand command =
                new ChildCommand(tool.all(List.of(words)), tool.environment(), Family.fresh(), Redaction.none());
        Waiting waiting = Waiting.on(TimeSource.system());
        ChildResult result = Child.run(command, waiting, waiting.time().nanoTime() + LIMIT.toNanos(), line -> {});
        if (result.exitCode() == 0) {
            throw new AssertionError(command + " succeeds: " + result.tail());
        }
        return Tool.failure("neo4j-admin " + String.join(" ", words), result);
    }
}
