package dev.restore4j.aura;

/**
 * What a refusal of a submission means and what to do about it.
 *
 * @param code a stable word for programs
 * @param advice what to do now, without a full stop
 */
record RefusalReason(String code, String advice) {

    /** The code of a refusal that passes by itself. */
    static final String SNAPSHOT_NOT_NOW = "snapshot-not-now";

    /** The words are those seen of Aura; a status alone decides where the word is missing or new. */
    static RefusalReason of(int status, String reason) {
        return switch (reason) {
            case "snapshot-not-found" -> new RefusalReason("unknown-snapshot", "Choose another snapshot");
            case "db-not-found", "db-already-deleted" ->
                new RefusalReason("unknown-instance", "Check whether the instance was deleted");
            case "ongoing-database-operation" ->
                new RefusalReason(
                        "target-busy", "Wait until the other operation has ended, then assess and confirm again");
            case "instance-action-unavailable" ->
                new RefusalReason(
                        "target-not-running", "Bring the instance to 'running', then assess and confirm again");
            case "missing-billing-details" ->
                new RefusalReason("payment-required", "Add billing details in the Aura Console");
            default -> of(status);
        };
    }

    /**
     * What a refusal of a snapshot on demand means. A 409 without a word, or with a new one, counts as passing: another
     * snapshot or operation is the usual reason, and whoever waits for it waits for a limited time.
     */
    static RefusalReason ofSnapshot(int status, String reason) {
        return switch (reason) {
            case "instance-action-unavailable" ->
                new RefusalReason("target-not-running", "Bring the instance to 'running' first");
            case "database-incapable-of-action" ->
                new RefusalReason(
                        "snapshot-not-supported", "Aura takes no snapshots on demand of this type of instance");
            default ->
                switch (status) {
                    case 402 ->
                        new RefusalReason(
                                "snapshot-quota",
                                "Look at quota and billing in the Aura Console, or wait until older snapshots expire");
                    case 409 -> new RefusalReason(SNAPSHOT_NOT_NOW, "Ask again when the other operation has ended");
                    default -> of(status, reason);
                };
        };
    }

    private static RefusalReason of(int status) {
        return switch (status) {
            case 402 -> new RefusalReason("payment-required", "Look at billing and quota in the Aura Console");
            case 404, 410 -> new RefusalReason("not-found", "Check whether snapshot and instance still exist");
            case 405 ->
                new RefusalReason(
                        "instance-limit",
                        "The tenant may have no room for another instance: delete one or raise the limit");
            case 409 ->
                new RefusalReason(
                        "target-busy", "Look at the instance in the Aura Console, then assess and confirm again");
            case 420 -> new RefusalReason("free-tier", "Aura does not do this with free instances: use another target");
            default -> new RefusalReason("refused", "Change the request, or report a bug with the request id");
        };
    }
}
