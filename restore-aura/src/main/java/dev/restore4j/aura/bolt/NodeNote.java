package dev.restore4j.aura.bolt;

import dev.restore4j.verify.Notes;
import java.util.Optional;

/** Where a node of ours is, in the operation's journal. A note cannot be deleted, so that an empty one stands for none. */
final class NodeNote {

    private final Notes notes;
    private final String name;

    /**
     * Makes one.
     *
     * @param notes where it is
     * @param name what its keys begin with
     */
    NodeNote(Notes notes, String name) {
        this.notes = notes;
        this.name = name;
    }

    /** Writes it; to be called before the node is committed. */
    void write(OwnNode node) {
        notes.write(name + ".key", node.key());
        notes.write(name + ".token", node.token());
        notes.write(name + ".node", node.id());
    }

    /** {@return the node that was written down last and not cleared} */
    Optional<OwnNode> read() {
        return value(".node")
                .flatMap(id -> value(".key").flatMap(key -> value(".token").map(token -> new OwnNode(id, key, token))));
    }

    /** Forgets it; to be called after the node is gone. */
    void clear() {
        notes.write(name + ".node", "");
    }

    private Optional<String> value(String suffix) {
        return notes.read(name + suffix).filter(text -> !text.isEmpty());
    }
}
