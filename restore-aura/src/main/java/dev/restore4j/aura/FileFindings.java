package dev.restore4j.aura;

import dev.restore4j.aura.backup.BackupExtent;
import dev.restore4j.aura.backup.BackupFile;
import dev.restore4j.aura.backup.BackupFormat;
import dev.restore4j.aura.backup.BackupProduct;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.Sizes;
import dev.restore4j.spi.UploadTarget.Sight;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What may be wrong with a backup file for a target, or should be known before it is sent there. */
final class FileFindings {

    private static final BigDecimal MEGABYTE = BigDecimal.valueOf(1 << 20);

    private final BackupFile file;
    private final Map<String, String> target;
    private final List<Finding> findings = new ArrayList<>();

    private FileFindings(BackupFile file, Sight sight) {
        this.file = file;
        this.target = sight.view().fingerprint().fields();
    }

    static List<Finding> of(BackupFile file, Sight sight) {
        FileFindings all = new FileFindings(file, sight);
        all.extent();
        all.product();
        all.checksum();
        all.room();
        all.age();
        all.version();
        return all.findings;
    }

    private void extent() {
        if (file.extent() == BackupExtent.DIFFERENTIAL) {
            findings.add(Finding.blocking(
                    "file-differential",
                    "File " + file.path()
                            + " is a differential backup: it has the changes since an earlier one only, and Aura"
                            + " takes none. Aggregate it with 'neo4j-admin backup aggregate', or use a full backup."));
        }
    }

    private void product() {
        String type = target.get("type");
        if (file.isKindKnown()) {
            product(file.path(), file.format(), type).ifPresent(findings::add);
        } else {
            findings.add(Finding.warning(
                    "product-unknown",
                    "File " + file.path() + " is " + file.title()
                            + "; its beginning does not say which. That is found out by reading all of it, before anything is sent"
                            + (type == null
                                    ? ". Without an API key it is not known whether the target is an AuraDS."
                                    : ": a tar of AuraDS is refused then where the target, of type '" + type
                                            + "', is no AuraDS.")));
        }
    }

    /**
     * {@return what speaks against a file of that format in a target of that type} What Aura makes of the other product's files is
     * not known but for this: a tar goes into AuraDS.
     *
     * @param type as the API names it; null where nobody can say
     */
    static Optional<Finding> product(Path path, BackupFormat format, @Nullable String type) {
        String what = "File " + path + " is " + format.title();
        boolean tar = format.product() == BackupProduct.AURA_DS;
        if (type == null) {
            return Optional.of(Finding.warning(
                            "product-unknown",
                            what + ". Without an API key it is not known whether the target is an AuraDS."))
                    .filter(finding -> tar);
        }
        boolean science = type.endsWith("-ds");
        if (tar && !science) {
            return Optional.of(Finding.blocking(
                    "wrong-product",
                    what + ", and the target is of type '" + type
                            + "', which is no AuraDS. Choose an AuraDS instance, or a .backup or .dump."));
        }
        if (!tar && science) {
            return Optional.of(Finding.warning(
                    "product-unknown",
                    what + ", and the target is of type '" + type
                            + "'. Whether AuraDS loads it is not known; its own exports are a .tar."));
        }
        return Optional.empty();
    }

    private void checksum() {
        if (!file.isChecksummed()) {
            findings.add(
                    Finding.warning(
                            "file-without-checksum",
                            "File " + file.path() + " is " + file.title()
                                    + ", and its contents are under no checksum. Before anything is"
                                    + " sent it is found whether the file is cut, and not whether a byte in the midst of it has changed."
                                    + " Compare the file with a checksum from where it was made, or use one that is compressed."));
        }
    }

    /** Aura decides, by the size that the header states, before the first byte; what it compares with is its own affair. */
    private void room() {
        Optional<BigDecimal> storage =
                Optional.ofNullable(target.get("storage")).flatMap(Memory::megabytes);
        boolean little = storage.filter(
                        there -> there.multiply(MEGABYTE).compareTo(BigDecimal.valueOf(file.fullSize())) < 0)
                .isPresent();
        if (little) {
            findings.add(Finding.warning(
                    "may-not-fit",
                    "File " + file.path() + " has " + Sizes.text(file.fullSize())
                            + (file.uncompressedSize().isPresent() ? " unpacked" : ", and more unpacked")
                            + ", and the target's storage is "
                            + target.get("storage")
                            + ". Aura is asked before the first byte is sent, and refuses what is too large."));
        } else if (storage.isEmpty()) {
            findings.add(Finding.warning(
                    "size-not-compared",
                    "The target does not state its storage, so that the " + Sizes.text(file.fullSize())
                            + " of the file cannot be compared with it. Aura is asked before the first byte is sent."));
        }
    }

    private void age() {
        if (file.takenAt().isEmpty()) {
            findings.add(Finding.warning(
                    "restore-point-assumed",
                    "File " + file.path()
                            + " does not say when its data was taken. It is assumed to be as old as the file, "
                            + file.modified() + "; a copy may be younger than what is in it."));
        }
    }

    private void version() {
        findings.add(Finding.warning(
                "file-version-unknown",
                "Which version of Neo4j has written the store in " + file.path() + " is not in its header"
                        + file.storeFormat()
                                .map(format -> ", only its format, " + format)
                                .orElse("") + ". If it is newer than the"
                        + " target's, it fails while Aura loads it. With a neo4j-admin at hand, Neo4jAdmin.infoOfDump tells"
                        + " before."));
        if (!file.format().isReadByNeo4j5()) {
            findings.add(Finding.warning(
                    "file-needs-newer",
                    "File " + file.path() + " is " + file.title() + ", which Neo4j 5.26 cannot read. A target of"
                            + " version 5 will not load it."));
        }
    }
}
