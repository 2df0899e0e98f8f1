package dev.restore4j.testkit.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.restore4j.testkit.wire.AuraAnswer;

/** The three shapes of Aura's bodies. */
public final class Answers {

    private Answers() {}

    /**
     * A service's error: {@code {"errors":[{"message":…,"reason":…}]}}.
     *
     * @param status the HTTP status
     * @param reason the word for programs
     * @param message the sentence for people
     * @return the answer
     */
    public static AuraAnswer error(int status, String reason, String message) {
        ObjectNode body = Json.object();
        body.putArray("errors").addObject().put("message", message).put("reason", reason);
        return AuraAnswer.json(status, Json.text(body));
    }

    /**
     * The gateway's error: {@code {"error":…}}.
     *
     * @param status the HTTP status
     * @param message the sentence
     * @return the answer
     */
    public static AuraAnswer gateway(int status, String message) {
        return AuraAnswer.json(status, Json.text(Json.object().put("error", message)));
    }

    /** An error in one field of the request. */
    static AuraAnswer invalid(String field, String reason, String message) {
        ObjectNode body = Json.object();
        body.putArray("errors")
                .addObject()
                .put("message", message)
                .put("reason", reason)
                .put("field", field);
        return AuraAnswer.json(400, Json.text(body));
    }

    /** A success: {@code {"data":…}}. */
    static AuraAnswer data(int status, JsonNode data) {
        ObjectNode body = Json.object();
        body.set("data", data);
        return AuraAnswer.json(status, Json.text(body));
    }
}
