package dev.restore4j.testkit.admin;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The other side of an upload: a script, or a Console and a store. */
interface UploadPeer {

    /**
     * Asks.
     *
     * @throws IOException if there was no answer
     */
    Reply ask(UploadStep step, Request request) throws IOException;

    /** What is asked. The body is bytes of a file, or JSON. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares it
    record Request(String method, URI uri, Map<String, String> headers, byte[] body) {

        static Request of(String method, URI uri) {
            return new Request(method, uri, Map.of(), new byte[0]);
        }

        Request with(String header, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(header, value);
            return new Request(method, uri, more, body);
        }

        Request with(byte[] other) {
            return new Request(method, uri, headers, other);
        }

        Request json(String text) {
            return with("Accept", "application/json")
                    .with("Content-Type", "application/json")
                    .with(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** What is answered. The place is the session's URL, the range what has arrived of it. */
    record Reply(int code, String body, String place, String range) {

        static Reply of(int code, String body) {
            return new Reply(code, body, "", "");
        }

        boolean is(int... codes) {
            for (int each : codes) {
                if (each == code) {
                    return true;
                }
            }
            return false;
        }

        /** {@return the text of the first field of that name, empty if there is none} */
        String field(String name) {
            Matcher matcher = Pattern.compile("\"" + name + "\"\\s*:\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(\\d+))")
                    .matcher(body);
            if (!matcher.find()) {
                return "";
            }
            return matcher.group(2) != null
                    ? matcher.group(2)
                    : matcher.group(1).replaceAll("\\\\(.)", "$1");
        }

        /** {@return the texts of an array} */
        String[] fields(String name) {
            Matcher array =
                    Pattern.compile("\"" + name + "\"\\s*:\\s*\\[([^\\]]*)\\]").matcher(body);
            return array.find() && array.group(1).contains("\"")
                    ? array.group(1).strip().replaceAll("^\"|\"$", "").split("\"\\s*,\\s*\"")
                    : new String[0];
        }
    }
}
