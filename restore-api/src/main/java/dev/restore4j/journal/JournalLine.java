package dev.restore4j.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.restore4j.journal.Journal.Head;
import dev.restore4j.operation.OperationId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of a journal file, ready to be written.
 *
 * @param text the line with its newline
 * @param head the operation's head once it is written
 */
record JournalLine(String text, Head head) {

    static final int FORMAT = 1;
    static final String HASH_KEY = ",\"hash\":\"";

    private static final JsonFactory JSON = new JsonFactory();

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static JournalLine first(JournalledOperation operation, JournalEntry entry) {
        return line(operation.id(), operation, new Head(0, ""), entry);
    }

    static JournalLine next(OperationId id, Head head, JournalEntry entry) {
        return line(id, null, head, entry);
    }

    private static JournalLine line(
            OperationId id, @Nullable JournalledOperation identity, Head previous, JournalEntry entry) {
        long sequence = previous.sequence() + 1;
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("format", FORMAT);
            json.writeStringField("operation", id.value());
            json.writeNumberField("seq", sequence);
            if (identity != null) {
                if (identity.name() != null) {
                    json.writeStringField("name", identity.name());
                }
                json.writeStringField("target", identity.target());
            }
            json.writeStringField("at", entry.at().toString());
            json.writeStringField("type", entry.type());
            json.writeStringField("effect", entry.effect().name());
            json.writeObjectFieldStart("data");
            for (Map.Entry<String, String> detail : entry.data().entrySet()) {
                json.writeStringField(detail.getKey(), detail.getValue());
            }
            json.writeEndObject();
            json.writeStringField("prev", previous.hash());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a stream on the heap does not fail
        }
        return sealed(out.toString(StandardCharsets.UTF_8), sequence);
    }

    /** Puts the hash of everything before it behind it. */
    private static JournalLine sealed(String object, long sequence) {
        String open = object.substring(0, object.length() - 1);
        return new JournalLine(open + seal(open) + "\n", new Head(sequence, hash(open)));
    }

    /** {@return what ends a record: the hash of everything before it} */
    static String seal(String open) {
        return HASH_KEY + hash(open) + "\"}";
    }

    static String hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
