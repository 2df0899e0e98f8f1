package dev.restore4j.spi;

import dev.restore4j.operation.Ending;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is known after the one unrepeatable request was sent. */
public sealed interface SubmissionAnswer {

    /**
     * The service took it over.
     *
     * @param word the target's status word in the answer, or what was wrong with the answer's body
     * @param created the id of the instance that it creates, or null
     * @param requestId the answer's request id, or null
     * @param change whether whoever submitted it has watched the target since, and saw it change
     * @param at when it was taken over at the latest; null for just now. What is found out late may be long over
     */
    record Accepted(
            String word,
            @Nullable String created,
            @Nullable String requestId,
            Change change,
            @Nullable Instant at) implements SubmissionAnswer {

        /**
         * An answer, after which nobody has looked at the target yet.
         *
         * @param word the target's status word in the answer, or what was wrong with the answer's body
         * @param created the id of the instance that it creates, or null
         * @param requestId the answer's request id, or null
         */
        public Accepted(String word, @Nullable String created, @Nullable String requestId) {
            this(word, created, requestId, Change.NOT_SEEN, null);
        }
    }

    /** Whether a target was seen to change. */
    enum Change {
        /** Nobody has looked, or nothing changed. */
        NOT_SEEN,
        /** It changed, and belongs to what was submitted. */
        SEEN
    }

    /**
     * It is proven that the service did not take it over, and it will not.
     *
     * @param why the reason
     */
    record Refused(Ending why) implements SubmissionAnswer {}

    /**
     * It is proven that the service did not take it over, and the same request may be sent again after all checks.
     *
     * @param why the reason
     * @param after how long to wait, or null where the service did not say
     */
    record NotTakenOver(Ending why, @Nullable Duration after) implements SubmissionAnswer {}

    /**
     * What was begun goes on without this process: whoever goes on with the operation asks {@link Preparation#recover} what became
     * of it. Only for routes that were prepared.
     *
     * @param why why it was left
     */
    record Unfinished(String why) implements SubmissionAnswer {}

    /**
     * Nobody knows. It must not be sent again.
     *
     * @param why what happened to the answer
     * @param requestId the answer's request id, or null
     */
    record Lost(String why, @Nullable String requestId) implements SubmissionAnswer {}
}
