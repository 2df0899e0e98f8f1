package dev.restore4j.aura.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.restore4j.aura.wire.Json;
import dev.restore4j.error.ProtocolException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where an archive can be sent to. Holds secrets: whoever has the addresses may write there. Immutable. */
public final class Announced {

    /** As many as Amazon's store takes; more is nonsense. */
    private static final int MOST_PARTS = 10_000;

    /** Part of what Amazon's addresses are signed with, so that it says where the bytes end up, whatever the order. */
    private static final Pattern PART_NUMBER = Pattern.compile("(?:^|&)partNumber=(\\d{1,5})(?:&|$)");

    private final boolean inParts;
    private final String uploadId;
    private final int totalParts;
    private final List<URI> links;
    private final SortedMap<Integer, URI> numbered;

    private Announced(
            boolean inParts, String uploadId, int totalParts, List<URI> links, SortedMap<Integer, URI> numbered) {
        this.inParts = inParts;
        this.uploadId = uploadId;
        this.totalParts = totalParts;
        this.links = List.copyOf(links);
        this.numbered = new TreeMap<>(numbered);
    }

    /** Every provider but {@code AWS} is sent to as Google's, as the real tool does. */
    static Announced of(JsonNode body, URI console, String where, @Nullable String requestId) {
        String provider =
                Json.text(body, "Provider").orElseThrow(() -> nonsense(where, "names no provider", requestId));
        List<String> given = new ArrayList<>();
        body.path("SignedLinks").forEach(link -> given.add(link.asText()));
        if (!provider.equalsIgnoreCase("AWS")) {
            String single = Json.text(body, "SignedURI").orElse(given.isEmpty() ? "" : given.get(0));
            String id = Json.text(body, "UploadID").orElse("");
            return new Announced(
                    false, id, 1, List.of(SignedAddress.of(single, console, where, requestId)), new TreeMap<>());
        }
        String id = Json.text(body, "UploadID").orElseThrow(() -> nonsense(where, "gives the upload no id", requestId));
        int total = body.path("TotalParts").asInt();
        if (total < 1 || total > MOST_PARTS || given.size() > total) {
            throw nonsense(where, "has " + given.size() + " addresses for " + total + " parts", requestId);
        }
        List<URI> links = given.stream()
                .map(link -> SignedAddress.of(link, console, where, requestId))
                .toList();
        return new Announced(true, id, total, links, numbered(links, total, where, requestId));
    }

    /** All addresses say which part they are for, or none does and there is nothing to tell them by but their order. */
    private static SortedMap<Integer, URI> numbered(
            List<URI> links, int total, String where, @Nullable String requestId) {
        SortedMap<Integer, URI> numbered = new TreeMap<>();
        int silent = 0;
        for (URI link : links) {
            String query = link.getRawQuery() == null ? "" : link.getRawQuery();
            Matcher matcher = PART_NUMBER.matcher(query);
            if (!matcher.find()) {
                silent++;
                continue;
            }
            int number = Integer.parseInt(matcher.group(1));
            if (number < 1 || number > total) {
                throw nonsense(where, "has an address for part " + number + " of " + total, requestId);
            }
            if (numbered.put(number, link) != null) {
                throw nonsense(where, "has two addresses for part " + number, requestId);
            }
        }
        if (silent > 0 && !numbered.isEmpty()) {
            throw nonsense(where, "has addresses of which only some say for which part they are", requestId);
        }
        if (silent == total) {
            for (int number = 1; number <= total; number++) {
                numbered.put(number, links.get(number - 1));
            }
        }
        return numbered;
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

    /** {@return whether there are fewer addresses than parts: the upload was begun before, and some have arrived} */
    public boolean isContinued() {
        return links.size() < totalParts;
    }

    /**
     * {@return the addresses of parts by the numbers that they are signed with; of addresses without numbers, as many as there are
     * parts, by their order; empty where nothing says which part an address is for}
     */
    public SortedMap<Integer, URI> numbered() {
        return new TreeMap<>(numbered);
    }

    /** {@return the addresses as they were given, none where all parts have arrived; or the one at which a session is opened} */
    public List<URI> links() {
        return links;
    }

    /** {@return without the addresses, which are secrets} */
    @Override
    public String toString() {
        return "upload in " + totalParts + (inParts ? " parts" : " session");
    }
}
