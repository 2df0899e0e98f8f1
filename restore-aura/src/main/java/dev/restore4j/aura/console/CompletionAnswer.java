package dev.restore4j.aura.console;

import dev.restore4j.aura.wire.ErrorBody;
import dev.restore4j.aura.wire.Reply;
import dev.restore4j.aura.wire.Reply.Answer;
import dev.restore4j.aura.wire.Reply.Silence;
import dev.restore4j.aura.wire.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known after {@code upload-complete}, which must not be repeated.
 *
 * <p>Only 200 is acceptance; the real tool takes a 202 for an error. A 4xx proves refusal. A connection that was never made, 401,
 * 403 and 429 prove that nothing was done. All else may have taken effect.
 */
public sealed interface CompletionAnswer {

    /**
     * The Console took it over.
     *
     * @param requestId the answer's request id, or null
     */
    record Taken(@Nullable String requestId) implements CompletionAnswer {}

    /**
     * It is proven that the Console did not take it over, and it will not.
     *
     * @param code a stable word for programs
     * @param message what it said, and what to do now
     * @param requestId the answer's request id, or null
     */
    record Refused(String code, String message, @Nullable String requestId) implements CompletionAnswer {}

    /**
     * It is proven that the Console did not take it over, and it may be sent again after all checks.
     *
     * @param code {@code access-refused}, {@code too-many-requests} or {@code not-sent}
     * @param message what happened, and what to do now
     * @param retryAfter how long to wait, or null where the service did not say
     * @param requestId the answer's request id, or null
     */
    record NotTaken(
            String code,
            String message,
            @Nullable Duration retryAfter,
            @Nullable String requestId) implements CompletionAnswer {}

    /**
     * Nobody knows. It must not be sent again.
     *
     * @param why what happened to the answer
     * @param requestId the answer's request id, or null
     */
    record Unknown(String why, @Nullable String requestId) implements CompletionAnswer {}

    /** {@return what a reply proves} */
    static CompletionAnswer of(Reply reply, ErrorBody said, Instant now) {
        if (reply instanceof Silence silence) {
            return silence.kind() == Silence.Kind.NOT_SENT
                    ? new NotTaken("not-sent", silence.what() + ". Check the network.", null, null)
                    : new Unknown("its answer was lost: " + silence.what(), null);
        }
        Answer answer = (Answer) reply;
        String requestId = answer.requestId();
        if (answer.status() == 200) {
            // whatever became of its body, which says nothing
            return new Taken(requestId);
        }
        String words = "The Console answered " + answer.status() + ", " + said.words();
        if (answer.refusesAccess()) {
            String advice = ". The next attempt logs in again: check user and password of the database if it stays so.";
            return new NotTaken("access-refused", words + advice, null, requestId);
        }
        if (answer.status() == 429) {
            Duration after = RetryAfter.of(answer.headers(), now).orElse(null);
            return new NotTaken("too-many-requests", words + ". Try again later.", after, requestId);
        }
        if (answer.status() / 100 == 4 && answer.status() != 408) {
            ImportRefusal refusal = ImportRefusal.of(answer.status(), said.reason());
            return new Refused(refusal.code(), words + ". " + refusal.advice() + ".", requestId);
        }
        return new Unknown(words + ", which does not prove that it was refused", requestId);
    }
}
