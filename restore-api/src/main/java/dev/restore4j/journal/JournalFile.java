package dev.restore4j.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.restore4j.error.JournalException;
import dev.restore4j.journal.Journal.Head;
import dev.restore4j.operation.OperationId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A journal file as read and checked.
 *
 * @param log its records
 * @param wholeBytes how many bytes its whole records take; what is behind them is torn
 */
record JournalFile(JournalLog log, long wholeBytes) {

    static final String SUFFIX = ".jsonl";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    static JournalFile parse(Path file, byte[] bytes) {
        List<JournalEntry> entries = new ArrayList<>();
        JournalledOperation operation = null;
        Head head = new Head(0, "");
        int start = 0;
        for (int end = newline(bytes, start); end >= 0; end = newline(bytes, start)) {
            JsonNode record = checked(file, Arrays.copyOfRange(bytes, start, end), head);
            try {
                operation = operation == null ? identity(record, file) : operation;
                entries.add(entry(record));
            } catch (IllegalArgumentException | DateTimeException e) {
                throw changed(file, head.sequence() + 1, "makes no sense", e);
            }
            head = new Head(head.sequence() + 1, record.path("hash").asText());
            start = end + 1;
        }
        if (operation == null) {
            throw changed(file, 1, "is cut short", null); // a first record is moved into place whole
        }
        List<String> warnings = new ArrayList<>();
        if (start < bytes.length) {
            mustBeTorn(file, new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8), head);
            warnings.add("The last record of " + file + " (line " + (head.sequence() + 1)
                    + ") is torn, as a crash in mid-write leaves it; it is ignored.");
        }
        return new JournalFile(new JournalLog(operation, entries, head, warnings), start);
    }

    /** Only the beginning of a record is torn. A whole one with something in its newline's place was changed. */
    private static void mustBeTorn(Path file, String tail, Head head) {
        int seal = tail.lastIndexOf(JournalLine.HASH_KEY);
        if (seal >= 0 && tail.length() - seal > JournalLine.seal("").length()) {
            throw changed(file, head.sequence() + 1, "has lost its newline", null);
        }
    }

    private static int newline(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static JsonNode checked(Path file, byte[] line, Head head) {
        long number = head.sequence() + 1;
        String text = new String(line, StandardCharsets.UTF_8);
        JsonNode record;
        try {
            record = MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw changed(file, number, "is no JSON", null);
        }
        if (record.path("format").asInt(0) > JournalLine.FORMAT) {
            throw new JournalException(
                    "Line " + number + " of " + file + " has format "
                            + record.path("format").asInt() + "; this version of restore4j knows formats up to "
                            + JournalLine.FORMAT + ". Use the version that wrote it, or a newer one.",
                    null);
        }
        int seal = Math.max(0, text.lastIndexOf(JournalLine.HASH_KEY));
        boolean sealed = text.substring(seal).equals(JournalLine.seal(text.substring(0, seal)));
        // what is no UTF-8 may read as the replacement character that was there
        if (!sealed || !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), line)) {
            throw changed(file, number, "does not match its hash", null);
        }
        if (record.path("seq").asLong() != number
                || !record.path("prev").asText().equals(head.hash())) {
            throw changed(file, number, "does not follow the line before it", null);
        }
        return record;
    }

    private static JournalledOperation identity(JsonNode record, Path file) {
        OperationId id = new OperationId(record.path("operation").asText());
        if (!String.valueOf(file.getFileName()).equals(name(id))) {
            throw changed(file, 1, "belongs to operation " + id, null);
        }
        String name = record.hasNonNull("name") ? record.path("name").asText() : null;
        return new JournalledOperation(id, name, record.path("target").asText());
    }

    /** {@return the name of an operation's file} */
    static String name(OperationId id) {
        return id + SUFFIX;
    }

    private static JournalEntry entry(JsonNode record) {
        Map<String, String> data = new LinkedHashMap<>();
        record.path("data")
                .properties()
                .forEach(detail -> data.put(detail.getKey(), detail.getValue().asText()));
        return new JournalEntry(
                record.path("type").asText(),
                Instant.parse(record.path("at").asText()),
                JournalEntry.Effect.valueOf(record.path("effect").asText()),
                data);
    }

    private static JournalException changed(Path file, long line, String how, @Nullable Throwable cause) {
        return new JournalException(
                "Line " + line + " of " + file + " " + how
                        + ": the record was changed after it was written, or the disk"
                        + " lost a part of it. No restore is started on the word of this journal. Look at the instances"
                        + " that it names, restore the file from a copy or move it away, then run again.",
                cause);
    }
}
