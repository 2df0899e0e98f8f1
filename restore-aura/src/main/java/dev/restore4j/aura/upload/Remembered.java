package dev.restore4j.aura.upload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.restore4j.aura.console.Announced;
import dev.restore4j.aura.console.SignedAddress;
import dev.restore4j.aura.wire.Json;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is remembered of an upload that was begun. Holds secrets. Immutable.
 *
 * <p>Its text is a format: an object of JSON with {@code format} 1. What cannot be read is as good as nothing: the upload begins
 * anew then.
 */
final class Remembered {

    private static final int FORMAT = 1;

    private final String uploadId;
    private final int totalParts;
    private final SortedMap<Integer, URI> addresses;
    private final boolean lastByteSent;

    private Remembered(String uploadId, int totalParts, Map<Integer, URI> addresses, boolean lastByteSent) {
        this.uploadId = uploadId;
        this.totalParts = totalParts;
        this.addresses = new TreeMap<>(addresses);
        this.lastByteSent = lastByteSent;
    }

    /**
     * {@return a session that was opened}
     *
     * @param session where the bytes go
     * @param lastByteSent whether the operation has sent the file to its end before, so that the object may be there by it
     */
    static Remembered session(URI session, boolean lastByteSent) {
        return new Remembered("", 0, Map.of(0, session), lastByteSent);
    }

    /**
     * {@return parts that were announced}
     *
     * @param announced what was announced
     * @param links their addresses, by the numbers of their parts
     */
    static Remembered parts(Announced announced, SortedMap<Integer, URI> links) {
        return new Remembered(announced.uploadId(), announced.totalParts(), links, false);
    }

    /** {@return the same upload with newer addresses} */
    Remembered with(Remembered newer) {
        SortedMap<Integer, URI> links = new TreeMap<>(addresses);
        links.putAll(newer.addresses);
        return new Remembered(uploadId, totalParts, links, lastByteSent);
    }

    boolean isInParts() {
        return totalParts > 0;
    }

    /** {@return whether the operation has sent the file to its end, and nobody knows what became of it} */
    boolean isLastByteSent() {
        return lastByteSent;
    }

    String uploadId() {
        return uploadId;
    }

    int totalParts() {
        return totalParts;
    }

    /** {@return where the bytes go: the session, which has the number 0, or the parts by their numbers} */
    SortedMap<Integer, URI> addresses() {
        return addresses;
    }

    /** {@return one of the addresses; empty where all parts had arrived when it was announced} */
    Optional<URI> any() {
        return addresses.values().stream().findFirst();
    }

    /**
     * {@return it in one line}
     *
     * @param file which file it is about
     * @param place which database
     */
    String text(VerifiedFile file, String place) {
        ObjectNode text = Json.object()
                .put("format", FORMAT)
                .put("place", place)
                .put("size", file.size())
                .put("crc32", file.crc32())
                .put("upload", uploadId)
                .put("parts", totalParts);
        if (lastByteSent) {
            text.put("lastByteSent", true);
        }
        ObjectNode links = text.putObject("addresses");
        addresses.forEach((number, address) -> links.put(String.valueOf(number), address.toString()));
        return Json.write(text);
    }

    /**
     * {@return what a text says; empty where it is about another file or database, or cannot be read}
     *
     * @param text as of {@link #text}
     * @param file which file it must be about
     * @param place which database
     */
    static Optional<Remembered> parse(String text, VerifiedFile file, String place) {
        return Json.parse(text)
                .filter(node -> node.path("format").asInt() == FORMAT
                        && node.path("place").asText().equals(place)
                        && node.path("size").asLong(-1) == file.size()
                        && node.path("crc32").asLong(-1) == file.crc32())
                .flatMap(node -> read(node, URI.create("https://" + place)));
    }

    private static Optional<Remembered> read(JsonNode node, URI console) {
        SortedMap<Integer, URI> addresses = new TreeMap<>();
        for (Map.Entry<String, JsonNode> each : node.path("addresses").properties()) {
            Optional<URI> address = SignedAddress.parse(each.getValue().asText(), console);
            if (address.isEmpty() || !each.getKey().matches("\\d{1,5}")) {
                return Optional.empty();
            }
            addresses.put(Integer.valueOf(each.getKey()), address.get());
        }
        int parts = node.path("parts").asInt(-1);
        boolean fits = addresses.isEmpty()
                ? parts > 0
                : parts >= 0 && addresses.lastKey() <= parts && (parts == 0) == (addresses.firstKey() == 0);
        boolean lastByteSent = node.path("lastByteSent").asBoolean();
        return fits
                ? Optional.of(new Remembered(node.path("upload").asText(), parts, addresses, lastByteSent))
                : Optional.empty();
    }

    /** {@return without the addresses, which are secrets} */
    @Override
    public String toString() {
        return isInParts() ? "upload in " + totalParts + " parts" : "upload in a session";
    }
}
