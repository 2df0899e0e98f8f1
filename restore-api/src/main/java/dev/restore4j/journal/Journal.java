package dev.restore4j.journal;

import dev.restore4j.error.JournalException;
import dev.restore4j.operation.OperationId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where restore operations are written down before they act, so that the same program started again goes on with its
 * operation and no second overwrite is ever sent.
 *
 * <p>An implementation over a database is a table of operations (unique id, unique name where there is one that was not
 * released, at most one open operation a target) and a table of entries (unique operation and sequence number).
 * {@code JournalContract} in the testkit holds an implementation to this contract.
 *
 * <p>What is appended must survive the process, and the machine where {@link #durability()} says so, before the method
 * returns. Implementations are thread-safe, and safe among all processes that share them. Every method may throw
 * {@link JournalException}.
 */
public interface Journal {

    /** What survives. */
    enum Durability {
        /** Entries survive a crash of the process. */
        CRASH_SAFE,
        /** Entries are gone with the process. */
        NOT_CRASH_SAFE
    }

    /** {@return what survives} */
    Durability durability();

    /** {@return where it is, in words for people, such as the path of its directory} */
    String location();

    /** Checks, by writing and removing something of no meaning, that an append would work now. */
    void probe();

    /**
     * Writes a new operation, unless its id or name is used or its target has an open operation. A name is used until
     * the last entry of its operation {@linkplain JournalEntry.Effect#RELEASES releases} it. The checks and the writing are
     * one atomic step among all processes.
     *
     * @param operation the operation
     * @param first its first entry
     * @return what became of it
     */
    Creation create(JournalledOperation operation, JournalEntry first);

    /**
     * Appends an entry, if and only if the operation's head is still the expected one.
     *
     * @param operation the operation
     * @param expected the head that the writer knows
     * @param entry what to write
     * @return the new head; empty where the operation has moved on, in which case nothing was written
     */
    Optional<Head> append(OperationId operation, Head expected, JournalEntry entry);

    /**
     * {@return everything that is written about an operation}
     *
     * @param operation the operation
     */
    Optional<JournalLog> read(OperationId operation);

    /** {@return all operations, open and ended, in no order} */
    List<JournalLog> list();

    /**
     * Takes the right to drive operations on a target. It ends with {@link Lease#close()} or with the process.
     *
     * @param target the target's reference
     * @return the lease; empty while somebody else, in this process or another, has it
     */
    Optional<Lease> tryLease(String target);

    /**
     * {@return the operation whose name this is; where none has it any more, the last that had it}
     *
     * @param name a plan's name
     */
    default Optional<JournalLog> named(String name) {
        return list().stream()
                .filter(log -> name.equals(log.operation().name()))
                .max(Comparator.comparing(JournalLog::holdsName)
                        .thenComparing(log -> log.entries().get(0).at()));
    }

    /**
     * {@return the operation on this target that has not ended}
     *
     * @param target the target's reference
     */
    default Optional<JournalLog> openOn(String target) {
        return list().stream()
                .filter(log -> log.isOpen() && log.operation().target().equals(target))
                .findFirst();
    }

    /**
     * {@return the private notes beside it, the same for all processes that share it; empty where it has none, and then what is
     * noted is gone with the process}
     */
    default Optional<PrivateNotes> privateNotes() {
        return Optional.empty();
    }

    /** The right to drive operations on a target. */
    interface Lease extends AutoCloseable {

        /** Gives the right back; idempotent. */
        @Override
        void close();
    }

    /**
     * Where an operation's entries end. Entries of a former driver carry a former head and are refused.
     *
     * @param sequence the number of entries
     * @param hash the last entry's hash, or what else identifies it
     */
    record Head(long sequence, String hash) {}

    /** What became of a creation. */
    sealed interface Creation {

        /**
         * The operation is written.
         *
         * @param head its head
         */
        record Created(Head head) implements Creation {}

        /**
         * An operation has that name, or that id.
         *
         * @param by its id
         */
        record NameUsed(OperationId by) implements Creation {}

        /**
         * Another operation on that target has not ended.
         *
         * @param by its id
         */
        record TargetOpen(OperationId by) implements Creation {}
    }

    /** {@return a journal that is gone with the process; for tests, and for programs that accept that} */
    static Journal inMemory() {
        return new InMemoryJournal();
    }
}
