package dev.restore4j.testkit.admin;

import java.util.List;

/** What the tool can be asked. */
public enum ToolCommand {
    /** {@code --version} and {@code version}. */
    VERSION,
    /** {@code database info}. */
    INFO,
    /** {@code database dump}. */
    DUMP,
    /** {@code database check}, of a store or of a dump. */
    CHECK,
    /** {@code database load}. */
    LOAD,
    /** {@code database load --info}. */
    LOAD_INFO,
    /** {@code database upload}. */
    UPLOAD,
    /** Everything else: other commands, none, help. */
    OTHER;

    static ToolCommand of(List<String> arguments) {
        if (arguments.isEmpty()) {
            return OTHER;
        }
        String first = arguments.get(0);
        if (first.equals("version") || first.equals("--version") || first.equals("-V")) {
            return VERSION;
        }
        if (!first.equals("database") || arguments.size() < 2) {
            return OTHER;
        }
        return switch (arguments.get(1)) {
            case "info" -> INFO;
            case "dump" -> DUMP;
            case "check" -> CHECK;
            case "load" -> arguments.contains("--info") ? LOAD_INFO : LOAD;
            case "upload" -> UPLOAD;
            default -> OTHER;
        };
    }
}
