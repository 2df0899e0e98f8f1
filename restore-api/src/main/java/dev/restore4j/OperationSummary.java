package dev.restore4j;

import dev.restore4j.engine.Precedents;
import dev.restore4j.engine.Standing;
import dev.restore4j.engine.Terms;
import dev.restore4j.journal.Journal;
import dev.restore4j.journal.JournalLog;
import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.Proof;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An operation as the journal has it. Immutable. */
public final class OperationSummary {

    private final OperationId id;
    private final @Nullable String name;
    private final Terms terms;
    private final Standing standing;
    private final Instant confirmedAt;
    private final List<String> warnings;
    private final @Nullable RestoreResult result;

    private OperationSummary(Journal journal, JournalLog log) {
        this.id = log.operation().id();
        this.name = log.operation().name();
        this.terms = Precedents.terms(log);
        this.standing = Precedents.standing(log);
        this.confirmedAt = log.entries().get(0).at();
        this.warnings = log.warnings();
        this.result = Precedents.result(journal, log).orElse(null);
    }

    static OperationSummary of(Journal journal, JournalLog log) {
        return new OperationSummary(journal, log);
    }

    /** {@return the operation} */
    public OperationId id() {
        return id;
    }

    /** {@return its name} */
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /** {@return its state in the journal} */
    public RestoreState state() {
        return standing.state();
    }

    /** {@return when the state was entered} */
    public Instant since() {
        return standing.since();
    }

    /** {@return whether the target's data was replaced} */
    public Overwritten overwritten() {
        return standing.overwritten(terms.target().exposure());
    }

    /** {@return the source, in words with its ids} */
    public String source() {
        return terms.source().description();
    }

    /** {@return the target, in words with its ids} */
    public String target() {
        return terms.target().description();
    }

    /** {@return when it was confirmed} */
    public Instant confirmedAt() {
        return confirmedAt;
    }

    /** {@return why it ended or cannot be told, in words; empty while it goes on well} */
    public String message() {
        return standing.ending().message();
    }

    /** {@return how it is known that the restore took place; empty unless COMPLETED} */
    public Optional<Proof> proof() {
        return Optional.ofNullable(standing.proof());
    }

    /** {@return the recorded result, as {@code execute()} returned or threw it; empty where the operation has not ended} */
    public Optional<RestoreResult> result() {
        return Optional.ofNullable(result);
    }

    /** {@return what was odd about its journal, such as a torn last record} */
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public String toString() {
        return id + (name == null ? "" : " '" + name + "'") + " " + state() + " since "
                + since().truncatedTo(ChronoUnit.SECONDS) + ": " + source() + " over " + target() + ", overwritten: "
                + overwritten();
    }
}
