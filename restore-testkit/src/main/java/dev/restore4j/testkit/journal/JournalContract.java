package dev.restore4j.testkit.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restore4j.journal.Journal;
import dev.restore4j.journal.Journal.Creation;
import dev.restore4j.journal.Journal.Head;
import dev.restore4j.journal.Journal.Lease;
import dev.restore4j.journal.JournalEntry;
import dev.restore4j.journal.JournalLog;
import dev.restore4j.journal.JournalledOperation;
import dev.restore4j.operation.OperationId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Journal} must do, as tests to inherit: no second overwrite is sent only as long as this holds.
 *
 * <pre>{@code
 * class TableJournalTest extends JournalContract {
 *     private final DataSource database = anEmptyDatabase();
 *
 *     @Override
 *     protected Journal open() {
 *         return new TableJournal(database);
 *     }
 * }
 * }</pre>
 *
 * <p>JUnit makes an instance of the class for each test; its storage must be empty then. What the contract cannot test from
 * one process is up to you: that entries survive a crash where {@link Journal#durability()} says so, that a lease ends with
 * its process and not before, and that everything here holds among processes.
 */
public abstract class JournalContract {

    private static final String TARGET = "test:11111111";
    private static final JournalledOperation OPERATION = JournalSamples.operation(JournalSamples.ID, "INC-1", TARGET);
    private static final int THREADS = 4;

    /** For subclasses. */
    protected JournalContract() {}

    /**
     * {@return a journal on this test's storage; each call stands for another process, so that all share what is written}
     *
     * @throws Exception if it cannot be opened; the test fails
     */
    protected abstract Journal open() throws Exception;

    @Test
    @DisplayName("an empty journal has nothing and can be written")
    void emptyJournal() throws Exception {
        Journal journal = open();

        journal.probe();

        assertEquals(List.of(), journal.list());
        assertEquals(Optional.empty(), journal.read(JournalSamples.ID));
        assertEquals(Optional.empty(), journal.named("INC-1"));
        assertEquals(Optional.empty(), journal.openOn(TARGET));
    }

    @Test
    @DisplayName("it says what survives and where it is")
    void selfDescription() throws Exception {
        Journal journal = open();

        assertNotNull(journal.durability());
        assertFalse(journal.location().isBlank(), "the location is for people who look for it at night");
    }

    @Test
    @DisplayName("what was created is read back as it was written, by everybody")
    void creation() throws Exception {
        Head head = JournalSamples.create(open(), OPERATION);

        JournalLog log = open().read(JournalSamples.ID).orElseThrow();

        assertEquals(OPERATION, log.operation());
        assertEquals(List.of(JournalSamples.entry("confirmed")), log.entries());
        assertEquals(head, log.head());
        assertEquals(List.of(), log.warnings());
        assertEquals(List.of(log), open().list());
        assertEquals(Optional.of(log), open().named("INC-1"));
        assertEquals(Optional.of(log), open().openOn(TARGET));
    }

    @Test
    @DisplayName("what was appended is read back in order, by everybody")
    void appending() throws Exception {
        Journal journal = open();
        Head first = JournalSamples.create(journal, OPERATION);
        Head second = JournalSamples.append(journal, JournalSamples.ID, first, JournalSamples.entry("submitting"));
        Head third = JournalSamples.append(open(), JournalSamples.ID, second, JournalSamples.end("completed"));

        JournalLog log = open().read(JournalSamples.ID).orElseThrow();

        assertEquals(
                List.of(
                        JournalSamples.entry("confirmed"),
                        JournalSamples.entry("submitting"),
                        JournalSamples.end("completed")),
                log.entries());
        assertEquals(third, log.head());
        assertEquals(List.of(1L, 2L, 3L), List.of(first.sequence(), second.sequence(), third.sequence()));
        assertEquals(3, Set.of(first, second, third).size());
        assertFalse(log.isOpen(), "the last entry ends it");
    }

    @Test
    @DisplayName("texts are kept whatever characters they have")
    void oddCharacters() throws Exception {
        Map<String, String> data = new TreeMap<>();
        data.put("empty", "");
        data.put("blank", "  ");
        data.put("quotes", "\"double\" 'single' `back` \\ ; -- % _ ? $1 {} []");
        data.put("lines", "one\ntwo\r\nthree\ttab");
        data.put("letters", "Größe, 日本語, עברית, 🦊");
        data.put("long", "x".repeat(10_000));
        data.put("key with 'spaces' and ünïcode", "value");
        JournalledOperation odd = JournalSamples.operation(JournalSamples.ID, "näme 'x' 🦊", "täst:\"11111111\"/%");
        JournalEntry entry = JournalSamples.entry("odd", data);

        Journal journal = open();
        journal.create(odd, entry);

        JournalLog log = open().read(JournalSamples.ID).orElseThrow();
        assertEquals(odd, log.operation());
        assertEquals(List.of(entry), log.entries());
        assertEquals(Optional.of(log), open().named("näme 'x' 🦊"));
        assertEquals(Optional.of(log), open().openOn("täst:\"11111111\"/%"));
    }

    @Test
    @DisplayName("names and targets that differ in letters or blanks alone are different")
    void namesAreExact() throws Exception {
        Journal journal = open();
        JournalSamples.create(journal, OPERATION);

        assertEquals(Optional.empty(), journal.named("inc-1"));
        assertEquals(Optional.empty(), journal.named("INC-1 "));
        assertEquals(Optional.empty(), journal.openOn("TEST:11111111"));
        JournalSamples.create(journal, JournalSamples.operation(JournalSamples.OTHER, "inc-1", "TEST:11111111"));
        assertEquals(2, journal.list().size());
    }

    @Test
    @DisplayName("an entry of a former head is refused and not written")
    void formerHead() throws Exception {
        Journal journal = open();
        Head former = JournalSamples.create(journal, OPERATION);
        Head present = JournalSamples.append(open(), JournalSamples.ID, former, JournalSamples.entry("taken-over"));

        assertEquals(Optional.empty(), journal.append(JournalSamples.ID, former, JournalSamples.entry("submitting")));

        JournalLog log = open().read(JournalSamples.ID).orElseThrow();
        assertEquals(2, log.entries().size());
        assertEquals(present, log.head());
        JournalSamples.append(journal, JournalSamples.ID, present, JournalSamples.entry("submitting"));
    }

    @Test
    @DisplayName("an entry of a head that never was is refused and not written")
    void unknownHead() throws Exception {
        Journal journal = open();
        Head head = JournalSamples.create(journal, OPERATION);

        for (Head wrong : List.of(
                new Head(head.sequence(), head.hash() + "x"),
                new Head(head.sequence() + 1, head.hash()),
                new Head(0, ""))) {
            assertEquals(
                    Optional.empty(), journal.append(JournalSamples.ID, wrong, JournalSamples.entry("submitting")));
        }
        assertEquals(Optional.empty(), journal.append(JournalSamples.OTHER, head, JournalSamples.entry("submitting")));
        assertEquals(1, open().list().size());
        assertEquals(1, open().read(JournalSamples.ID).orElseThrow().entries().size());
    }

    @Test
    @DisplayName("a name is used beyond the end of its operation, and so is an id")
    void usedNames() throws Exception {
        Journal journal = open();
        Head head = JournalSamples.create(journal, OPERATION);
        for (int i = 0; i < 2; i++) {
            assertEquals(
                    new Creation.NameUsed(JournalSamples.ID),
                    open().create(
                                    JournalSamples.operation(JournalSamples.OTHER, "INC-1", "test:22222222"),
                                    JournalSamples.entry("confirmed")));
            assertEquals(
                    new Creation.NameUsed(JournalSamples.ID),
                    open().create(
                                    JournalSamples.operation(JournalSamples.ID, "INC-2", "test:22222222"),
                                    JournalSamples.entry("confirmed")));
            if (i == 0) {
                JournalSamples.append(journal, JournalSamples.ID, head, JournalSamples.end("completed"));
            }
        }
        assertEquals(1, open().list().size());
    }

    @Test
    @DisplayName("a name that was released is given once more, an id is not")
    void releasedNames() throws Exception {
        Journal journal = open();
        Head head = JournalSamples.create(journal, OPERATION);
        JournalSamples.append(journal, JournalSamples.ID, head, JournalSamples.release("rejected"));
        assertEquals(Optional.of(OPERATION), open().named("INC-1").map(JournalLog::operation), "nobody else has it");
        JournalledOperation second = JournalSamples.operation(JournalSamples.OTHER, "INC-1", TARGET);
        JournalSamples.create(open(), second);

        assertEquals(Optional.of(second), open().named("INC-1").map(JournalLog::operation));
        assertEquals(2, open().list().size());
        for (OperationId id : List.of(JournalSamples.ID, new OperationId("00000000000000aa"))) {
            JournalledOperation third = JournalSamples.operation(id, "INC-1", "test:22222222");
            assertInstanceOf(Creation.NameUsed.class, open().create(third, JournalSamples.entry("confirmed")));
        }
    }

    @Test
    @DisplayName("operations without a name do not share one")
    void noNames() throws Exception {
        Journal journal = open();
        JournalSamples.create(journal, JournalSamples.operation(JournalSamples.ID, null, "test:1"));
        JournalSamples.create(journal, JournalSamples.operation(JournalSamples.OTHER, null, "test:2"));

        assertEquals(2, open().list().size());
        assertEquals(
                null, open().read(JournalSamples.ID).orElseThrow().operation().name());
    }

    @Test
    @DisplayName("a target has one open operation, and takes another once that has ended")
    void openTargets() throws Exception {
        Journal journal = open();
        Head head = JournalSamples.create(journal, OPERATION);
        JournalledOperation second = JournalSamples.operation(JournalSamples.OTHER, "INC-2", TARGET);
        Creation refused = open().create(second, JournalSamples.entry("confirmed"));
        assertEquals(new Creation.TargetOpen(JournalSamples.ID), refused);
        assertEquals(Optional.empty(), open().read(JournalSamples.OTHER));

        JournalSamples.append(journal, JournalSamples.ID, head, JournalSamples.end("rejected"));

        assertEquals(Optional.empty(), open().openOn(TARGET));
        JournalSamples.create(open(), second);
        assertEquals(
                JournalSamples.OTHER,
                open().openOn(TARGET).orElseThrow().operation().id());
    }

    @Test
    @DisplayName("a log that was read does not change any more")
    void readingIsASnapshot() throws Exception {
        Journal journal = open();
        Head head = JournalSamples.create(journal, OPERATION);
        JournalLog before = journal.read(JournalSamples.ID).orElseThrow();

        JournalSamples.append(journal, JournalSamples.ID, head, JournalSamples.entry("submitting"));

        assertEquals(1, before.entries().size());
        assertEquals(head, before.head());
    }

    @Test
    @DisplayName("a probe leaves nothing behind")
    void probing() throws Exception {
        Journal journal = open();
        JournalSamples.create(journal, OPERATION);
        List<JournalLog> before = journal.list();

        journal.probe();

        assertEquals(before, open().list());
    }

    @Test
    @DisplayName("of several that append at one head, one does")
    void appendingAtOnce() throws Exception {
        Head head = JournalSamples.create(open(), OPERATION);
        Head[] heads = {head};
        for (int round = 0; round < 10; round++) {
            Head expected = heads[0];
            int appended = JournalSamples.countAtOnce(
                    THREADS,
                    thread -> () -> open().append(JournalSamples.ID, expected, JournalSamples.entry("by-" + thread))
                                    .isPresent()
                            ? 1
                            : 0);
            assertEquals(1, appended, "entries that were written at one head");
            heads[0] = open().read(JournalSamples.ID).orElseThrow().head();
        }
        assertEquals(11, open().read(JournalSamples.ID).orElseThrow().entries().size());
    }

    @Test
    @DisplayName("of several that create an operation of one name, one does")
    void creatingANameAtOnce() throws Exception {
        for (int round = 0; round < 10; round++) {
            String name = "INC-" + round;
            int created = JournalSamples.createAtOnce(
                    this::open, round, (thread, id) -> JournalSamples.operation(id, name, "test:" + id));
            assertEquals(1, created, "operations of one name");
        }
        assertEquals(10, open().list().size());
    }

    @Test
    @DisplayName("of several that create an operation on one target, one does")
    void creatingOnATargetAtOnce() throws Exception {
        for (int round = 0; round < 10; round++) {
            String target = "test:" + round;
            int created = JournalSamples.createAtOnce(
                    this::open, round, (thread, id) -> JournalSamples.operation(id, null, target));
            assertEquals(1, created, "open operations on one target");
        }
        assertEquals(10, open().list().size());
    }

    @Test
    @DisplayName("a lease is had by one at a time, and another target's is another")
    void leases() throws Exception {
        Lease lease = open().tryLease(TARGET).orElseThrow();

        assertTrue(open().tryLease(TARGET).isEmpty(), "it is leased");
        Lease other = open().tryLease("test:22222222").orElseThrow();
        lease.close();
        Lease again = open().tryLease(TARGET).orElseThrow();

        assertTrue(open().tryLease(TARGET).isEmpty(), "it is leased again");
        again.close();
        other.close();
    }

    @Test
    @DisplayName("giving a lease back twice gives nothing back that somebody else has")
    void leasesEndOnce() throws Exception {
        Lease mine = open().tryLease(TARGET).orElseThrow();
        mine.close();
        Lease theirs = open().tryLease(TARGET).orElseThrow();

        mine.close();

        assertTrue(open().tryLease(TARGET).isEmpty(), "they have it still");
        theirs.close();
    }

    @Test
    @DisplayName("a lease is given back by another thread than took it")
    void leasesAreNotOfThreads() throws Exception {
        Lease lease = open().tryLease(TARGET).orElseThrow();

        JournalSamples.countAtOnce(1, thread -> () -> {
            lease.close();
            return 1;
        });

        assertTrue(open().tryLease(TARGET).isPresent(), "it was given back");
    }

    @Test
    @DisplayName("who has no lease can read and write, as who cancels does")
    void leasesKeepNobodyFromWriting() throws Exception {
        Head head = JournalSamples.create(open(), OPERATION);
        try (Lease lease = open().tryLease(TARGET).orElseThrow()) {
            assertNotNull(lease);
            Callable<Integer> cancel = () -> {
                JournalSamples.append(open(), JournalSamples.ID, head, JournalSamples.entry("cancel-requested"));
                return open().list().size();
            };
            assertEquals(1, JournalSamples.countAtOnce(1, thread -> cancel));
        }
    }

    @Test
    @DisplayName("of several that want a lease, one has it")
    void leasingAtOnce() throws Exception {
        Set<Lease> all = new HashSet<>();
        int leased = JournalSamples.countAtOnce(THREADS, thread -> () -> {
            Optional<Lease> lease = open().tryLease(TARGET);
            synchronized (all) {
                lease.ifPresent(all::add);
            }
            return lease.isPresent() ? 1 : 0;
        });
        assertEquals(1, leased, "leases of one target");
        all.forEach(Lease::close);
    }
}
