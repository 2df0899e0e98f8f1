package dev.restore4j.aura.baseline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.restore4j.aura.baseline.Content.OfLabel;
import dev.restore4j.aura.baseline.Content.Sampled;
import dev.restore4j.aura.baseline.GraphBaseline.Origin;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The format of the file. Its words never change their meaning; what is added needs a new version. */
final class BaselineJson {

    static final String FORMAT = "restore4j-baseline";
    static final int VERSION = 1;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private BaselineJson() {}

    static String write(GraphBaseline baseline) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("format", FORMAT).put("version", VERSION);
        root.put("captured", baseline.captured().toString()).put("database", baseline.database());
        baseline.databaseId().ifPresent(id -> root.put("databaseId", id));
        root.put("nodes", baseline.nodes()).put("relationships", baseline.relationships());
        baseline.labels().forEach(root.putObject("labels")::put);
        baseline.relationshipTypes().forEach(root.putObject("relationshipTypes")::put);
        strings(root.putArray("propertyKeys"), baseline.propertyKeys());
        baseline.indexes().forEach(root.putObject("indexes")::put);
        baseline.constraints().forEach(root.putObject("constraints")::put);
        baseline.content().ifPresent(content -> write(content, root.putObject("content")));
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    private static void write(Content content, ObjectNode node) {
        node.put("perLabel", content.perLabel());
        strings(node.putArray("only"), content.only());
        ObjectNode labels = node.putObject("labels");
        content.labels().forEach((label, ofLabel) -> {
            ObjectNode written = labels.putObject(label).put("sum", ofLabel.sum());
            ArrayNode sample = written.putArray("sample");
            for (Sampled each : ofLabel.sample()) {
                sample.addArray().add(each.hash()).add(each.nodes()).add(each.surroundings());
            }
        });
    }

    private static void strings(ArrayNode array, Collection<String> values) {
        values.forEach(array::add);
    }

    static GraphBaseline read(String json) {
        JsonNode root = tree(json);
        if (!root.path("format").asText().equals(FORMAT)) {
            throw new IllegalArgumentException("This is no baseline: there is no \"format\": \"" + FORMAT + "\".");
        }
        if (root.path("version").asInt() != VERSION) {
            throw new IllegalArgumentException("This baseline is of the format version " + root.path("version")
                    + ", and this version of restore4j reads " + VERSION
                    + ". Use the version that wrote it, or capture anew.");
        }
        Origin origin = new Origin(
                captured(root),
                field(root, "database").asText(),
                root.path("databaseId").isTextual() ? root.path("databaseId").asText() : null);
        Counts counts = new Counts(
                count(field(root, "nodes")),
                count(field(root, "relationships")),
                map(field(root, "labels"), BaselineJson::count),
                map(field(root, "relationshipTypes"), BaselineJson::count));
        Schema schema = new Schema(
                new TreeSet<>(list(field(root, "propertyKeys"), BaselineJson::text)),
                map(field(root, "indexes"), BaselineJson::text),
                map(field(root, "constraints"), BaselineJson::text));
        return new GraphBaseline(origin, counts, schema, content(root.path("content")));
    }

    private static @Nullable Content content(JsonNode node) {
        if (node.isMissingNode()) {
            return null;
        }
        return new Content(
                (int) count(field(node, "perLabel")),
                new TreeSet<>(list(field(node, "only"), BaselineJson::text)),
                map(
                        field(node, "labels"),
                        label -> new OfLabel(
                                text(field(label, "sum")), list(field(label, "sample"), BaselineJson::sampled))));
    }

    private static Sampled sampled(JsonNode node) {
        return new Sampled(text(node.path(0)), count(node.path(1)), text(node.path(2)));
    }

    private static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("This is no baseline: it is no JSON.", e);
        }
    }

    private static Instant captured(JsonNode root) {
        try {
            return Instant.parse(text(field(root, "captured")));
        } catch (DateTimeException e) {
            throw damaged("captured", e);
        }
    }

    private static JsonNode field(JsonNode node, String name) {
        JsonNode field = node.path(name);
        if (field.isMissingNode() || field.isNull()) {
            throw damaged(name, null);
        }
        return field;
    }

    private static long count(JsonNode node) {
        if (!node.canConvertToExactIntegral()) {
            throw damaged(node.toString(), null);
        }
        return node.asLong();
    }

    private static String text(JsonNode node) {
        if (!node.isTextual()) {
            throw damaged(node.toString(), null);
        }
        return node.asText();
    }

    private static <T> SortedMap<String, T> map(JsonNode node, Function<JsonNode, T> value) {
        SortedMap<String, T> map = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            map.put(entry.getKey(), value.apply(entry.getValue()));
        }
        return map;
    }

    private static <T> List<T> list(JsonNode node, Function<JsonNode, T> value) {
        List<T> list = new ArrayList<>();
        node.forEach(each -> list.add(value.apply(each)));
        return list;
    }

    private static IllegalArgumentException damaged(String where, @Nullable Exception cause) {
        return new IllegalArgumentException("This baseline is damaged at '" + where + "'.", cause);
    }
}
