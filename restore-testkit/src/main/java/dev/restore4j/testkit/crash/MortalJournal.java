package dev.restore4j.testkit.crash;

import dev.restore4j.journal.Journal;
import dev.restore4j.journal.JournalEntry;
import dev.restore4j.journal.JournalLog;
import dev.restore4j.journal.JournalledOperation;
import dev.restore4j.journal.PrivateNotes;
import dev.restore4j.operation.OperationId;
import java.util.List;
import java.util.Optional;

/** A journal as a process sees it that may be killed before and after each write. The disk below survives. */
record MortalJournal(Journal disk, Lifetime life) implements Journal {

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
        life.mustGoOn("probing the journal");
        disk.probe();
    }

    @Override
    public Creation create(JournalledOperation operation, JournalEntry first) {
        life.pass("before writing " + first.type());
        Creation creation = disk.create(operation, first);
        life.pass("after writing " + first.type());
        return creation;
    }

    @Override
    public Optional<Head> append(OperationId operation, Head expected, JournalEntry entry) {
        life.pass("before writing " + entry.type());
        Optional<Head> head = disk.append(operation, expected, entry);
        life.pass("after writing " + entry.type());
        return head;
    }

    @Override
    public Optional<JournalLog> read(OperationId operation) {
        life.mustGoOn("reading the journal");
        return disk.read(operation);
    }

    @Override
    public List<JournalLog> list() {
        life.mustGoOn("reading the journal");
        return disk.list();
    }

    @Override
    public Optional<Lease> tryLease(String target) {
        life.mustGoOn("taking a lease");
        return disk.tryLease(target).map(life::holding);
    }

    @Override
    public Optional<PrivateNotes> privateNotes() {
        return disk.privateNotes().map(notes -> new Mortal(notes, life));
    }

    /** Its private notes survive with the disk. */
    private record Mortal(PrivateNotes disk, Lifetime life) implements PrivateNotes {

        @Override
        public Optional<String> read(String name) {
            life.mustGoOn("reading a private note");
            return disk.read(name);
        }

        @Override
        public void write(String name, String text) {
            life.pass("before writing a private note");
            disk.write(name, text);
            life.pass("after writing a private note");
        }

        @Override
        public void delete(String name) {
            life.pass("before deleting a private note");
            disk.delete(name);
            life.pass("after deleting a private note");
        }

        @Override
        public List<String> names() {
            life.mustGoOn("reading private notes");
            return disk.names();
        }
    }
}
