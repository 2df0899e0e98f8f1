package dev.restore4j.testkit.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.restore4j.testkit.wire.AuraAnswer;
import java.util.Optional;

/** The Console's bodies, whose fields begin with a capital. */
public final class ConsoleAnswers {

    private ConsoleAnswers() {}

    /**
     * A refusal: {@code {"Message":…,"Reason":…,"Url":…}}.
     *
     * @param status the HTTP status
     * @param why what it says
     * @return the answer
     */
    public static AuraAnswer refusal(int status, LoadFailure why) {
        return AuraAnswer.json(status, Json.text(node(why)));
    }

    static AuraAnswer refusal(int status, String message, String reason) {
        return refusal(status, new LoadFailure(message, reason, Optional.empty()));
    }

    static AuraAnswer of(int status, ObjectNode body) {
        return AuraAnswer.json(status, Json.text(body));
    }

    static ObjectNode node(LoadFailure why) {
        ObjectNode node = Json.object().put("Message", why.message()).put("Reason", why.reason());
        why.url().ifPresent(url -> node.put("Url", url));
        return node;
    }
}
