package dev.restore4j.it.processes;

import dev.restore4j.journal.Journal;
import dev.restore4j.journal.JournalEntry;
import dev.restore4j.journal.JournalLog;
import dev.restore4j.journal.JournalledOperation;
import dev.restore4j.operation.OperationId;
import java.util.List;
import java.util.Optional;

/** Tells of each write before it and after it. */
record AnnouncedJournal(Journal journal, Steps steps) implements Journal {

    @Override
    public Creation create(JournalledOperation operation, JournalEntry first) {
        steps.pass("before writing " + first.type());
        Creation creation = journal.create(operation, first);
        steps.pass("after writing " + first.type());
        return creation;
    }

    @Override
    public Optional<Head> append(OperationId operation, Head expected, JournalEntry entry) {
        steps.pass("before writing " + entry.type());
        Optional<Head> head = journal.append(operation, expected, entry);
        steps.pass("after writing " + entry.type());
        return head;
    }

    @Override
    public Durability durability() {
        return journal.durability();
    }

    @Override
    public String location() {
        return journal.location();
    }

    @Override
    public void probe() {
        journal.probe();
    }

    @Override
    public Optional<JournalLog> read(OperationId operation) {
        return journal.read(operation);
    }

    @Override
    public List<JournalLog> list() {
        return journal.list();
    }

    @Override
    public Optional<Lease> tryLease(String target) {
        return journal.tryLease(target);
    }
}
