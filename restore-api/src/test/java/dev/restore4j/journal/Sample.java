package dev.restore4j.journal;

import dev.restore4j.journal.Journal.Creation.Created;
import dev.restore4j.journal.Journal.Head;
import dev.restore4j.journal.JournalEntry.Effect;
import dev.restore4j.operation.OperationId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** Operations and entries to write. */
final class Sample {

    static final OperationId ID = new OperationId("0123456789abcdef");
    static final OperationId OTHER = new OperationId("fedcba9876543210");
    static final Instant AT = Instant.parse("2026-03-01T15:00:00.123456789Z");

    private Sample() {}

    static JournalledOperation operation(OperationId id) {
        return new JournalledOperation(id, "name of " + id, "test:" + id);
    }

    static JournalEntry entry(String type) {
        return new JournalEntry(type, AT, Effect.CONTINUES, Map.of("key", "Wert: \"ä\" 🦊 \ufffd", "empty", ""));
    }

    static JournalEntry end() {
        return new JournalEntry("completed", AT, Effect.ENDS, Map.of("proof", "SEEN_ONLY"));
    }

    static Head create(Journal journal, OperationId id) {
        return ((Created) journal.create(operation(id), entry("confirmed"))).head();
    }

    static Head append(Journal journal, Head head, String type) {
        return journal.append(ID, head, entry(type)).orElseThrow();
    }

    /** {@return a journal with one operation of three entries} */
    static FileJournal ofThree(Path directory) {
        FileJournal journal = FileJournal.at(directory);
        append(journal, append(journal, create(journal, ID), "submitting"), "accepted");
        return journal;
    }

    static Path file(FileJournal journal) {
        return journal.directory().resolve("operations").resolve(ID + ".jsonl");
    }

    static byte[] bytes(FileJournal journal) {
        try {
            return Files.readAllBytes(file(journal));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(FileJournal journal, byte[] bytes) {
        try {
            Files.write(file(journal), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
