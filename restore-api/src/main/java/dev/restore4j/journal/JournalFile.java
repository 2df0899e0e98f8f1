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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A journal file as read and checked.
 *
 * @param log its records
 * @param wholeBytes how many bytes its whole records take; what is behind them is torn
 */
record JournalFile(JournalLog log, long wholeBytes) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    static Optional<JournalFile> parse(Path file, byte[] bytes) {
        List<String> warnings = new ArrayList<>();
        List<JournalEntry> entries = new ArrayList<>();
        JournalledOperation operation = null;
        Head head = new Head(0, "");
        int start = 0;
        for (int end = newline(bytes, start); end >= 0; end = newline(bytes, start)) {
            String line = new String(bytes, start, end - start, StandardCharsets.UTF_8);
            JsonNode record = checked(file, line, head);
            if (operation == null) {
                operation = identity(record);
                mustBeNamedAfter(operation.id(), file);
            }
            entries.add(entry(record));
            head = new Head(head.sequence() + 1, record.path("hash").asText());
            start = end + 1;
        }
        if (operation == null) {
            return Optional.empty(); // torn in its first record: nothing was ever sent for it
        }
        if (start < bytes.length) {
            warnings.add("The last record of " + file + " (line " + (head.sequence() + 1)
                    + ") is torn, as a crash in mid-write leaves it; it is ignored.");
        }
        return Optional.of(new JournalFile(new JournalLog(operation, entries, head, warnings), start));
    }

    private static int newline(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static JsonNode checked(Path file, String line, Head head) {
        long number = head.sequence() + 1;
        JsonNode record;
        try {
            record = MAPPER.readTree(line);
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
        int seal = line.lastIndexOf(JournalLine.HASH_KEY);
        String stated = record.path("hash").asText();
        if (seal < 0 || !JournalLine.hash(line.substring(0, seal)).equals(stated)) {
            throw changed(file, number, "does not match its hash", null);
        }
        if (record.path("seq").asLong() != number
                || !record.path("prev").asText().equals(head.hash())) {
            throw changed(file, number, "does not follow the line before it", null);
        }
        return record;
    }

    private static JournalledOperation identity(JsonNode record) {
        String name = record.hasNonNull("name") ? record.path("name").asText() : null;
        return new JournalledOperation(
                new OperationId(record.path("operation").asText()),
                name,
                record.path("target").asText());
    }

    private static void mustBeNamedAfter(OperationId id, Path file) {
        if (!String.valueOf(file.getFileName()).startsWith(id.value())) {
            throw changed(file, 1, "belongs to operation " + id, null);
        }
    }

    private static JournalEntry entry(JsonNode record) {
        Map<String, String> data = new LinkedHashMap<>();
        record.path("data")
                .properties()
                .forEach(detail -> data.put(detail.getKey(), detail.getValue().asText()));
        return new JournalEntry(
                record.path("type").asText(),
                instant(record.path("at").asText()),
                JournalEntry.Effect.valueOf(record.path("effect").asText()),
                data);
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new JournalException("A journal record has no valid time stamp: '" + text + "'", e);
        }
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
