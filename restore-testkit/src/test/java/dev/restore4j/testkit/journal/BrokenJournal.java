package dev.restore4j.testkit.journal;

import dev.restore4j.journal.Journal;
import dev.restore4j.journal.JournalEntry;
import dev.restore4j.journal.JournalLog;
import dev.restore4j.journal.JournalledOperation;
import dev.restore4j.operation.OperationId;
import java.util.List;
import java.util.Optional;

/** A journal that does all as it should, to override what it does wrong. */
class BrokenJournal implements Journal {

    final Journal inner = Journal.inMemory();

    @Override
    public Durability durability() {
        return Durability.NOT_CRASH_SAFE;
    }

    @Override
    public String location() {
        return "a test";
    }

    @Override
    public void probe() {
        inner.probe();
    }

    @Override
    public Creation create(JournalledOperation operation, JournalEntry first) {
        return inner.create(operation, first);
    }

    @Override
    public Optional<Head> append(OperationId operation, Head expected, JournalEntry entry) {
        return inner.append(operation, expected, entry);
    }

    @Override
    public Optional<JournalLog> read(OperationId operation) {
        return inner.read(operation);
    }

    @Override
    public List<JournalLog> list() {
        return inner.list();
    }

    @Override
    public Optional<Lease> tryLease(String target) {
        return inner.tryLease(target);
    }
}
