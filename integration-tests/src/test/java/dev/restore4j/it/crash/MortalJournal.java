package dev.restore4j.it.crash;

import dev.restore4j.journal.Journal;
import dev.restore4j.journal.JournalEntry;
import dev.restore4j.journal.JournalLog;
import dev.restore4j.journal.JournalledOperation;
import dev.restore4j.operation.OperationId;
import java.util.List;
import java.util.Optional;

/** A journal as a process sees it that may be killed before and after each write. The disk below survives. */
record MortalJournal(Journal disk, CrashPoints points) implements Journal {

    @Override
    public Durability durability() {
        return Durability.CRASH_SAFE;
    }

    @Override
    public String location() {
        return disk.location();
    }

    @Override
    public void probe() {
        points.mustLive("probing the journal");
        disk.probe();
    }

    @Override
    public Creation create(JournalledOperation operation, JournalEntry first) {
        points.pass("before writing " + first.type());
        Creation creation = disk.create(operation, first);
        points.pass("after writing " + first.type());
        return creation;
    }

    @Override
    public Optional<Head> append(OperationId operation, Head expected, JournalEntry entry) {
        points.pass("before writing " + entry.type());
        Optional<Head> head = disk.append(operation, expected, entry);
        points.pass("after writing " + entry.type());
        return head;
    }

    @Override
    public Optional<JournalLog> read(OperationId operation) {
        points.mustLive("reading the journal");
        return disk.read(operation);
    }

    @Override
    public List<JournalLog> list() {
        points.mustLive("reading the journal");
        return disk.list();
    }

    @Override
    public Optional<Lease> tryLease(String target) {
        points.mustLive("taking a lease");
        // a killed process loses its leases: the close of a dead one is the operating system's
        return disk.tryLease(target);
    }
}
