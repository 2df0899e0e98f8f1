package dev.restore4j.spi;

import dev.restore4j.operation.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps a target's present data before it is overwritten, so that the overwrite can be taken back. Thread-safe. */
public interface Safeguard {

    /** What became of a request for a snapshot. */
    sealed interface Begun {

        /**
         * It is being taken.
         *
         * @param snapshot its id
         */
        record Started(String snapshot) implements Begun {}

        /**
         * Not now: another snapshot is being taken, or the service asks to come back. It may be asked again.
         *
         * @param why the reason
         * @param after how long to wait, or null where the service did not say
         */
        record NotNow(Ending why, @Nullable Duration after) implements Begun {}

        /**
         * Not at all.
         *
         * @param why the reason
         */
        record Refused(Ending why) implements Begun {}
    }

    /**
     * A snapshot as it was seen.
     *
     * @param snapshot its id
     * @param condition whether it can be restored
     * @param takenAt the time to which it goes back
     */
    record Kept(String snapshot, Condition condition, Instant takenAt) {}

    /** Whether a snapshot can be restored. */
    enum Condition {
        /** Not yet. */
        PENDING,
        /** It can. */
        COMPLETE,
        /** It never will. */
        FAILED
    }

    /**
     * Asks for a snapshot. Repeatable: one too many costs room and harms nothing.
     *
     * @param urgency how urgent it is
     * @return what became of the request
     * @throws dev.restore4j.error.UnavailableException if the answer was lost; {@link #since} finds what was begun
     * @throws InterruptedException if the thread was interrupted
     */
    Begun begin(Urgency urgency) throws InterruptedException;

    /**
     * {@return a snapshot that was begun on demand since a time, the oldest; after a lost answer or a crash}
     *
     * <p>By the service's time stamps. The oldest at or after the time goes first; the service's clock may differ from ours, so that
     * one of shortly before may count where there is none. One that failed counts only where there is no other.
     *
     * @param moment the time
     * @param urgency how urgent it is
     * @throws InterruptedException if the thread was interrupted
     */
    Optional<Kept> since(Instant moment, Urgency urgency) throws InterruptedException;

    /**
     * {@return a snapshot as it is now; empty where it is not found}
     *
     * @param snapshot its id
     * @param urgency how urgent it is
     * @throws InterruptedException if the thread was interrupted
     */
    Optional<Kept> look(String snapshot, Urgency urgency) throws InterruptedException;

    /**
     * {@return such a snapshot as a source, to take the overwrite back}
     *
     * @param snapshot its id
     */
    RestoreSource source(String snapshot);

    /**
     * {@return for how long the service keeps such a snapshot, as it was documented when this was written; empty where that is
     * not known. An estimate: services change it, and nothing here asks them. Sends nothing}
     */
    default Optional<Duration> keptFor() {
        return Optional.empty();
    }
}
