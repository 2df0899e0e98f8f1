package dev.restore4j.testkit.wire;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * An answer as it leaves the model, and how it reaches the client.
 *
 * @param status the HTTP status
 * @param headers by name
 * @param body as text, to be sent as UTF-8
 * @param delivery whether it arrives, and how much of it
 */
public record AuraAnswer(int status, Map<String, String> headers, String body, Delivery delivery) {

    /**
     * Keeps the headers in the order of their names, so that transcripts compare.
     *
     * @param status the HTTP status
     * @param headers by name
     * @param body as text, to be sent as UTF-8
     * @param delivery whether it arrives, and how much of it
     */
    public AuraAnswer {
        headers = Collections.unmodifiableMap(new TreeMap<>(headers));
    }

    /**
     * An answer in JSON that arrives whole.
     *
     * @param status the HTTP status
     * @param body the JSON text
     * @return the answer
     */
    public static AuraAnswer json(int status, String body) {
        return new AuraAnswer(status, Map.of("Content-Type", "application/json"), body, Delivery.whole());
    }

    /**
     * The same with one header more.
     *
     * @param name the header
     * @param value its value
     * @return the changed answer
     */
    public AuraAnswer withHeader(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new AuraAnswer(status, more, body, delivery);
    }

    /**
     * The same with another body.
     *
     * @param other the text
     * @return the changed answer
     */
    public AuraAnswer withBody(String other) {
        return new AuraAnswer(status, headers, other, delivery);
    }

    /**
     * The same, delivered in another way.
     *
     * @param other how
     * @return the changed answer
     */
    public AuraAnswer withDelivery(Delivery other) {
        return new AuraAnswer(status, headers, body, other);
    }
}
