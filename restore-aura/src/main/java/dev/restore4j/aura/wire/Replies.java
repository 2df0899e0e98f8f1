package dev.restore4j.aura.wire;

import dev.restore4j.aura.wire.Reply.Answer;
import dev.restore4j.aura.wire.Reply.BodyFault;
import dev.restore4j.aura.wire.Reply.Silence;
import dev.restore4j.error.ProtocolException;
import dev.restore4j.error.UnavailableException;
import java.time.Duration;
import java.time.Instant;

/** How replies to what may be sent again become errors. The reply to what may not is judged by who sends it. */
public final class Replies {

    private Replies() {}

    /** {@return an answer whose body is whole where it matters: in a success} */
    public static Answer wholeOrUnavailable(Reply reply, String where, Instant now) {
        if (reply instanceof Silence silence) {
            throw new UnavailableException(
                    "Aura did not answer " + where + " (" + silence.what() + "). Check the network; try again later.",
                    (Duration) null,
                    null);
        }
        Answer answer = (Answer) reply;
        BodyFault fault = answer.fault();
        if (fault == null || !answer.isSuccess()) {
            return answer;
        }
        String what = where + " was answered " + answer.status() + ", but " + fault.words() + ".";
        if (fault == BodyFault.TOO_BIG) {
            throw new ProtocolException(what + " Report a bug.", null, answer.requestId(), null);
        }
        throw new UnavailableException(
                what + " Try again later.", RetryAfter.of(answer.headers(), now).orElse(null), answer.requestId());
    }

    public static UnavailableException unavailable(Answer answer, String where, Instant now) {
        Duration after = RetryAfter.of(answer.headers(), now).orElse(null);
        String cause = answer.status() == 429 ? "too many requests" : "the service has a problem";
        return new UnavailableException(
                where + " was answered " + answer.status() + ": " + cause + ". Try again later.",
                after,
                answer.requestId());
    }

    public static ProtocolException redirected(Answer answer, String where) {
        return new ProtocolException(
                where + " was answered with a redirect (" + answer.status() + "). Redirects are never followed, since a"
                        + " token must not go elsewhere: check the base URL.",
                null,
                answer.requestId(),
                null);
    }
}
