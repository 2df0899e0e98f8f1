package dev.restore4j.testkit.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** JSON text in and out. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final DateTimeFormatter NANOS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'");
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss+00:00");

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    static String text(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An object; an empty body counts as an empty one. */
    static Optional<ObjectNode> parseObject(String text) {
        if (text.isBlank()) {
            return Optional.of(object());
        }
        try {
            return MAPPER.readTree(text) instanceof ObjectNode node ? Optional.of(node) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    static String timeStamp(Instant instant, Quirk.TimeStamps layout) {
        return switch (layout) {
            case SECONDS -> instant.truncatedTo(ChronoUnit.SECONDS).toString();
            case NANOSECONDS -> NANOS.format(instant.atOffset(ZoneOffset.UTC));
            case OFFSET -> OFFSET.format(instant.atOffset(ZoneOffset.UTC));
        };
    }
}
