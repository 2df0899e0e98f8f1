package dev.restore4j.testkit.admin;

import dev.restore4j.testkit.admin.AdminFault.Kind;
import dev.restore4j.testkit.admin.Terminal.Stream;
import dev.restore4j.testkit.admin.ToolFailure.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code database dump}. */
final class DumpCommand {

    private final ToolRun run;
    private final Stores stores;

    DumpCommand(ToolRun run) {
        this.run = run;
        this.stores = run.stores();
    }

    void run(Arguments arguments) {
        boolean toStdout = arguments.flag("--to-stdout");
        Stream stream = toStdout ? Stream.ERR : Stream.OUT;
        Path directory = toStdout ? run.home() : run.directory(arguments, "--to-path");
        Reason reason = Reason.of("");
        List<String> failed = new ArrayList<>();
        for (String name : names(arguments.database())) {
            run.terminal().log(stream, "INFO", "Starting dump of database '" + name + "'");
            Optional<Reason> problem =
                    toStdout ? toStdout(name) : toFile(name, directory, arguments.flag("--overwrite-destination"));
            if (problem.isPresent()) {
                reason = problem.get();
                failed.add(name);
                run.terminal()
                        .log(stream, "ERROR", "Failed to dump database '" + name + "': " + reason.within(run.line()));
            }
        }
        if (!failed.isEmpty()) {
            String text = "Dump failed for databases: "
                    + failed.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
            run.terminal().log(stream, "ERROR", text);
            throw ToolFailure.of(ToolFailure.FAILED, Reason.of(text).because(reason.within(AdminLine.V2026)));
        }
        run.terminal().log(stream, "INFO", "Dump completed successfully");
    }

    private List<String> names(String pattern) {
        if (!pattern.contains("*") && !pattern.contains("?")) {
            return List.of(pattern);
        }
        String regex = pattern.replace(".", "\\.").replace("*", ".*").replace("?", ".");
        List<String> names =
                stores.names().stream().filter(name -> name.matches(regex)).toList();
        if (names.isEmpty()) {
            throw ToolFailure.of("Pattern '" + pattern + "' did not match any database");
        }
        return names;
    }

    private Optional<Reason> toStdout(String name) {
        Optional<Reason> problem = refusal(name);
        if (problem.isEmpty()) {
            Map<String, byte[]> files = Stores.files(stores.find(name).orElseThrow());
            run.terminal().write(Stream.OUT, DumpArchive.write(files));
            finish(Stream.ERR, files);
        }
        return problem;
    }

    /** {@return why that database cannot be touched, if so} */
    private Optional<Reason> refusal(String name) {
        if (!stores.exists(name)) {
            return Optional.of(Reason.of("Database does not exist: " + name)
                    .because("Directory '" + stores.database(name) + "' does not contain a database"));
        }
        return switch (stores.lock(name)) {
            case IN_USE -> Optional.of(inUse(stores, name));
            case NOT_PERMITTED ->
                Optional.of(Reason.of("You do not have permission to dump the database.")
                        .because("Could not write to: " + stores.lockFile(name)));
            case FREE -> Optional.empty();
        };
    }

    static Reason inUse(Stores stores, String name) {
        return Reason.of("The database is in use. Stop database '" + name + "' and try again.")
                .because(InfoCommand.LOCKED.formatted(stores.lockFile(name)));
    }

    private Optional<Reason> toFile(String name, Path directory, boolean overwrite) {
        Path file = directory.resolve(name + ".dump");
        Optional<Reason> problem = refusal(name);
        if (problem.isPresent()) {
            return problem;
        }
        if (Files.exists(file) && !overwrite) {
            return Optional.of(Reason.of("Archive already exists: " + file).because(file.toString()));
        }
        if (!Files.isWritable(directory)) {
            return Optional.of(unable("AccessDeniedException: " + directory, directory.toString()));
        }
        Map<String, byte[]> files = Stores.files(stores.find(name).orElseThrow());
        byte[] archive = DumpArchive.write(files);
        try {
            return write(file, archive, files);
        } catch (IOException e) {
            return Optional.of(unable(e.getClass().getSimpleName() + ": " + e.getMessage(), "" + e.getMessage()));
        }
    }

    private static Reason unable(String what, String cause) {
        return Reason.of("Unable to dump database: " + what)
                .newer("Unable to dump database\n" + what)
                .because(cause);
    }

    /** Half of it is under the final name before the midst: so does the real tool leave it when it is killed. */
    private Optional<Reason> write(Path file, byte[] archive, Map<String, byte[]> files) throws IOException {
        Progress progress = new Progress(run, Stream.OUT);
        progress.begin();
        Files.write(file, Arrays.copyOf(archive, archive.length / 2));
        progress.until(0.5, files.size());
        run.mischief().inTheMidst();
        if (run.mischief().has(Kind.DISK_FULL)) {
            String full = "No space left on device";
            progress.done(files.size(), archive.length / 2);
            return Optional.of(unable("IOException: " + full, full));
        }
        if (!run.mischief().has(Kind.CUT_ARCHIVE)) {
            if (run.mischief().has(Kind.FLIPPED_ARCHIVE)) {
                archive[archive.length * 3 / 4] ^= 1;
            }
            Files.write(file, archive);
        }
        progress.rest(0.5, files.size());
        progress.done(files.size(), sum(files));
        return Optional.empty();
    }

    private void finish(Stream stream, Map<String, byte[]> files) {
        Progress progress = new Progress(run, stream);
        progress.begin();
        progress.until(1, files.size());
        progress.done(files.size(), sum(files));
    }

    static long sum(Map<String, byte[]> files) {
        return files.values().stream().mapToLong(file -> file.length).sum();
    }
}
