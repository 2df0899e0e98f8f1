package dev.restore4j.aura.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.restore4j.aura.wire.Json;
import dev.restore4j.error.ProtocolException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The parts of an upload that have arrived, as the Console says. Immutable. */
public final class ArrivedParts {

    private final ObjectNode body;
    private final Set<Integer> numbers;

    private ArrivedParts(ObjectNode body, Set<Integer> numbers) {
        this.body = body;
        this.numbers = Set.copyOf(numbers);
    }

    static ArrivedParts of(JsonNode answer, String where, @Nullable String requestId) {
        JsonNode parts = answer.path("Parts");
        boolean none = parts.isNull() || parts.isMissingNode();
        if (!(answer instanceof ObjectNode body) || !(parts.isArray() || none)) {
            throw nonsense(where, "is no list of parts", requestId);
        }
        Set<Integer> numbers = new TreeSet<>();
        for (JsonNode part : parts) {
            int number = part.path("PartNumber").asInt();
            boolean tagged = !part.path("ETag").asText("").isBlank();
            if (tagged && !numbers.add(number)) {
                throw nonsense(where, "lists part " + number + " twice", requestId);
            }
        }
        return new ArrivedParts(body.deepCopy(), numbers);
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
        return numbers;
    }

    /**
     * {@return whether these are all parts, each once, and nothing else}
     *
     * @param total how many there are
     */
    public boolean areAll(int total) {
        return body.path("Parts").size() == total
                && numbers.equals(IntStream.rangeClosed(1, total).boxed().collect(Collectors.toSet()));
    }

    /** What upload-complete wants: the whole of the answer, and the checksum. */
    String with(long crc32) {
        return Json.write(body.deepCopy().put("Crc32", crc32));
    }

    @Override
    public String toString() {
        return numbers.size() + " parts have arrived";
    }
}
