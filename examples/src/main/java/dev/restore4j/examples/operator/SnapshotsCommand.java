package dev.restore4j.examples.operator;

import dev.restore4j.aura.AuraClient;
import dev.restore4j.catalog.Instance;
import dev.restore4j.catalog.Snapshot;
import dev.restore4j.catalog.Snapshots;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the snapshots of an instance. */
@Command(name = "snapshots", description = "Lists the snapshots of an instance, newest first. Only reads.")
final class SnapshotsCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "INSTANCE", description = "The instance's id.")
    private String instance = "";

    @Option(
            names = "--within",
            paramLabel = "DAYS",
            defaultValue = "7",
            description = "How far to look back (${DEFAULT-VALUE}).")
    private int days = 7;

    @Option(names = "--all", description = "Also those that are not completed.")
    private boolean all;

    SnapshotsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (AuraClient aura = console.connect()) {
            Instance origin = aura.instance(instance);
            console.note(origin.toString());
            Snapshots snapshots = all ? origin.snapshots().inAnyState() : origin.snapshots();
            Instant now = Instant.now();
            Instant from =
                    now.atOffset(ZoneOffset.UTC).minus(Period.ofDays(days)).toInstant();
            List<Snapshot> found = snapshots.between(from, now).toList();
            found.forEach(snapshot -> console.say(line(snapshot)));
            console.note(found.size() + " in the last " + days + " days. Times are UTC.");
        }
        return ExitCode.DONE.number();
    }

    private static String line(Snapshot snapshot) {
        String exportable = snapshot.exportable()
                .map(yes -> yes ? "exportable" : "not exportable")
                .orElse("exportable unknown");
        return "%-36s  %s  %-9s  %-10s  %s"
                .formatted(snapshot.id(), snapshot.timestamp(), snapshot.profile(), snapshot.status(), exportable);
    }
}
