package dev.restore4j.aura.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.restore4j.aura.wire.Json;
import dev.restore4j.error.ProtocolException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where an archive can be sent to. Holds secrets: whoever has the addresses may write there. Immutable. */
public final class Announced {

    /** As many as Amazon's store takes; more is nonsense. */
    private static final int MOST_PARTS = 10_000;

    private final boolean inParts;
    private final String uploadId;
    private final int totalParts;
    private final List<URI> links;

    private Announced(boolean inParts, String uploadId, int totalParts, List<URI> links) {
        this.inParts = inParts;
        this.uploadId = uploadId;
        this.totalParts = totalParts;
        this.links = List.copyOf(links);
    }

    /** Every provider but {@code AWS} is sent to as Google's, as the real tool does. */
    static Announced of(JsonNode body, String where, @Nullable String requestId) {
        String provider =
                Json.text(body, "Provider").orElseThrow(() -> nonsense(where, "names no provider", requestId));
        List<String> given = new ArrayList<>();
        body.path("SignedLinks").forEach(link -> given.add(link.asText()));
        if (!provider.equalsIgnoreCase("AWS")) {
            String single = Json.text(body, "SignedURI").orElse(given.isEmpty() ? "" : given.get(0));
            String id = Json.text(body, "UploadID").orElse("");
            return new Announced(false, id, 1, List.of(SignedAddress.of(single, where, requestId)));
        }
        String id = Json.text(body, "UploadID").orElseThrow(() -> nonsense(where, "gives the upload no id", requestId));
        int total = body.path("TotalParts").asInt();
        if (total < 1 || total > MOST_PARTS || given.isEmpty() || given.size() > total) {
            throw nonsense(where, "has " + given.size() + " addresses for " + total + " parts", requestId);
        }
        List<URI> links = given.stream()
                .map(link -> SignedAddress.of(link, where, requestId))
                .toList();
        return new Announced(true, id, total, links);
    }

    private static ProtocolException nonsense(String where, String what, @Nullable String requestId) {
        return new ProtocolException(
                where + " was answered with what " + what
                        + ". The protocol is Neo4j's own and may have changed: report a bug.",
                null,
                requestId,
                null);
    }

    /** {@return whether it is sent in parts, as to Amazon's store; else through a session, as to Google's} */
    public boolean isInParts() {
        return inParts;
    }

    /** {@return the upload's id; empty where there is none} */
    public String uploadId() {
        return uploadId;
    }

    /** {@return in how many parts the file is divided; 1 where it is not} */
    public int totalParts() {
        return totalParts;
    }

    /** {@return the number of the part that the first address is for: fewer addresses than parts are those of the last parts} */
    public int firstPart() {
        return totalParts - links.size() + 1;
    }

    /** {@return the addresses, one for each part from {@link #firstPart}; or the one at which a session is opened} */
    public List<URI> links() {
        return links;
    }

    /** {@return without the addresses, which are secrets} */
    @Override
    public String toString() {
        return "upload in " + totalParts + (inParts ? " parts" : " session");
    }
}
