package dev.restore4j.testkit.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the tool is set up, in a file with a line for each setting, so that a process can start without a JSON library.
 *
 * @param line which it is
 * @param console where uploads go; empty for a scripted one
 * @param poll how long it waits between two looks at the target
 * @param rules the faults, the oldest first
 */
record ToolState(AdminLine line, Optional<URI> console, Duration poll, List<Rule> rules) {

    private static final String FILE = "tool";

    /**
     * A fault on a run.
     *
     * @param command of what
     * @param ordinal which run of that command since the installation, from 1; 0 for each
     * @param fault what
     */
    record Rule(ToolCommand command, int ordinal, AdminFault fault) {

        String written() {
            return command.name() + " " + ordinal + " " + fault.written();
        }

        @Override
        public String toString() {
            return (ordinal == 0 ? "each " : "run " + ordinal + " of ") + command + ": " + fault;
        }
    }

    static ToolState fresh() {
        return new ToolState(AdminLine.V5, Optional.empty(), Duration.ofSeconds(2), List.of());
    }

    ToolState with(AdminLine other) {
        return new ToolState(other, console, poll, rules);
    }

    ToolState with(URI other) {
        return new ToolState(line, Optional.of(other), poll, rules);
    }

    ToolState with(Duration other) {
        return new ToolState(line, console, other, rules);
    }

    ToolState with(Rule rule) {
        List<Rule> more = new ArrayList<>(rules);
        more.add(rule);
        return new ToolState(line, console, poll, more);
    }

    ToolState withoutRules() {
        return new ToolState(line, console, poll, List.of());
    }

    Optional<Rule> rule(ToolCommand command, int ordinal) {
        return on(command, ordinal).or(() -> on(command, 0));
    }

    private Optional<Rule> on(ToolCommand command, int ordinal) {
        return rules.stream()
                .filter(rule -> rule.command() == command && rule.ordinal() == ordinal)
                .findFirst();
    }

    void write(Path directory) {
        List<String> lines = new ArrayList<>();
        lines.add("line " + line.name());
        console.ifPresent(uri -> lines.add("console " + uri));
        lines.add("poll " + poll.toMillis());
        rules.forEach(rule -> lines.add("fault " + rule.written()));
        try {
            // A run that starts meanwhile sees the old or the new, and nothing between.
            Path draft = directory.resolve(FILE + ".new");
            Files.write(draft, lines);
            Files.move(draft, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ToolState read(Path directory) {
        ToolState state = fresh();
        List<String> lines;
        try {
            lines = Files.readAllLines(directory.resolve(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (String each : lines) {
            String[] words = each.split(" ", -1);
            state = switch (words[0]) {
                case "line" -> state.with(AdminLine.valueOf(words[1]));
                case "console" -> state.with(URI.create(words[1]));
                case "poll" -> state.with(Duration.ofMillis(Long.parseLong(words[1])));
                default ->
                    state.with(new Rule(
                            ToolCommand.valueOf(words[1]),
                            Integer.parseInt(words[2]),
                            AdminFault.read(words[3], words[4])));
            };
        }
        return state;
    }
}
