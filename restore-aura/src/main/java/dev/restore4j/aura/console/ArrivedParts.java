package dev.restore4j.aura.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.restore4j.aura.wire.Json;
import dev.restore4j.error.ProtocolException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The parts of an upload that have arrived, as the Console says. Immutable. */
public final class ArrivedParts {

    private final ObjectNode body;
    private final Map<Integer, String> tags;

    private ArrivedParts(ObjectNode body, Map<Integer, String> tags) {
        this.body = body;
        this.tags = Map.copyOf(tags);
    }

    static ArrivedParts of(JsonNode answer, String where, @Nullable String requestId) {
        JsonNode parts = answer.path("Parts");
        boolean none = parts.isNull() || parts.isMissingNode();
        if (!(answer instanceof ObjectNode body) || !(parts.isArray() || none)) {
            throw nonsense(where, "is no list of parts", requestId);
        }
        Map<Integer, String> tags = new TreeMap<>();
        for (JsonNode part : parts) {
            int number = part.path("PartNumber").asInt();
            String tag = part.path("ETag").asText("");
            if (!tag.isBlank() && tags.put(number, tag) != null) {
                throw nonsense(where, "lists part " + number + " twice", requestId);
            }
        }
        return new ArrivedParts(body.deepCopy(), tags);
    }

    private static ProtocolException nonsense(String where, String what, @Nullable String requestId) {
        return new ProtocolException(
                where + " was answered with what " + what
                        + ". The protocol is Neo4j's own and may have changed: report a bug.",
                null,
                requestId,
                null);
    }

    /** {@return the numbers of the parts that have arrived, from 1; each has an entity tag} */
    public Set<Integer> numbers() {
        return tags.keySet();
    }

    /**
     * {@return the entity tag of a part; empty where it has not arrived}
     *
     * @param number which, from 1
     */
    public Optional<String> tag(int number) {
        return Optional.ofNullable(tags.get(number));
    }

    /**
     * {@return whether these are all parts, each once, and nothing else}
     *
     * @param total how many there are
     */
    public boolean areAll(int total) {
        return body.path("Parts").size() == total
                && tags.keySet().equals(IntStream.rangeClosed(1, total).boxed().collect(Collectors.toSet()));
    }

    /** What upload-complete wants: the whole of the answer, and the checksum. */
    String with(long crc32) {
        return Json.write(body.deepCopy().put("Crc32", crc32));
    }

    @Override
    public String toString() {
        return tags.size() + " parts have arrived";
    }
}
