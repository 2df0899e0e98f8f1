package dev.restore4j.aura;

import dev.restore4j.aura.text.Sanitized;
import dev.restore4j.operation.Finding;
import java.util.List;

/** What may be wrong with a snapshot as a source. */
final class SnapshotFindings {

    private SnapshotFindings() {}

    static void completed(List<Finding> findings, AuraSnapshot snapshot) {
        if (!snapshot.status().isCompleted()) {
            findings.add(Finding.blocking(
                    "snapshot-not-completed",
                    "Snapshot " + snapshot.id() + " of instance " + snapshot.instanceId() + " is '" + snapshot.status()
                            + "', not 'Completed'. Wait until it is, or choose another."));
        }
    }

    static void ofInstance(List<Finding> findings, AuraSnapshot snapshot, String instance) {
        snapshot.statedInstance()
                .filter(stated -> !stated.equalsIgnoreCase(instance))
                .ifPresent(stated -> findings.add(Finding.blocking(
                        "snapshot-not-of-instance",
                        "Snapshot " + snapshot.id() + " says that it is of instance " + Sanitized.text(stated)
                                + ", not of " + instance + ". Get it from the instance it is of.")));
    }

    /** Aura's clone needs a snapshot that can be exported; the field is in its answers, though not in its schema. */
    static void exportable(List<Finding> findings, AuraSnapshot snapshot) {
        if (snapshot.exportable().isEmpty()) {
            findings.add(Finding.warning(
                    "snapshot-exportable-unknown",
                    "Aura does not state whether snapshot " + snapshot.id()
                            + " can be exported, which copying it to another instance needs. It may be refused."));
        } else if (!snapshot.exportable().get()) {
            findings.add(
                    Finding.blocking(
                            "snapshot-not-exportable",
                            "Snapshot " + snapshot.id() + " of instance " + snapshot.instanceId()
                                    + " cannot be exported, which"
                                    + " copying it to another instance needs. Choose a full snapshot, or restore it in place."));
        }
    }
}
