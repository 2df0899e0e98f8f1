package dev.restore4j.testkit.admin;

import dev.restore4j.testkit.admin.ToolFailure.Reason;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code database upload}: what is checked before anything is sent, which is little. */
final class UploadCommand {

    private static final String SCHEME = "(?:bolt(?:\\+routing)?|neo4j(?:\\+s|\\+ssc)?)://";

    /** The tool's own: the dots are not quoted, and the environment is anything, another host included. */
    private static final Pattern DATABASE = Pattern.compile(SCHEME + "([^-]+)(-(.+))?.databases.neo4j.io$");

    private static final Pattern PRIVATE_LINK =
            Pattern.compile(SCHEME + "([a-zA-Z0-9]+)\\.(\\S+)-orch-(\\d+).neo4j(-\\S+)?.io$");
    private static final Pattern INSTANCE = Pattern.compile(SCHEME + "[^-]+(-[^.]+)?\\.instances\\.neo4j\\.io$");

    private final ToolRun run;

    UploadCommand(ToolRun run) {
        this.run = run;
    }

    void run(Arguments arguments) {
        try {
            upload(arguments);
        } catch (UploadRefused refused) {
            throw run.isOlder()
                    ? ToolFailure.of(ToolFailure.FAILED, refused.reason())
                    : ToolFailure.of(
                            ToolFailure.FAILED,
                            Reason.of("Upload command failed").because(refused.text()));
        }
    }

    private void upload(Arguments arguments) {
        String uri = arguments.option("--to-uri").orElseThrow();
        String id = databaseId(uri, arguments);
        String user = credential(arguments, "--to-user", "NEO4J_USERNAME", "readLine");
        String password = credential(arguments, "--to-password", "NEO4J_PASSWORD", "readPassword");
        Path directory = Path.of(arguments.option("--from-path").orElseThrow());
        if (!Files.isDirectory(directory)) {
            throw UploadRefused.of("The provided source directory '" + directory + "' doesn't exist");
        }
        Path archive = directory.resolve(arguments.database() + ".dump");
        if (!Files.exists(archive)) {
            throw UploadRefused.of("Could not find any archive files");
        }
        run.terminal().out("Detected source dump file at: " + archive);
        byte[] bytes = LoadCommand.bytes(archive);
        long size = fullSize(bytes);
        Map<String, String> who = Map.of("id", id, "user", user, "password", password, "uri", uri);
        new UploadWalk(run, archive, bytes, size).run(who, arguments.flag("--overwrite-destination"));
    }

    /** From the header, and from nothing else: that the rest is cut off is not seen. */
    private static long fullSize(byte[] bytes) {
        return DumpArchive.read(bytes)
                .counts()
                .map(DumpArchive.Counts::bytes)
                .orElseThrow(() -> new UploadRefused(
                        Reason.of("Unable to check size of archive backup.")
                                .newer("Unsupported format backup format: "
                                        + Arrays.toString(Arrays.copyOf(bytes, Math.min(4, bytes.length)))),
                        UploadRefused.Origin.LIBRARY));
    }

    private String databaseId(String uri, Arguments arguments) {
        if (!run.isOlder() && INSTANCE.matcher(uri).matches()) {
            return arguments
                    .option("--to-dbid")
                    .orElseThrow(
                            () -> UploadRefused.of("--to-dbid must be specified when providing an instance based URI"));
        }
        for (Pattern pattern : new Pattern[] {DATABASE, PRIVATE_LINK}) {
            Matcher matcher = pattern.matcher(uri);
            if (matcher.matches()) {
                return matcher.group(1);
            }
        }
        throw UploadRefused.of("Invalid Bolt URI '" + uri + "'");
    }

    /** Without a terminal, the question that it would ask is a bug. */
    private String credential(Arguments arguments, String option, String variable, String question) {
        return arguments
                .option(option)
                .or(() -> Optional.ofNullable(run.environment().get(variable)))
                .orElseThrow(() -> new UploadRefused(
                        Reason.of("Cannot invoke \"java.io.Console." + question
                                + "(String, Object[])\" because the return"
                                + " value of \"java.lang.System.console()\" is null"),
                        UploadRefused.Origin.LIBRARY));
    }

    /** {@return where the Console of a run that really uploads is} */
    static URI console(ToolState tool, String path) {
        String base = tool.console().map(URI::toString).orElse("http://127.0.0.1:9");
        return URI.create(base.replaceFirst("/$", "") + path);
    }

    /** An upload that did not succeed. */
    @SuppressWarnings("serial") // it never leaves its process
    static final class UploadRefused extends RuntimeException {

        private final Reason reason;
        private final Origin origin;

        /** Who throws it: behind a library's exception, the newer line prints no empty line. */
        enum Origin {
            TOOL,
            LIBRARY
        }

        UploadRefused(Reason reason, Origin origin) {
            super(reason.older());
            this.reason = reason;
            this.origin = origin;
        }

        static UploadRefused of(String text) {
            return new UploadRefused(Reason.of(text), Origin.TOOL);
        }

        Reason reason() {
            return reason;
        }

        String text() {
            return origin == Origin.TOOL ? reason.within(AdminLine.V2026) : reason.in(AdminLine.V2026);
        }
    }
}
