package dev.restore4j.engine;

import dev.restore4j.journal.PrivateNotes;
import dev.restore4j.operation.OperationId;
import dev.restore4j.spi.RestoreEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The private notes of an operation, by their names. Whoever writes an operation's end deletes them, also without its plan: a
 * process that was killed while it sent has left an address there to which anybody could write.
 */
final class Belongings {

    private static final Logger LOG = LoggerFactory.getLogger("dev.restore4j");

    private Belongings() {}

    /** Deletes them. The end stands, whatever becomes of this: what cannot be deleted is logged, without the text of any note. */
    static void discard(RestoreEnvironment environment, OperationId id) {
        PrivateNotes notes = environment.privateNotes();
        try {
            for (String name : notes.names()) {
                if (name.endsWith("-" + id.value())) {
                    notes.delete(name);
                }
            }
        } catch (RuntimeException e) {
            LOG.warn(
                    "Private notes of operation {}, which has ended, could not be deleted ({}). They stay beside the journal at {},"
                            + " for their owner alone: look at its disk.",
                    id,
                    e.getClass().getSimpleName(),
                    environment.journal().location());
        }
    }
}
