package dev.restore4j.engine;

import dev.restore4j.error.JournalException;
import dev.restore4j.journal.Journal;
import dev.restore4j.journal.Journal.Head;
import dev.restore4j.journal.JournalEntry;
import dev.restore4j.journal.JournalLog;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.OperationId;
import dev.restore4j.spi.Account;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One operation's part of the journal, as its driver reads and writes it. Used by one thread at a time. */
final class Ledger {

    private static final Logger LOG = LoggerFactory.getLogger("dev.restore4j");

    private final Journal journal;
    private final OperationId id;
    private final @Nullable Account account;
    private final Deque<JournalEntry> unwritten = new ArrayDeque<>();
    private final List<Finding> warnings = new ArrayList<>();
    private Head head;
    private Standing standing;
    private boolean overtaken;
    private int adoptions;

    Ledger(Journal journal, JournalLog log) {
        this.journal = journal;
        this.id = log.operation().id();
        this.account = Precedents.account(log).orElse(null);
        this.head = log.head();
        this.standing = Standing.of(log);
        take(log.warnings());
    }

    Standing standing() {
        return standing;
    }

    /** {@return how often this had to be read again; where that has grown, what was decided before is of another standing} */
    int adoptions() {
        return adoptions;
    }

    /** {@return whose operation it is: where it was begun, and with which credential; empty where that is not written} */
    Optional<Account> account() {
        return Optional.ofNullable(account);
    }

    List<Finding> warnings() {
        List<Finding> all = new ArrayList<>(warnings);
        if (!unwritten.isEmpty()) {
            all.add(Finding.warning(
                    "journal-incomplete",
                    "The last " + unwritten.size() + " entries could not be written to the journal at "
                            + journal.location()
                            + ". What this process reports is right; the journal does not have it."));
        }
        return all;
    }

    /** Reads what others have written. What could not be written stays on top. */
    void reload() {
        adopt(load());
    }

    /**
     * Writes an entry that must be in the journal before anything follows from it. What has happened before and could not be
     * written comes first: behind this entry it would tell another story.
     *
     * @return false where something else had to be written or read first; then decide anew
     */
    boolean write(JournalEntry entry) {
        if (!flush()) {
            return false;
        }
        Optional<Head> next = journal.append(id, head, entry);
        if (next.isEmpty()) {
            reload();
            return false;
        }
        head = next.get();
        standing = standing.after(entry);
        return true;
    }

    /**
     * Writes what has happened already: it holds whether or not the journal can take it.
     *
     * @return false where another driver has carried the operation on: then the entry is void, and everything was read again
     */
    boolean record(JournalEntry entry) {
        overtaken = false;
        unwritten.add(entry);
        standing = standing.after(entry);
        try {
            flush();
        } catch (RuntimeException e) {
            // the warning says so; the next entry tries again
            LOG.warn("{}", e.toString());
        }
        return !overtaken;
    }

    /** {@return whether nobody else has written meanwhile} */
    private boolean flush() {
        boolean alone = true;
        while (!unwritten.isEmpty()) {
            Optional<Head> next = journal.append(id, head, unwritten.peek());
            if (next.isPresent()) {
                head = next.get();
                unwritten.remove();
            } else {
                alone = false;
                reconcile();
            }
        }
        return alone;
    }

    /** After somebody else wrote: what has happened goes behind it, unless it is of a submission that is over. */
    private void reconcile() {
        JournalLog log = load();
        if (log.entries().get(log.entries().size() - 1).equals(unwritten.peek())) {
            unwritten.remove(); // it was written, although it seemed to fail
        }
        Standing theirs = Standing.of(log);
        boolean sameSubmission = theirs.attempts() == standing.attempts()
                && !theirs.state().isBeforeSubmission()
                && !theirs.state().isEnd();
        if (!sameSubmission) {
            overtaken = !unwritten.isEmpty();
            unwritten.clear();
        }
        adopt(log);
    }

    private JournalLog load() {
        return journal.read(id)
                .orElseThrow(() -> new JournalException(
                        "Operation " + id + " is not in the journal at " + journal.location()
                                + " any more. Put its record back before anything else is restored.",
                        null));
    }

    private void adopt(JournalLog log) {
        adoptions += log.head().equals(head) ? 0 : 1;
        head = log.head();
        standing = Standing.of(log);
        for (JournalEntry entry : unwritten) {
            standing = standing.after(entry);
        }
    }

    private void take(List<String> texts) {
        texts.forEach(text -> warnings.add(Finding.warning("journal-torn", text)));
    }
}
