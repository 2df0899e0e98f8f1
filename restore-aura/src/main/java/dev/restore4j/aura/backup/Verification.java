package dev.restore4j.aura.backup;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** One pass over all bytes of a file. */
final class Verification {

    private final Set<BackupCheck> checks = EnumSet.noneOf(BackupCheck.class);
    private final Set<BackupGap> gaps = EnumSet.noneOf(BackupGap.class);
    private long files;
    private long bytes;

    /**
     * Reads all.
     *
     * @param format what it was found to be
     * @throws Damage if anything is wrong
     */
    void pass(BackupFormat format, FileBytes file) throws IOException {
        BufferedInputStream in = new BufferedInputStream(file);
        try (Opened opened = Opened.of(in)) {
            if (format.product() == BackupProduct.AURA_DS) {
                passTar(opened);
            } else {
                passFiles(opened);
                passEnd(opened);
                checkCounts(opened);
                addGaps(opened);
            }
        }
        if (in.read() >= 0) {
            throw Damage.damaged("There are bytes behind its end");
        }
        checks.add(BackupCheck.TAR_STRUCTURE);
        checks.add(BackupCheck.NOTHING_TRAILING);
    }

    private void passFiles(Opened opened) throws IOException {
        boolean gzip = opened.format() == BackupFormat.DUMP_GZIP_LEGACY;
        for (Optional<TarEntry> entry = opened.tar().next();
                entry.isPresent();
                entry = opened.tar().next()) {
            if (gzip && entry.get().isDump()) {
                throw Damage.unknown(
                        "It is a tar under gzip with " + entry.get().name() + " far behind its beginning");
            }
        }
        boolean full = opened.metadata().map(BackupMetadata::extent).orElse(BackupExtent.FULL) == BackupExtent.FULL;
        if (full && opened.tar().files() == 0) {
            throw Damage.damaged("There is no file in it");
        }
        files += opened.tar().files();
        bytes += opened.tar().bytes();
    }

    /** At the end of its tar, the layer was read to its end; so its checksum was right. */
    private void passEnd(Opened opened) throws IOException {
        Optional<Layer> layer = opened.layer();
        if (layer.isEmpty()) {
            return;
        }
        layer.get().requireNothingBehind();
        if (layer.get().isChecksummed()) {
            checks.add(opened.format().isZstd() ? BackupCheck.FRAME_CHECKSUM : BackupCheck.GZIP_CHECKSUM);
        }
    }

    private void checkCounts(Opened opened) throws Damage {
        Optional<Counts> counts = opened.counts();
        if (counts.isEmpty()) {
            gaps.add(BackupGap.NO_COUNTS);
            return;
        }
        Counts found = new Counts(opened.tar().files(), opened.tar().bytes());
        if (!found.equals(counts.get())) {
            throw Damage.damaged("Its header says " + counts.get() + ", and there are " + found);
        }
        checks.add(BackupCheck.COUNTS);
    }

    private void addGaps(Opened opened) {
        if (opened.layer().filter(Layer::isChecksummed).isEmpty()) {
            gaps.add(BackupGap.NO_CHECKSUM_OF_CONTENTS);
        }
        if (opened.format().hasBareMetadata()) {
            gaps.add(BackupGap.NO_CHECKSUM_OF_METADATA);
        }
    }

    private void passTar(Opened tar) throws IOException {
        for (Optional<TarEntry> entry = tar.tar().next();
                entry.isPresent();
                entry = tar.tar().next()) {
            if (entry.get().isDump()) {
                passDump(tar, entry.get());
            }
        }
        passEnd(tar);
        if (!checks.contains(BackupCheck.INNER_DUMP)) {
            throw Damage.damaged("There is no dump in it any more");
        }
        if (tar.layer().isPresent()) {
            gaps.remove(BackupGap.NO_CHECKSUM_OF_CONTENTS);
        } else {
            gaps.add(BackupGap.NO_CHECKSUM_BESIDE_THE_DUMP);
        }
    }

    private void passDump(Opened tar, TarEntry entry) throws IOException {
        try (Opened dump = Head.dumpIn(tar, entry)) {
            passFiles(dump);
            passEnd(dump);
            checkCounts(dump);
            addGaps(dump);
        }
        checks.add(BackupCheck.INNER_DUMP);
    }

    Set<BackupCheck> checks() {
        return checks;
    }

    Set<BackupGap> gaps() {
        return gaps;
    }

    /** {@return the files of the database, without what an AuraDS tar has beside its dump} */
    Counts counts() {
        return new Counts(files, bytes);
    }
}
