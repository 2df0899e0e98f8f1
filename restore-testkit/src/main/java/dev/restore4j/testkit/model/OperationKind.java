package dev.restore4j.testkit.model;

/** What Aura does to an instance, one at a time. */
public enum OperationKind {
    /** A new instance comes up, empty or from a snapshot. */
    CREATE("creating"),
    /** An instance goes away. */
    DELETE("destroying"),
    /** An instance is paused. */
    PAUSE("pausing"),
    /** A paused instance comes back. */
    RESUME("resuming"),
    /** Memory and storage change. */
    RESIZE("updating"),
    /** An instance's own snapshot replaces its data. */
    RESTORE("restoring"),
    /** Another instance's snapshot replaces its data. */
    OVERWRITE("overwriting"),
    /** An uploaded archive replaces an instance's data. */
    IMPORT("loading"),
    /** A snapshot is taken: the only kind that leaves the instance's status alone. */
    SNAPSHOT("running");

    private final String word;

    OperationKind(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    /** Whether it replaces the data of an instance that had some. */
    boolean replacesData() {
        return this == RESTORE || this == OVERWRITE || this == IMPORT;
    }
}
