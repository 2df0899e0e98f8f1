package dev.restore4j.admin;

import dev.restore4j.admin.process.Child;
import dev.restore4j.admin.process.ChildCommand;
import dev.restore4j.admin.process.ChildResult;
import dev.restore4j.admin.process.Ending;
import dev.restore4j.admin.process.Family;
import dev.restore4j.admin.process.Redaction;
import dev.restore4j.error.Neo4jAdminException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The executable with its settings: runs one command, and makes one typed error of whatever goes wrong. Immutable, thread-safe.
 *
 * @param executable what is started
 * @param environment the environment of each child
 * @param common options of each {@code database} command
 */
record Tool(Path executable, Map<String, String> environment, List<String> common) {

    private static final Logger LOG = LoggerFactory.getLogger(Neo4jAdmin.class);

    /** Runs a {@code database} command that must succeed. */
    ChildResult run(AdminCommand command, List<String> arguments, Terms terms) throws InterruptedException {
        return run(command, arguments, terms, Family.fresh());
    }

    /** Runs a {@code database} command that must succeed, as a member of a family. */
    ChildResult run(AdminCommand command, List<String> arguments, Terms terms, Family family)
            throws InterruptedException {
        ChildResult result = attempt(words(command, arguments), terms, family);
        if (result.exitCode() != 0) {
            throw failure("neo4j-admin database " + command.word(), result);
        }
        return result;
    }

    /** Runs anything, and gives back what came of it unless it did not end in time. */
    ChildResult attempt(List<String> words, Terms terms, Family family) throws InterruptedException {
        ChildCommand command = new ChildCommand(all(words), environment, family, Redaction.none());
        LOG.debug("Running {}", command);
        ChildResult result;
        try {
            result = Child.run(command, terms.waiting(), terms.deadlineNanos(), progress(words, terms));
        } catch (IOException e) {
            throw notStarted(e);
        }
        LOG.debug(
                "{} ended with {} after {} ms",
                words,
                result.exitCode(),
                result.took().toMillis());
        if (result.ending() == Ending.TIMED_OUT) {
            throw new Neo4jAdminException(
                    "timed-out",
                    "neo4j-admin " + String.join(" ", words) + " did not end within " + Texts.duration(terms.limit())
                            + " and was ended. Allow more time, or find out what it waits for.",
                    -1,
                    result.tail());
        }
        return result;
    }

    /** {@return the words of a {@code database} command} */
    List<String> words(AdminCommand command, List<String> arguments) {
        List<String> words = new ArrayList<>(List.of("database", command.word()));
        words.addAll(common);
        words.addAll(arguments);
        return words;
    }

    /** {@return the words with the executable} */
    List<String> all(List<String> words) {
        List<String> all = new ArrayList<>(List.of(executable.toString()));
        all.addAll(words);
        return all;
    }

    private static Consumer<String> progress(List<String> words, Terms terms) {
        ToolProgress progress = new ToolProgress(words.size() > 1 ? words.get(1) : words.get(0), terms::report);
        return progress::line;
    }

    /** {@return the error of a child that failed} */
    static Neo4jAdminException failure(String what, ChildResult result) {
        KnownFailure known = KnownFailure.of(result.exitCode(), result.tail());
        return known.error(what, result.exitCode(), result.tail());
    }

    Neo4jAdminException notStarted(IOException cause) {
        ToolLocation.check(executable);
        Neo4jAdminException error = new Neo4jAdminException(
                "tool-not-executable",
                executable + " cannot be started: " + cause.getMessage()
                        + ". See that it is a program for this machine.",
                -1,
                "");
        error.addSuppressed(cause); // the error was made without a cause, and takes none afterwards
        return error;
    }
}
