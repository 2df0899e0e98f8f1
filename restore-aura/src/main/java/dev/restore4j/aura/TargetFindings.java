package dev.restore4j.aura;

import dev.restore4j.aura.text.Sanitized;
import dev.restore4j.operation.Finding;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What may be wrong with an instance as a target, or should be known before it is overwritten. */
final class TargetFindings {

    private TargetFindings() {}

    static void running(List<Finding> findings, AuraInstance instance) {
        String word = Sanitized.text(instance.status().word());
        if (word.equals(StatusWords.LOADING_FAILED)) {
            findings.add(Finding.warning(
                    "target-load-failed",
                    "The last load of instance " + instance.id() + " '" + Sanitized.text(instance.name())
                            + "' failed. Whether Aura accepts a restore in that state is not known: if it refuses,"
                            + " nothing is done; then see the Aura Console, or restore into another instance."));
        } else if (!instance.status().isRunning()) {
            findings.add(Finding.blocking(
                    "target-not-running",
                    "Instance " + instance.id() + " '" + Sanitized.text(instance.name()) + "' is '" + word
                            + "', not 'running'. " + advice(word)));
        }
    }

    private static String advice(String word) {
        return switch (word) {
            case "paused" -> "Resume it first; it is running some minutes later.";
            case "suspended", "suspending" -> "Aura suspended it: see why in the Aura Console.";
            case "destroying", "deleting" -> "It is being deleted: restore into another instance.";
            default -> "It is busy: wait until it runs, then assess again.";
        };
    }

    static void notFree(List<Finding> findings, AuraInstance instance) {
        if (instance.type().equals("free-db")) {
            findings.add(Finding.blocking(
                    "free-tier",
                    "Instance " + instance.id()
                            + " is a free one, which Aura does not overwrite (it answers 420). Choose a"
                            + " target of another type."));
        }
    }

    /** Aura compares what is allocated, not what is used: "dependant on the allocated instance size". */
    static void largeEnough(List<Finding> findings, Optional<String> memory, AuraInstance origin, String target) {
        Optional<BigDecimal> needed = origin.memory().flatMap(Memory::megabytes);
        Optional<BigDecimal> offered = memory.flatMap(Memory::megabytes);
        if (needed.isEmpty() || offered.isEmpty()) {
            findings.add(Finding.warning(
                    "size-not-compared",
                    "The memory of source instance " + origin.id() + " ("
                            + origin.memory().orElse("not stated") + ") and of "
                            + target + " (" + memory.orElse("not stated")
                            + ") cannot be compared. Aura refuses a target that is smaller than the source."));
        } else if (offered.get().compareTo(needed.get()) < 0) {
            findings.add(Finding.blocking(
                    "target-smaller-than-source",
                    "The memory of " + target + " is " + memory.orElse("") + ", less than the "
                            + origin.memory().orElse("") + " of source instance " + origin.id() + ". Aura refuses that,"
                            + " however little data there is: choose a target that is as large."));
        }
    }

    static void changeData(List<Finding> findings, AuraInstance instance) {
        instance.cdcEnrichmentMode()
                .filter(mode -> !mode.equalsIgnoreCase("OFF"))
                .ifPresent(mode -> findings.add(Finding.warning(
                        "cdc-enrichment-on",
                        "Change data capture of instance " + instance.id() + " is on (" + Sanitized.text(mode)
                                + "). Its consumers must be reset after the restore: they have seen changes that will not"
                                + " have happened.")));
    }

    static void ownKey(List<Finding> findings, AuraInstance origin) {
        origin.customerManagedKey()
                .ifPresent(key -> findings.add(Finding.warning(
                        "encryption-key-not-copied",
                        "Source instance " + origin.id() + " is encrypted with the customer-managed key "
                                + Sanitized.text(key) + ". The new one will be encrypted with Aura's own.")));
    }

    static void usersNotCopied(List<Finding> findings) {
        findings.add(Finding.warning(
                "users-and-roles",
                "Aura does not copy users, roles and other metadata with a snapshot of another instance: check them"
                        + " afterwards."));
    }
}
