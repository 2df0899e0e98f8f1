package dev.restore4j.testkit.model;

import java.time.Instant;

/**
 * Real work that the model asks for, for an instance with something real behind it. Whoever drives the model does it and
 * reports.
 *
 * @param kind what to do
 * @param instance to which instance
 * @param source the instance whose snapshot it is; for an import the same instance
 * @param snapshot the snapshot's id; for an import the upload's
 * @param dueAt when the model's operation would end without it
 */
public record Effect(Kind kind, String instance, String source, String snapshot, Instant dueAt) {

    /** What to do. */
    public enum Kind {
        /** Take a snapshot of the instance now. */
        TAKE_SNAPSHOT,
        /** Replace the instance's data by the snapshot. */
        RESTORE,
        /** Look into an uploaded archive, and replace the instance's data by it. */
        LOAD
    }
}
