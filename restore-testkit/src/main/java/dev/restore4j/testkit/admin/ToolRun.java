package dev.restore4j.testkit.admin;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a run has at hand.
 *
 * @param tool how it is set up
 * @param terminal its streams
 * @param mischief its fault
 * @param environment its variables
 */
record ToolRun(ToolState tool, Terminal terminal, Mischief mischief, Map<String, String> environment) {

    AdminLine line() {
        return tool.line();
    }

    boolean isOlder() {
        return line() == AdminLine.V5;
    }

    Path home() {
        return Path.of(environment.getOrDefault("NEO4J_HOME", ""));
    }

    Stores stores() {
        return new Stores(home());
    }

    /** Commands without progress have no other midst than before their only output. */
    void mischiefBeforeResult(ToolCommand command) {
        switch (command) {
            case VERSION, INFO, LOAD_INFO, PROBE -> mischief.inTheMidst();
            default -> {}
        }
    }

    /** {@return the directory that an option names, or that of all dumps} */
    Path directory(Arguments arguments, String option) {
        Path directory = arguments.option(option).map(Path::of).orElseGet(() -> home().resolve("data/dumps"));
        if (arguments.option(option).isPresent() && !Files.isDirectory(directory)) {
            throw ToolFailure.of(directory + " is not an existing directory");
        }
        return directory;
    }
}
