package dev.restore4j.examples.operator;

import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.catalog.Instance;
import dev.restore4j.catalog.Snapshot;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.operation.Actor;
import dev.restore4j.operation.RestoreReason;
import java.time.Instant;
import java.time.Period;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What to restore over what. */
final class PlanOptions {

    @Parameters(index = "0", paramLabel = "INSTANCE", description = "Id of the instance whose snapshot is restored.")
    private String instance = "";

    @ArgGroup(multiplicity = "1")
    private Choice choice = new Choice();

    @Option(
            names = "--within",
            paramLabel = "DAYS",
            defaultValue = "7",
            description = "How far to look back (${DEFAULT-VALUE}).")
    private int days = 7;

    @Option(names = "--into", paramLabel = "ID", description = "Overwrite this instance instead of the snapshot's own.")
    private @Nullable String into;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "A ticket's number: under it the restore happens once.")
    private @Nullable String name;

    @Option(names = "--reason", paramLabel = "REASON", description = "For the journal: ${COMPLETION-CANDIDATES}.")
    private RestoreReason reason = RestoreReason.OTHER;

    @Option(names = "--note", paramLabel = "TEXT", description = "For the journal. No secrets.")
    private String note = "";

    @Option(
            names = "--by",
            paramLabel = "WHO",
            description = "Who wants it, for the journal; the user of this process unless given.")
    private @Nullable String by;

    /** One of two. */
    static final class Choice {
        @Option(names = "--snapshot", paramLabel = "ID", description = "Restore this snapshot.")
        private @Nullable String snapshot;

        @Option(
                names = "--latest-before",
                paramLabel = "TIME",
                description = "Restore the latest snapshot before this time, such as 2026-03-01T14:55:00Z.")
        private @Nullable Instant before;
    }

    RestorePlan plan(AuraClient aura) {
        RestorePlan plan = RestorePlan.from(snapshot(aura.instance(instance)))
                .because(reason, note)
                .by(actor());
        if (name != null) {
            plan = plan.named(name);
        }
        return into == null ? plan : plan.into(aura.instance(into));
    }

    Actor actor() {
        return by == null ? Actor.currentUser() : Actor.named(by);
    }

    private Snapshot snapshot(Instance origin) {
        String id = choice.snapshot;
        Instant before = choice.before;
        if (id != null || before == null) {
            return origin.snapshots().get(String.valueOf(id));
        }
        return origin.snapshots()
                .latestBefore(before, Period.ofDays(days))
                .orElseThrow(() -> new RestoreRejectedException(
                        "no-snapshot",
                        "Nothing was sent. " + origin + " has no completed snapshot in the " + days + " days before "
                                + before + ". Look further back with --within, or list them with 'snapshots'.",
                        null,
                        null));
    }
}
