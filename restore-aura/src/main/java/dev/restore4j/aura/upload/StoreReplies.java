package dev.restore4j.aura.upload;

import dev.restore4j.aura.wire.Reply;
import dev.restore4j.aura.wire.Reply.Answer;
import dev.restore4j.aura.wire.Reply.Silence;
import dev.restore4j.aura.wire.RetryAfter;
import dev.restore4j.error.ProtocolException;
import dev.restore4j.error.UnavailableException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a store's replies mean. */
final class StoreReplies {

    private static final Pattern RANGE = Pattern.compile("bytes=0-(\\d{1,18})");

    private StoreReplies() {}

    /**
     * {@return whether it may be otherwise later: no answer, 408, 429 or 5xx; and of Amazon's store a 400 for a body that came too
     * slowly, and a 307 while a bucket is new}
     */
    static boolean isPassing(Reply reply) {
        return !(reply instanceof Answer answer)
                || answer.isPassing()
                || answer.status() == 307
                || (answer.status() == 400 && answer.body().contains("<Code>RequestTimeout</Code>"));
    }

    /** {@return whether the store says that it took it: 200 or 201, and no page for people, as of a proxy} */
    static boolean isTaken(Reply reply) {
        return reply instanceof Answer answer && (answer.status() == 200 || answer.status() == 201) && !isPage(answer);
    }

    /** {@return whether it is a page for people with a status of success, which says nothing} */
    static boolean isPage(Answer answer) {
        return answer.isSuccess()
                && answer.headers()
                        .firstValue("Content-Type")
                        .filter(type -> type.trim().toLowerCase(Locale.ROOT).startsWith("text/html"))
                        .isPresent();
    }

    /** {@return whether what was addressed does not exist any more; 499 is a session that was given up} */
    static boolean isGone(Answer answer) {
        return answer.status() == 404 || answer.status() == 410 || answer.status() == 499;
    }

    /**
     * {@return whether an address is of no use any more: 403; or 400 with a code of its own, as Google's store has it, and Amazon's where
     * the credentials that have signed the address expired before it}
     */
    static boolean isExpired(Answer answer) {
        return answer.status() == 403
                || (answer.status() == 400 && answer.body().contains("<Code>ExpiredToken</Code>"));
    }

    /**
     * {@return whether Google's store refuses to replace an object that is whole already. The real tool goes on to complete it
     * then (5.26.30, read)}
     */
    static boolean isThereAlready(Answer answer) {
        return answer.status() == 403
                && answer.body().contains("<Code>AccessDenied</Code>")
                && answer.body().contains("does not have storage.objects.delete access");
    }

    /** {@return how many bytes the object has, where the store says so, as Google's does of one that is whole} */
    static OptionalLong storedLength(Answer answer) {
        return answer.headers().firstValue("x-goog-stored-content-length").stream()
                .filter(text -> text.matches("\\d{1,18}"))
                .mapToLong(Long::parseLong)
                .findFirst();
    }

    /** {@return how many bytes a session has, of a 308; empty where it cannot be read} */
    static OptionalLong position(Answer answer, long size) {
        String range = answer.headers().firstValue("Range").orElse("");
        if (range.isEmpty()) {
            return OptionalLong.of(0);
        }
        Matcher matcher = RANGE.matcher(range);
        long position = matcher.matches() ? Long.parseLong(matcher.group(1)) + 1 : -1;
        return position >= 0 && position <= size ? OptionalLong.of(position) : OptionalLong.empty();
    }

    /** {@return that it did not work this time} */
    static UnavailableException passing(Reply reply, String step, URI address, Instant now) {
        String where = step + " at the store " + address.getHost();
        if (reply instanceof Silence silence) {
            return new UnavailableException(
                    where + " was not answered (" + silence.what()
                            + "). Check the network; what has arrived stays there: try again later.",
                    (Duration) null,
                    null);
        }
        Answer answer = (Answer) reply;
        Duration after = RetryAfter.of(answer.headers(), now).orElse(null);
        return new UnavailableException(
                where + " was answered " + answer.status() + ". What has arrived stays there: try again later.",
                after,
                null);
    }

    /** {@return that it was answered with what cannot be} */
    static ProtocolException nonsense(Answer answer, String step, URI address) {
        String what = isPage(answer) ? " with a page for people, as of a proxy" : " unlike a store for uploads";
        return new ProtocolException(
                step + " at the store " + address.getHost() + " was answered " + answer.status() + what
                        + ". Nothing was overwritten. Look for a proxy on the way; else report a bug.",
                null,
                null,
                null);
    }
}
