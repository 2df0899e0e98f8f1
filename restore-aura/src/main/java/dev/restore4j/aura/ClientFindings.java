package dev.restore4j.aura;

import dev.restore4j.operation.Finding;
import java.util.List;

/** What hinders a restore on our own side. */
final class ClientFindings {

    private ClientFindings() {}

    static void add(List<Finding> findings, AuraAccount account) {
        if (account.transport().rules().isReadOnly()) {
            findings.add(Finding.blocking(
                    "read-only",
                    "The client was built with readOnly(): it assesses, but sends no restore. Use another client."));
        }
    }
}
