package dev.restore4j.testkit.admin;

import java.util.List;
import java.util.regex.Pattern;

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
    /**
     * What restore4j asks only to find out what the tool can and where its databases are: {@code database upload
     * --restore4j-asks}, and a check of a database {@code restore4j-<hex>} that nobody has. It is no upload and no check.
     */
    PROBE,
    /** Everything else: other commands, none, help. */
    OTHER;

    private static final String ASKS = "--restore4j-asks";
    private static final Pattern NOBODY = Pattern.compile("restore4j-[0-9a-f]+");

    /** {@return as what a run counts} */
    static ToolCommand of(List<String> arguments) {
        ToolCommand spoken = spoken(arguments);
        boolean nobody = spoken == CHECK
                && arguments.stream().anyMatch(each -> NOBODY.matcher(each).matches());
        boolean asks = spoken != OTHER && arguments.contains(ASKS);
        return nobody || asks ? PROBE : spoken;
    }

    /** {@return what the tool is told to do, whoever asks why} */
    static ToolCommand spoken(List<String> arguments) {
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
