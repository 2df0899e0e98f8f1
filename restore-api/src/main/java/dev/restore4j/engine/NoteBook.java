package dev.restore4j.engine;

import dev.restore4j.error.JournalException;
import dev.restore4j.time.TimeSource;
import dev.restore4j.verify.Notes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The notes of one operation. They are written by threads that the driver waits for, each on a page of its own, and on no page
 * once the driver goes on.
 */
final class NoteBook {

    private static final int LONGEST_KEY = 100;
    private static final int LONGEST_TEXT = 1_000;

    private final Ledger ledger;
    private final TimeSource time;
    private final Map<String, String> afterEnd = new HashMap<>();

    NoteBook(Ledger ledger, TimeSource time) {
        this.ledger = ledger;
        this.time = time;
    }

    /** {@return a page for one run} */
    Page open() {
        return new Page();
    }

    /** What one run reads and writes. */
    final class Page implements Notes {

        private boolean closed;

        /** After this, a thread that was given up writes nothing any more, whatever else runs. */
        void close() {
            synchronized (NoteBook.this) {
                closed = true;
            }
        }

        @Override
        public void write(String key, String text) {
            synchronized (NoteBook.this) {
                if (closed) {
                    throw new IllegalStateException("Too late for the note '" + key + "': its time was over.");
                }
                NoteBook.this.write(key, text);
            }
        }

        @Override
        public Optional<String> read(String key) {
            synchronized (NoteBook.this) {
                return Optional.ofNullable(afterEnd.get(key))
                        .or(() -> ledger.standing().note(key));
            }
        }
    }

    private void write(String key, String text) {
        if (!key.matches("[A-Za-z0-9.-]{1," + LONGEST_KEY + "}") || text.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException(
                    "A note has a key of 1 to " + LONGEST_KEY + " letters, digits, dots and hyphens, and at most "
                            + LONGEST_TEXT + " characters of text: " + key);
        }
        if (ledger.standing().state().isEnd()) {
            afterEnd.put(key, text); // an end is the journal's last word of an operation
            return;
        }
        if (!ledger.write(Entries.noted(time.now(), key, text))) {
            throw new JournalException("The operation has moved on; the note '" + key + "' was not written.", null);
        }
    }
}
