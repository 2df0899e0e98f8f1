package dev.restore4j.aura.http;

import dev.restore4j.aura.text.Sanitized;
import dev.restore4j.aura.wire.Reply;
import dev.restore4j.aura.wire.Reply.Answer;
import dev.restore4j.aura.wire.Reply.BodyFault;
import dev.restore4j.aura.wire.Reply.Silence;
import dev.restore4j.verify.Verdict;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an answer should be, and what is said of one.
 *
 * @param where the address without its query
 * @param statuses those that are right; none for any 2xx
 * @param texts what the body must contain
 */
record HttpExpectation(String where, List<Integer> statuses, List<String> texts) {

    static HttpExpectation success(String where) {
        return new HttpExpectation(where, List.of(), List.of());
    }

    /** {@return an address as it may be written down: a query may hold a secret} */
    static String words(URI address) {
        String path = address.getRawPath() == null ? "" : address.getRawPath();
        return Sanitized.text(address.getScheme() + "://" + host(address) + path);
    }

    /** Without user information, which may be a password. */
    private static String host(URI address) {
        String host = address.getHost() == null ? "?" : address.getHost();
        return address.getPort() == -1 ? host : host + ":" + address.getPort();
    }

    HttpExpectation statuses(int... wanted) {
        return new HttpExpectation(where, Arrays.stream(wanted).boxed().toList(), texts);
    }

    HttpExpectation containing(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("Every body contains the empty text.");
        }
        List<String> more = new ArrayList<>(texts);
        more.add(text);
        return new HttpExpectation(where, statuses, List.copyOf(more));
    }

    Verdict verdict(Reply reply) {
        if (reply instanceof Silence silence) {
            return Verdict.failed(where + " did not answer. See whether it is up and can be reached.", silence.what())
                    .orLater();
        }
        Answer answer = (Answer) reply;
        return isWanted(answer.status()) ? body(answer) : wrong(answer);
    }

    private boolean isWanted(int status) {
        return statuses.isEmpty() ? status / 100 == 2 : statuses.contains(status);
    }

    private Verdict wrong(Answer answer) {
        String seen = "status " + answer.status();
        String wanted = statuses.isEmpty()
                ? "2xx"
                : statuses.stream().map(String::valueOf).collect(Collectors.joining(" or "));
        String words = where + " answered " + answer.status() + " and not " + wanted + ".";
        if (answer.status() / 100 == 3) {
            return Verdict.failed(
                    words + " Redirects are not followed: check the address it leads to.", target(answer));
        }
        if (answer.refusesAccess()) {
            return Verdict.inconclusive(words + " Check what the headers of this check supply.");
        }
        if (answer.status() == 429) {
            return Verdict.inconclusive(words + " It is asked too often.").orLater();
        }
        Verdict failed = Verdict.failed(words + " See what it says.", seen);
        return answer.isPassing() ? failed.orLater() : failed;
    }

    private static String target(Answer answer) {
        String to = answer.headers().firstValue("Location").orElse("");
        try {
            URI uri = new URI(to);
            return "status " + answer.status() + " to "
                    + (uri.isAbsolute() ? words(uri) : Sanitized.text(uri.getPath()));
        } catch (URISyntaxException e) {
            return "status " + answer.status();
        }
    }

    private Verdict body(Answer answer) {
        BodyFault fault = answer.fault();
        String seen = "status " + answer.status();
        if (fault == BodyFault.TOO_BIG) {
            return texts.isEmpty()
                    ? Verdict.passed(seen)
                    : Verdict.inconclusive(where + " answered, but " + fault.words() + ": its text was not searched.");
        }
        if (fault != null) {
            return Verdict.failed(where + " answered, but " + fault.words() + ".", seen)
                    .orLater();
        }
        for (String text : texts) {
            if (!answer.body().contains(text)) {
                return Verdict.failed(
                                where + " answered without '" + Sanitized.text(text) + "'. See what it says.",
                                seen + ", " + answer.body().length() + " characters")
                        .orLater();
            }
        }
        return Verdict.passed(seen);
    }
}
