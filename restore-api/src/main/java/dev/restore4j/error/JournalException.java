package dev.restore4j.error;

import dev.restore4j.operation.RestoreResult;
import org.jspecify.annotations.Nullable;

/** The journal cannot be read or written: mend its directory. Where nothing was sent before it, nothing is sent. */
public final class JournalException extends RestoreException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the error of a journal.
     *
     * @param message what happened, where, and what to do now
     * @param cause what led to it, or null
     */
    public JournalException(String message, @Nullable Throwable cause) {
        super(message, null, null, cause);
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
    }
}
