package dev.restore4j.testkit.admin;

import dev.restore4j.testkit.admin.AdminFault.Kind;
import dev.restore4j.testkit.admin.RawZstd.Problem;
import dev.restore4j.testkit.admin.StoreSpec.Lock;
import dev.restore4j.testkit.admin.Terminal.Stream;
import dev.restore4j.testkit.admin.ToolFailure.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code database load}, which deletes the present store before it looks at the archive, and {@code load --info}. */
final class LoadCommand {

    private static final List<String> BACKUPS = List.of("BTV1", "BTV2", "BZV1", "BZV2");

    private final ToolRun run;
    private final Stores stores;

    LoadCommand(ToolRun run) {
        this.run = run;
        this.stores = run.stores();
    }

    void run(Arguments arguments) {
        String name = arguments.database();
        boolean info = arguments.flag("--info");
        Optional<Reason> problem;
        if (arguments.flag("--from-stdin")) {
            problem = load(name, arguments, Optional.empty());
        } else {
            Path directory = run.directory(arguments, "--from-path");
            checkBackups(directory);
            Optional<Path> archive = archive(directory, name);
            // The real one says nothing of an archive that is not there, and ends with 0.
            problem = info
                    ? archive.flatMap(file -> info(name, file))
                    : archive.isEmpty() ? Optional.of(none(directory, name)) : load(name, arguments, archive);
        }
        problem.ifPresent(reason -> fail(name, reason, info));
    }

    private void fail(String name, Reason reason, boolean info) {
        String text = (info ? "Print metadata" : "Load") + " failed for databases: '" + name + "'";
        String what = info ? "" : "Failed to load database '" + name + "': ";
        run.terminal().err(what + (info ? reason.in(run.line()) : reason.within(run.line())));
        run.terminal().err(text);
        throw ToolFailure.of(
                ToolFailure.FAILED,
                Reason.of(text).because(info ? metadataCause(reason) : reason.within(AdminLine.V2026)));
    }

    private static String metadataCause(Reason reason) {
        return reason.newer().substring(reason.newer().indexOf("': ") + 3);
    }

    private static Reason none(Path directory, String name) {
        return Reason.of("No matching archives found")
                .newer("No matching archives ('" + name + ".dump' or a full backup of '" + name + "') found in '"
                        + directory + "'");
    }

    /** A backup of another format makes every load from its directory fail. */
    private void checkBackups(Path directory) {
        for (Path file : files(directory, ".backup")) {
            byte[] magic = Arrays.copyOf(bytes(file), 4);
            if (!BACKUPS.contains(new String(magic, StandardCharsets.ISO_8859_1))) {
                if (run.isOlder()) {
                    throw ToolFailure.plain(
                            ToolFailure.SOFTWARE,
                            "java.lang.IllegalArgumentException: Unsupported format backup format: "
                                    + new String(magic, StandardCharsets.ISO_8859_1)
                                    + "\n\tat org.neo4j.cli.AdminTool.main(AdminTool.java:82)");
                }
                throw ToolFailure.of(
                        ToolFailure.FAILED,
                        Reason.of("Failed to list archive files")
                                .because("Unsupported format backup format: " + Arrays.toString(magic)));
            }
        }
    }

    private Optional<Path> archive(Path directory, String name) {
        List<Path> backups = files(directory, ".backup").stream()
                .filter(file -> file.getFileName().toString().startsWith(name + "-"))
                .toList();
        Path dump = directory.resolve(name + ".dump");
        if (!backups.isEmpty() && (Files.exists(dump) || backups.size() > 1)) {
            List<String> all =
                    new ArrayList<>(backups.stream().map(Path::toString).toList());
            if (Files.exists(dump)) {
                all.add(dump.toString());
            }
            throw ToolFailure.of("Multiple archives match:\n"
                    + String.join("\n", all)
                    + "\nRemove ambiguity by leaving only one of the above, or use --from-stdin option and pipe desired"
                    + " archive.");
        }
        return Files.exists(dump) ? Optional.of(dump) : Optional.empty();
    }

    private static List<Path> files(Path directory, String ending) {
        try (java.util.stream.Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> entry.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            // Not readable: to the real tool, that is no archive.
            return new byte[0];
        }
    }

    private Optional<Reason> info(String name, Path archive) {
        byte[] bytes = bytes(archive);
        DumpArchive dump = DumpArchive.read(bytes);
        if (dump.counts().isEmpty()) {
            String failed = "Failed to get metadata for archive '" + archive + "': ";
            return Optional.of(Reason.of(
                            failed + (bytes.length == 0 ? "Not in ZSTD format" : "Unknown frame descriptor"))
                    .newer(failed + "Unsupported format backup format: "
                            + Arrays.toString(Arrays.copyOf(bytes, Math.min(4, bytes.length)))));
        }
        run.terminal()
                .out("Database: %s\nFormat: Neo4j ZSTD Dump.\nFiles: %d\nBytes: %d\n"
                        .formatted(
                                name,
                                dump.counts().get().files(),
                                dump.counts().get().bytes()));
        return Optional.empty();
    }

    private Optional<Reason> load(String name, Arguments arguments, Optional<Path> archive) {
        Lock lock = stores.lock(name);
        if (lock == Lock.IN_USE) {
            return Optional.of(DumpCommand.inUse(stores, name));
        }
        if (lock == Lock.NOT_PERMITTED) {
            return Optional.of(Reason.of("You do not have permission to load the database'" + name + "'.")
                    .because("Could not write to: " + stores.lockFile(name)));
        }
        if (stores.exists(name) && !arguments.flag("--overwrite-destination")) {
            return Optional.of(Reason.of("Database already exists: " + name)
                    .because(stores.transactions().resolve(name).toString()));
        }
        stores.delete(name);
        byte[] bytes = archive.map(LoadCommand::bytes).orElseGet(LoadCommand::standardInput);
        return unpack(name, archive, DumpArchive.read(bytes));
    }

    private static byte[] standardInput() {
        try {
            return System.in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<Reason> unpack(String name, Optional<Path> archive, DumpArchive dump) {
        String place = archive.map(Path::toString).orElse("reading from stdin");
        Reason invalid = Reason.of("Not a valid Neo4j archive: " + place).because(place);
        Map<String, byte[]> files = dump.files();
        if (files.isEmpty() && dump.problem() == Problem.INVALID) {
            return Optional.of(invalid);
        }
        Progress progress = new Progress(run, Stream.ERR);
        progress.begin();
        progress.until(0.5, files.size());
        run.mischief().inTheMidst();
        if (run.mischief().has(Kind.DISK_FULL)) {
            String full = "No space left on device";
            progress.done(1, 0);
            return Optional.of(
                    Reason.of("Unable to load database: IOException: " + full).because(full));
        }
        files.forEach((file, content) -> stores.writeFile(name, file, content));
        progress.rest(0.5, files.size());
        progress.done(files.size(), DumpCommand.sum(files));
        if (dump.problem() == Problem.CUT || dump.problem() == Problem.CORRUPT) {
            String cause = dump.problem() == Problem.CUT ? "Truncated source" : "Data corruption detected";
            return Optional.of(Reason.of("Unable to load database: ZstdIOException: " + cause)
                    .because(cause));
        }
        if (dump.problem() == Problem.INVALID) {
            return Optional.of(invalid);
        }
        return Stores.isNewer(files, run.line())
                ? Optional.of(Reason.of("The loaded database '" + name + "' is of a newer version than the current"
                        + " binaries. Downgrade is not supported."))
                : Optional.empty();
    }
}
