package dev.restore4j.testkit.admin;

import dev.restore4j.testkit.admin.AdminFault.Kind;
import dev.restore4j.testkit.admin.RawZstd.Problem;
import dev.restore4j.testkit.admin.StoreSpec.Lock;
import dev.restore4j.testkit.admin.Terminal.Stream;
import dev.restore4j.testkit.admin.ToolFailure.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code database check}, of a store, or of a dump that is read to its end. */
final class CheckCommand {

    private static final List<String> PARTS =
            List.of("ID Generator consistency check", "Index structure consistency check", "Consistency check");

    private final ToolRun run;
    private final Stores stores;

    CheckCommand(ToolRun run) {
        this.run = run;
        this.stores = run.stores();
    }

    void run(Arguments arguments) {
        String name = arguments.database();
        if (arguments.option("--from-path").isPresent()) {
            dump(arguments, name);
        } else {
            store(name);
        }
        bars();
    }

    private static ToolFailure unprepared(String why) {
        String failed = "Failed to prepare for consistency check";
        return ToolFailure.of(
                ToolFailure.SOFTWARE,
                Reason.of(failed + ": " + why).newer(failed).because(why));
    }

    private void store(String name) {
        if (!stores.exists(name)) {
            throw unprepared(
                    "Could not find a valid database, or dump named '" + name + "' to check at databases path: '"
                            + stores.databases() + "', transaction log path: '" + stores.transactions() + "'");
        }
        if (stores.lock(name) == Lock.IN_USE) {
            throw ToolFailure.of(ToolFailure.FAILED, DumpCommand.inUse(stores, name));
        }
        if (stores.lock(name) == Lock.NOT_PERMITTED) {
            throw ToolFailure.of(
                    ToolFailure.NO_PERMISSION,
                    Reason.of("You do not have permission to check database consistency.")
                            .because("Could not write to: " + stores.lockFile(name)));
        }
    }

    private void dump(Arguments arguments, String name) {
        Path directory = Path.of(arguments.option("--from-path").orElseThrow());
        Path file = directory.resolve(name + ".dump");
        if (!Files.exists(file)) {
            throw unprepared("Could not find a valid database, or dump named '" + name + "' to check at path: '"
                    + directory + "'");
        }
        DumpArchive dump = DumpArchive.read(LoadCommand.bytes(file));
        if (!dump.files().isEmpty()) {
            Path temporary = arguments.option("--temp-path").map(Path::of).orElse(directory);
            run.terminal()
                    .out(run.terminal().logTime() + " INFO  [o.n.d.a.CheckDump] Loading dump from: " + file + "\ninto: "
                            + temporary.resolve("16242799623349150024") + "\n");
        }
        if (dump.problem() != Problem.NONE || run.mischief().has(Kind.DISK_FULL)) {
            throw unprepared("Invalid input for a CheckDump");
        }
    }

    private void bars() {
        run.terminal()
                .out("Running consistency check with max off-heap:1.000GiB\n  Store size:184.0KiB\n"
                        + "  Allocated page cache:184.0KiB\n  Off-heap memory for caching:8.000MiB");
        for (String part : PARTS) {
            run.terminal().out(part);
            for (int percent = 10; percent <= 100; percent += 10) {
                run.terminal().print(Stream.OUT, ".".repeat(20));
                run.terminal().out("%4d%%".formatted(percent));
                if (percent == 50 && part.equals(PARTS.get(1))) {
                    run.mischief().inTheMidst();
                }
            }
        }
    }
}
