package dev.restore4j.journal;

import dev.restore4j.operation.OperationId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** A journal on the heap. One lock guards everything. */
final class InMemoryJournal implements Journal {

    private final Map<OperationId, JournalLog> logs = new LinkedHashMap<>();
    private final Set<String> leased = new HashSet<>();
    private final PrivateNotes notes = PrivateNotes.inMemory();

    @Override
    public Durability durability() {
        return Durability.NOT_CRASH_SAFE;
    }

    @Override
    public String location() {
        return "this process's memory";
    }

    @Override
    public void probe() {
        // memory can always be written
    }

    @Override
    public Optional<PrivateNotes> privateNotes() {
        return Optional.of(notes);
    }

    @Override
    public synchronized Creation create(JournalledOperation operation, JournalEntry first) {
        for (JournalLog log : logs.values()) {
            Creation obstacle = log.obstacleTo(operation);
            if (obstacle != null) {
                return obstacle;
            }
        }
        Head head = new Head(1, "1");
        logs.put(operation.id(), new JournalLog(operation, List.of(first), head, List.of()));
        return new Creation.Created(head);
    }

    @Override
    public synchronized Optional<Head> append(OperationId operation, Head expected, JournalEntry entry) {
        JournalLog log = logs.get(operation);
        if (log == null || !log.head().equals(expected)) {
            return Optional.empty();
        }
        List<JournalEntry> entries = new ArrayList<>(log.entries());
        entries.add(entry);
        Head head = new Head(entries.size(), Integer.toString(entries.size()));
        logs.put(operation, new JournalLog(log.operation(), entries, head, List.of()));
        return Optional.of(head);
    }

    @Override
    public synchronized Optional<JournalLog> read(OperationId operation) {
        return Optional.ofNullable(logs.get(operation));
    }

    @Override
    public synchronized List<JournalLog> list() {
        return List.copyOf(logs.values());
    }

    @Override
    public synchronized Optional<Lease> tryLease(String target) {
        if (!leased.add(target)) {
            return Optional.empty();
        }
        AtomicBoolean open = new AtomicBoolean(true);
        return Optional.of(() -> {
            if (open.getAndSet(false)) {
                release(target);
            }
        });
    }

    private synchronized void release(String target) {
        leased.remove(target);
    }
}
