package dev.restore4j.aura.bolt;

import dev.restore4j.verify.CheckContext;
import dev.restore4j.verify.Verdict;
import java.util.Optional;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;

/** A write is not only accepted but committed: a node of ours is created and deleted. */
final class CommittedWrite implements BoltCheck.Look {

    private static final String NOTE = "bolt.write";

    @Override
    public Verdict look(Visit visit, CheckContext context) {
        NodeNote note = new NodeNote(context.notes(), NOTE);
        try (Session session = visit.writing()) {
            Optional<OwnNode> left = note.read();
            if (left.isPresent() && !removed(session, visit, left.get())) {
                return Verdict.inconclusive(
                        "A node that an earlier look wrote was changed by somebody since, and is still there: "
                                + left.get().id() + ". Delete it.");
            }
            Optional<OwnNode> node = committed(session, visit, context, note);
            if (node.isEmpty()) {
                return Verdict.inconclusive(
                        "The database has no property key, and a new one would stay for ever. Use writable().");
            }
            if (!removed(session, visit, node.get())) {
                return Verdict.failed(
                        "What was committed could not be deleted: " + node.get().id() + ".", "");
            }
            note.clear();
            return Verdict.passed("a node was committed and deleted");
        }
    }

    private static Optional<OwnNode> committed(Session session, Visit visit, CheckContext context, NodeNote note) {
        try (Transaction transaction = session.beginTransaction(visit.transaction())) {
            Optional<OwnNode> node = OwnNode.knownKey(transaction)
                    .map(key -> OwnNode.create(transaction, key, "restore4j " + context.operation()));
            node.ifPresent(created -> {
                note.write(created);
                transaction.commit();
            });
            return node;
        }
    }

    private static boolean removed(Session session, Visit visit, OwnNode node) {
        try (Transaction transaction = session.beginTransaction(visit.transaction())) {
            boolean gone = node.remove(transaction);
            transaction.commit();
            return gone;
        }
    }

    @Override
    public Verdict failed(DriverFailure failure) {
        return failure.kind() == DriverFailure.Kind.READ_ONLY ? failure.failed() : failure.inconclusive();
    }
}
