package dev.restore4j.aura;

import com.fasterxml.jackson.databind.JsonNode;
import dev.restore4j.aura.AuraTransport.Submitted;
import dev.restore4j.aura.wire.ErrorBody;
import dev.restore4j.aura.wire.Json;
import dev.restore4j.aura.wire.Reply.Answer;
import dev.restore4j.aura.wire.Reply.BodyFault;
import dev.restore4j.aura.wire.Reply.Silence;
import dev.restore4j.aura.wire.RetryAfter;
import dev.restore4j.operation.Ending;
import dev.restore4j.spi.SubmissionAnswer;
import dev.restore4j.spi.SubmissionAnswer.Accepted;
import dev.restore4j.spi.SubmissionAnswer.Lost;
import dev.restore4j.spi.SubmissionAnswer.NotTakenOver;
import dev.restore4j.spi.SubmissionAnswer.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Judges what came back for a request that must not be repeated.
 *
 * <p>A 202 is acceptance whatever became of its body. A 4xx proves refusal, and so does one 500 whose message says that the
 * target is too small. A connection that was never made proves that nothing was sent. All else may have taken effect.
 */
final class SubmissionReply {

    /** "DB Overwrite Size Disparity" in the specification: a 500 that is a refusal and will stay one. */
    private static final Pattern TOO_SMALL =
            Pattern.compile("cannot clone database .* into smaller", Pattern.CASE_INSENSITIVE);

    private static final String UNPROVEN = ", which does not prove that it was refused";

    private final String what;
    private final AcceptedBody body;
    private final Reasons reasons;

    /** Reads the body of an acceptance. */
    interface AcceptedBody {

        /** {@return what the data says; empty where they are not what they should be} */
        Optional<Accepted> read(JsonNode data, @Nullable String requestId);
    }

    /** Reads a refusal. */
    interface Reasons {

        /** {@return what a refusal means, by its status and the service's word} */
        RefusalReason of(int status, String reason);
    }

    /**
     * Makes a judge of a restore's submission.
     *
     * @param what what was asked for, for messages
     * @param body how the body of an acceptance is read
     */
    SubmissionReply(String what, AcceptedBody body) {
        this(what, body, RefusalReason::of);
    }

    SubmissionReply(String what, AcceptedBody body, Reasons reasons) {
        this.what = what;
        this.body = body;
        this.reasons = reasons;
    }

    SubmissionAnswer answer(Submitted submitted, Instant now) {
        if (submitted.reply() instanceof Silence silence) {
            return silence.kind() == Silence.Kind.NOT_SENT
                    ? new NotTakenOver(
                            ending("not-sent", silence.what() + ". Check the network", null, Ending.Kind.UNAVAILABLE),
                            null)
                    : new Lost("its answer was lost: " + silence.what(), null);
        }
        Answer answer = (Answer) submitted.reply();
        if (answer.isSuccess()) {
            return success(answer);
        }
        if (answer.status() / 100 == 4 && answer.status() != 408) {
            return refusal(answer, submitted.said(), now);
        }
        String said =
                "Aura answered " + answer.status() + ", " + submitted.said().words();
        if (answer.status() == 500
                && TOO_SMALL.matcher(submitted.said().message()).find()) {
            return new Refused(ending(
                    "target-too-small",
                    said + ". Resize the target to at least the source's memory, or choose another",
                    answer.requestId(),
                    Ending.Kind.REQUEST));
        }
        return new Lost(said + UNPROVEN, answer.requestId());
    }

    private SubmissionAnswer success(Answer answer) {
        BodyFault fault = answer.fault();
        Optional<Accepted> read = fault != null
                ? Optional.empty()
                : Json.parse(answer.body())
                        .map(root -> root.path("data"))
                        .flatMap(data -> body.read(data, answer.requestId()));
        if (read.isPresent()) {
            return read.get();
        }
        String wrong = fault != null ? fault.words() : "its body states no instance";
        return answer.status() == 202
                ? new Accepted("accepted, but " + wrong, null, answer.requestId())
                : new Lost("Aura answered " + answer.status() + ", but " + wrong + UNPROVEN, answer.requestId());
    }

    private SubmissionAnswer refusal(Answer answer, ErrorBody said, Instant now) {
        String words = "Aura answered " + answer.status() + ", " + said.words();
        String requestId = answer.requestId();
        if (answer.refusesAccess()) {
            return new NotTakenOver(
                    ending(
                            "access-refused",
                            words + ". Check the API key and the permissions of its user",
                            requestId,
                            Ending.Kind.ACCESS),
                    null);
        }
        if (answer.status() == 429) {
            Duration after = RetryAfter.of(answer.headers(), now).orElse(Channel.DEFAULT_PAUSE);
            return new NotTakenOver(
                    ending("too-many-requests", words + ". Try again later", requestId, Ending.Kind.UNAVAILABLE),
                    after);
        }
        RefusalReason reason = reasons.of(answer.status(), said.reason());
        return new Refused(ending(reason.code(), words + ". " + reason.advice(), requestId, Ending.Kind.REQUEST));
    }

    private Ending ending(String code, String words, @Nullable String requestId, Ending.Kind kind) {
        return new Ending(code, "Not taken over: " + what + ". " + capital(words) + ".", kind, requestId);
    }

    private static String capital(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
