package dev.restore4j.testkit.store;

import java.util.Map;

/**
 * What a store answers.
 *
 * @param status the HTTP status; 0 for none: the connection is closed
 * @param headers by name
 * @param body as text; empty for none
 */
record StoreAnswer(int status, Map<String, String> headers, String body) {

    static final StoreAnswer NONE = new StoreAnswer(0, Map.of(), "");

    static StoreAnswer of(int status) {
        return new StoreAnswer(status, Map.of(), "");
    }

    static StoreAnswer with(int status, String header, String value) {
        return new StoreAnswer(status, Map.of(header, value), "");
    }

    /** An error as both of the stores write it. */
    static StoreAnswer error(int status, String code, String message) {
        return error(status, code, message, "");
    }

    static StoreAnswer error(int status, String code, String message, String details) {
        String more = details.isEmpty() ? "" : "<Details>" + details + "</Details>";
        String xml = "<?xml version='1.0' encoding='UTF-8'?><Error><Code>" + code + "</Code><Message>" + message
                + "</Message>" + more + "</Error>";
        return new StoreAnswer(status, Map.of("Content-Type", "application/xml; charset=UTF-8"), xml);
    }

    static StoreAnswer page() {
        return new StoreAnswer(200, Map.of("Content-Type", "text/html"), "<html><body>It works!</body></html>");
    }
}
