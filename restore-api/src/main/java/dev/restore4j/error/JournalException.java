package dev.restore4j.error;

import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.RestoreResult;
import org.jspecify.annotations.Nullable;

/** The journal cannot be read or written: mend its directory. Where nothing was sent before it, nothing is sent. */
public final class JournalException extends RestoreException {

    private static final long serialVersionUID = 1L;

    /** What is known of the target whatever the journal says. */
    private final Overwritten known;

    /**
     * Makes the error of a journal.
     *
     * @param message what happened, where, and what to do now
     * @param cause what led to it, or null
     */
    public JournalException(String message, @Nullable Throwable cause) {
        this(message, Overwritten.UNKNOWN, cause);
    }

    /**
     * Makes the error of a restore that a journal stopped.
     *
     * @param message what happened, where, and what to do now
     * @param result the result so far
     * @param cause what led to it
     */
    public JournalException(String message, RestoreResult result, Throwable cause) {
        super(message, result, null, cause);
        this.known = result.overwritten();
    }

    /**
     * Makes the error of an operation that could not be written down or read.
     *
     * @param message what happened, where, and what to do now
     * @param known whether the target's data was replaced, as far as it is known
     * @param cause what led to it, or null
     */
    public JournalException(String message, Overwritten known, @Nullable Throwable cause) {
        super(message, null, null, cause);
        this.known = known;
    }

    /**
     * {@return whether the target's data was replaced; UNKNOWN where the journal could not be read, since it may hold an
     * operation that has begun}
     */
    @Override
    public Overwritten overwritten() {
        return known;
    }
}
