package dev.restore4j.testkit.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The options of a command, and what is said about wrong ones. */
record Usage(String command, Map<String, Kind> options) {

    private static final Pattern DATABASE = Pattern.compile("[A-Za-z0-9.*?-]+");

    /** What an option takes. */
    enum Kind {
        FLAG,
        VALUE,
        REQUIRED
    }

    static Usage of(ToolCommand command, AdminLine line) {
        Map<String, Kind> options = new LinkedHashMap<>();
        flags(options, "--help", "-h", "--expand-commands", "--verbose");
        options.put("--additional-config", Kind.VALUE);
        switch (command) {
            case INFO -> values(options, "--format", "--from-path");
            case DUMP -> {
                flags(options, "--overwrite-destination", "--to-stdout");
                values(options, "--to-path");
            }
            case LOAD, LOAD_INFO -> {
                flags(options, "--overwrite-destination", "--from-stdin", "--info");
                values(options, "--from-path");
            }
            case CHECK -> {
                flags(
                        options,
                        "--force",
                        "--check-graph",
                        "--check-counts",
                        "--check-indexes",
                        "--check-property-owners");
                values(options, "--from-path", "--temp-path", "--report-path", "--max-off-heap-memory", "--threads");
            }
            case UPLOAD -> {
                flags(options, "--overwrite-destination");
                values(options, "--to", "--to-user", "--to-password");
                if (line == AdminLine.V2026) {
                    values(options, "--to-dbid");
                }
                options.put("--from-path", Kind.REQUIRED);
                options.put("--to-uri", Kind.REQUIRED);
            }
            default -> {}
        }
        String word = command == ToolCommand.LOAD_INFO ? "load" : command.name().toLowerCase(java.util.Locale.ROOT);
        return new Usage(word, options);
    }

    private static void flags(Map<String, Kind> options, String... names) {
        List.of(names).forEach(name -> options.put(name, Kind.FLAG));
    }

    private static void values(Map<String, Kind> options, String... names) {
        List.of(names).forEach(name -> options.put(name, Kind.VALUE));
    }

    /** Refuses what the parser refuses, in its order. */
    void check(Arguments arguments, Map<String, String> environment) {
        List<String> missing = new ArrayList<>();
        options.forEach((name, kind) -> {
            if (kind == Kind.REQUIRED && arguments.option(name).isEmpty()) {
                missing.add("'" + name + "=<" + (name.endsWith("uri") ? "uri" : "path") + ">'");
            }
        });
        if (!missing.isEmpty()) {
            throw refused(
                    "Missing required option" + (missing.size() == 1 ? "" : "s") + ": " + String.join(", ", missing),
                    environment);
        }
        if (arguments.names().isEmpty() && !command.equals("info")) {
            throw refused("Missing required parameter: '<database>'", environment);
        }
        if (!arguments.unknown().isEmpty()) {
            throw unknown(arguments.unknown().get(0), environment);
        }
        if (arguments.names().size() > 1) {
            throw refused(
                    "Unmatched argument at index " + (arguments.names().size() + 1) + ": '"
                            + arguments.names().get(1) + "'",
                    environment);
        }
        for (String name : arguments.names()) {
            if (!DATABASE.matcher(name).matches()) {
                throw refused(
                        ("Invalid value for positional parameter at index 0 (<database>): Invalid database name '%1$s'."
                                        + " (java.lang.IllegalArgumentException: Database name '%1$s' contains illegal"
                                        + " characters. Use simple ascii characters, numbers, dots, question marks,"
                                        + " asterisk and dashes.)")
                                .formatted(name),
                        environment);
            }
        }
    }

    /** Only where there is no option like it does the whole usage follow. */
    private ToolFailure unknown(String argument, Map<String, String> environment) {
        String name = argument.replaceFirst("=.*", "");
        String beginning = name.substring(0, Math.min(4, name.length()));
        String similar = options.keySet().stream()
                .filter(option -> beginning.length() == 4 && option.startsWith(beginning))
                .sorted()
                .collect(Collectors.joining(", "));
        String text = "Unknown option: '" + argument + "'";
        return similar.isEmpty()
                ? refused(text, environment)
                : ToolFailure.plain(ToolFailure.USAGE, text + "\nPossible solutions: " + similar);
    }

    private ToolFailure refused(String text, Map<String, String> environment) {
        return ToolFailure.plain(ToolFailure.USAGE, text + "\n\n" + text(environment));
    }

    /** The usage; the values of the variables are in it, in clear text, as with the real tool. */
    String text(Map<String, String> environment) {
        StringBuilder text = new StringBuilder("\nUSAGE\n\nneo4j-admin database " + command);
        options.forEach(
                (name, kind) -> text.append(kind == Kind.REQUIRED ? " " + name + "=<value>" : " [" + name + "]"));
        text.append(command.equals("info") ? " [<database>]" : " <database>").append("\n\nOPTIONS\n\n");
        options.forEach((name, kind) -> {
            text.append("      ")
                    .append(name)
                    .append(kind == Kind.FLAG ? "" : "=<value>")
                    .append('\n');
            if (name.equals("--to-password")) {
                variable(text, "NEO4J_PASSWORD", environment);
            }
            if (name.equals("--to-user")) {
                variable(text, "NEO4J_USERNAME", environment);
            }
        });
        return text.toString().stripTrailing();
    }

    private static void variable(StringBuilder text, String name, Map<String, String> environment) {
        String indent = " ".repeat(29);
        text.append(indent).append("Default:  The value of the ").append(name).append(" environment variable.\n");
        String value = environment.get(name);
        if (value != null) {
            text.append(indent).append("  Default: ").append(value).append('\n');
        }
    }
}
