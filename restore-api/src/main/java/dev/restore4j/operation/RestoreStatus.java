package dev.restore4j.operation;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where an operation stands, as last known. Reading it sends nothing. Immutable.
 *
 * @param id the operation
 * @param state its state in the journal
 * @param overwritten whether the target's data was replaced
 * @param since when the state was entered
 * @param word the target's status word as last read by this process, or null when it has not looked
 * @param elapsed how long since the operation was confirmed
 * @param message what is going on, for people
 */
public record RestoreStatus(
        OperationId id,
        RestoreState state,
        Overwritten overwritten,
        Instant since,
        @Nullable String word,
        Duration elapsed,
        String message) {

    /** {@return the target's status word as last read by this process} */
    public Optional<String> targetWord() {
        return Optional.ofNullable(word);
    }

    @Override
    public String toString() {
        return id + " " + state + " since " + since.truncatedTo(ChronoUnit.SECONDS)
                + (word == null ? "" : ", target says '" + word + "'")
                + ", overwritten: " + overwritten + ", " + Durations.text(elapsed) + " after the confirmation: "
                + message;
    }
}
