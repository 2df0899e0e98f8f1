package dev.restore4j.it.crash;

import dev.restore4j.journal.Journal;
import dev.restore4j.journal.JournalEntry;
import dev.restore4j.journal.JournalLog;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.testkit.model.Overwrite;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the processes that died have left, as the last one finds it: that says how a restore may end.
 *
 * @param stage how far it came by what is written
 * @param validUntil how long the confirmation is good for; empty where there is none
 * @param found when the last process was started
 */
record Remains(Stage stage, Optional<Instant> validUntil, Instant found) {

    /** How far a restore came, by its last entry that says so. */
    enum Stage {
        NOT_CONFIRMED,
        /** Nothing was sent, provably. */
        NOT_SENT,
        /** From the intent to the first proof: nobody may have seen what became of it. */
        MAYBE_SENT,
        PROVEN,
        /** Nothing was overwritten, and the name is free. */
        RELEASED,
        ENDED
    }

    /**
     * {@return what is on the disk}
     *
     * @param disk the journal's storage
     * @param snapshot what is restored: what takes it back has operations of its own
     * @param now when the last process is started
     */
    static Remains on(Journal disk, String snapshot, Instant now) {
        Optional<JournalLog> restore = disk.list().stream()
                .filter(log -> isOf(log, snapshot))
                .max(Comparator.comparing(log -> log.entries().get(0).at()));
        Stage stage = Stage.NOT_CONFIRMED;
        for (JournalEntry entry : restore.map(JournalLog::entries).orElse(List.of())) {
            stage = after(entry, stage);
        }
        Optional<Instant> validUntil = restore.flatMap(
                        log -> log.entries().get(0).value("consent.expiresAt"))
                .map(Instant::parse);
        return new Remains(stage, validUntil, now);
    }

    /** {@return whether it is of a restore of that snapshot} */
    static boolean isOf(JournalLog log, String snapshot) {
        return log.entries()
                .get(0)
                .value("source.reference")
                .filter(source -> source.endsWith("/" + snapshot))
                .isPresent();
    }

    private static Stage after(JournalEntry entry, Stage before) {
        return switch (entry.type()) {
            case "confirmed", "not-taken-over" -> Stage.NOT_SENT;
            case "submitting" -> Stage.MAYBE_SENT;
            case "change-seen", "verifying", "concluding" -> Stage.PROVEN;
            case "rejected" -> Stage.RELEASED;
            case "completed", "failed", "verification-failed" -> Stage.ENDED;
            default -> before;
        };
    }

    /**
     * {@return the states that the last process may report, and no other}
     *
     * @param end that of a program that nobody kills
     * @param proof what can prove later that the data was replaced
     * @param acts what was sent, as Aura knows it
     */
    Set<RestoreState> mayEndAs(RestoreState end, Proof proof, List<Overwrite> acts) {
        return switch (stage) {
            case NOT_CONFIRMED, PROVEN -> EnumSet.of(end);
            case NOT_SENT -> EnumSet.of(isLapsed() ? RestoreState.REJECTED : end);
            case MAYBE_SENT -> isUnseen(proof, acts) ? EnumSet.of(end, RestoreState.OUTCOME_UNKNOWN) : EnumSet.of(end);
            // the same plan again is a new restore, and whether a person must type for that depends on the time
            case RELEASED -> EnumSet.of(end, RestoreState.PLANNED);
            case ENDED -> proof == Proof.UNNAMED ? EnumSet.of(end, RestoreState.PLANNED) : EnumSet.of(end);
        };
    }

    /** What there is besides the states of the target. */
    enum Proof {
        NONE,
        MARKER,
        /** None, and the program cannot name the restore that it wants to hear of either. */
        UNNAMED
    }

    /** Nothing came of it, or it was over before anybody looked again and nothing else can tell. */
    private boolean isUnseen(Proof proof, List<Overwrite> acts) {
        return acts.isEmpty()
                || (proof != Proof.MARKER
                        && acts.stream()
                                .allMatch(act -> act.endedAt()
                                        .filter(at -> !at.isAfter(found))
                                        .isPresent()));
    }

    private boolean isLapsed() {
        return validUntil.filter(found::isAfter).isPresent();
    }
}
