package dev.restore4j.aura.bolt;

import dev.restore4j.verify.Marker;
import dev.restore4j.verify.Notes;
import java.time.Duration;
import java.util.Optional;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;

/**
 * A node without label, with one property. All sessions are for writes, also where they only read: a member of a cluster that lags
 * behind would not have the node yet, and take the old data for the new.
 */
final class BoltMarker implements Marker {

    private static final String NOTE = "marker";
    /** Committed: a node that was only announced proves nothing by its absence. */
    private static final String PLACED = "marker.placed";

    private static final String NEW_KEY = "restore4j";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Access access;

    BoltMarker(Access access) {
        this.access = access;
    }

    @Override
    public void place(String token, Notes notes) {
        NodeNote note = new NodeNote(notes, NOTE);
        try (Visit visit = visit();
                Session session = visit.writing()) {
            if (!isThere(visit, session, note, token)) {
                try (Transaction transaction = session.beginTransaction(visit.transaction())) {
                    String key = OwnNode.knownKey(transaction).orElse(NEW_KEY);
                    note.write(OwnNode.create(transaction, key, token));
                    transaction.commit();
                }
            }
        }
        notes.write(PLACED, token);
    }

    private static boolean isThere(Visit visit, Session session, NodeNote note, String token) {
        Optional<OwnNode> former = note.read().filter(node -> node.token().equals(token));
        if (former.isEmpty()) {
            return false;
        }
        try (Transaction transaction = session.beginTransaction(visit.transaction())) {
            return former.get().isIn(transaction);
        }
    }

    @Override
    public Sighting look(String token, Notes notes) throws InterruptedException {
        Optional<OwnNode> node =
                new NodeNote(notes, NOTE).read().filter(each -> each.token().equals(token));
        if (node.isEmpty() || !notes.read(PLACED).equals(Optional.of(token))) {
            return Sighting.UNREADABLE;
        }
        try (Visit visit = visit();
                Session session = visit.writing();
                Transaction transaction = session.beginTransaction(visit.transaction())) {
            return node.get().isGoneFrom(transaction) ? Sighting.GONE : Sighting.THERE;
        } catch (RuntimeException e) {
            if (Thread.interrupted()) {
                InterruptedException interrupted = new InterruptedException("interrupted while looking for the marker");
                interrupted.initCause(e);
                throw interrupted;
            }
            return Sighting.UNREADABLE;
        }
    }

    @Override
    public void remove(String token, Notes notes) {
        NodeNote note = new NodeNote(notes, NOTE);
        Optional<OwnNode> node = note.read().filter(each -> each.token().equals(token));
        if (node.isEmpty()) {
            return;
        }
        // First: what is absent because it was removed proves nothing either.
        notes.write(PLACED, "");
        try (Visit visit = visit();
                Session session = visit.writing();
                Transaction transaction = session.beginTransaction(visit.transaction())) {
            boolean gone = node.get().remove(transaction);
            transaction.commit();
            if (!gone) {
                throw new IllegalStateException("The marker " + node.get().id()
                        + " was changed by somebody since it was made, and was left. Delete it.");
            }
        }
    }

    private Visit visit() {
        return new Visit(access.open(), access.database(), LIMIT);
    }

    @Override
    public String toString() {
        return "marker over " + access;
    }
}
