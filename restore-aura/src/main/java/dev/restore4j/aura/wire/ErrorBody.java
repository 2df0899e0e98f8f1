package dev.restore4j.aura.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.restore4j.aura.text.Sanitized;
import java.util.List;
import java.util.Locale;

/**
 * What an error's body says. Seen were a list of errors, an object of errors by field, one bare error (also with capital
 * keys), the gateway's {@code {"error": "…"}}, OAuth's {@code error_description}, and text that is no JSON; of the last,
 * nothing is passed on.
 *
 * @param reason a word for programs, or empty
 * @param message a sentence, or empty; on one line and at most 200 characters
 */
public record ErrorBody(String reason, String message) {

    /** Nothing was said. */
    public static final ErrorBody NONE = new ErrorBody("", "");

    /** {@return what was said; nothing where it repeats one of the secrets} */
    public static ErrorBody of(Reply.Answer answer, List<String> secrets) {
        // looked for in the whole body, since what is passed on is cut off
        boolean leaks = secrets.stream().anyMatch(answer.body()::contains);
        ErrorBody said =
                leaks ? NONE : Json.parse(answer.body()).map(ErrorBody::of).orElse(NONE);
        return secrets.stream().anyMatch(said::repeats) ? NONE : said;
    }

    private static ErrorBody of(JsonNode root) {
        JsonNode errors = root.path("errors");
        if (errors.isArray() && errors.size() > 0) {
            return single(errors.get(0));
        }
        ErrorBody bare = single(root);
        if (!bare.isEmpty()) {
            return bare;
        }
        if (errors.isObject() && errors.size() > 0) {
            return single(errors.elements().next());
        }
        String error = text(root, "error");
        String description = text(root, "error_description");
        return description.isEmpty() ? new ErrorBody("", error) : new ErrorBody(error, description);
    }

    private static ErrorBody single(JsonNode error) {
        if (error.isTextual()) {
            return new ErrorBody("", Sanitized.text(error.asText()));
        }
        return new ErrorBody(text(error, "reason"), text(error, "message"));
    }

    private static String text(JsonNode node, String field) {
        String capital = field.substring(0, 1).toUpperCase(Locale.ROOT) + field.substring(1);
        JsonNode value = node.path(field).isMissingNode() ? node.path(capital) : node.path(field);
        return value.isTextual() ? Sanitized.text(value.asText()) : "";
    }

    private boolean isEmpty() {
        return reason.isEmpty() && message.isEmpty();
    }

    private boolean repeats(String secret) {
        return reason.contains(secret) || message.contains(secret);
    }

    /** {@return what was said, in quotes, or that nothing was} */
    public String words() {
        if (isEmpty()) {
            return "without saying why";
        }
        String said = message.isEmpty() ? reason : reason.isEmpty() ? message : message + " (" + reason + ")";
        return "saying \"" + said + "\"";
    }
}
