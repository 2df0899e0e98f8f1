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
     * @return what it is: where only its beginning was known, a gzip may turn out to be a tar of AuraDS
     * @throws Damage if anything is wrong
     */
    BackupFormat pass(BackupFormat format, FileBytes file) throws IOException {
        BufferedInputStream in = new BufferedInputStream(file);
        BackupFormat found = format;
        try (Opened opened = Opened.of(in)) {
            boolean tar = opened.format() == BackupFormat.AURA_DS_TAR;
            if (tar || opened.format() == BackupFormat.DUMP_GZIP_LEGACY) {
                passDumps(opened);
            } else {
                passFiles(opened);
            }
            if (checks.contains(BackupCheck.INNER_DUMP)) {
                found = tar ? BackupFormat.AURA_DS_TAR : BackupFormat.AURA_DS_TAR_GZIP;
                passRest(opened);
            } else if (format.product() == BackupProduct.AURA_DS) {
                throw Damage.damaged("There is no dump in it any more");
            } else {
                conclude(opened);
            }
        }
        if (in.read() >= 0) {
            throw Damage.damaged("There are bytes behind its end");
        }
        checks.add(BackupCheck.TAR_STRUCTURE);
        checks.add(BackupCheck.NOTHING_TRAILING);
        return found;
    }

    private void passFiles(Opened opened) throws IOException {
        for (Optional<TarEntry> entry = opened.tar().next();
                entry.isPresent();
                entry = opened.tar().next()) {
            if (opened.format() == BackupFormat.DUMP_GZIP_LEGACY && entry.get().isDump()) {
                throw Damage.unknown(
                        "There is a tar in it that has " + entry.get().shown());
            }
        }
    }

    /** What there is to say of a store once its tar was read to its end. */
    private void conclude(Opened opened) throws IOException {
        boolean full = opened.metadata().map(BackupMetadata::extent).orElse(BackupExtent.FULL) == BackupExtent.FULL;
        if (full && opened.tar().files() == 0) {
            throw Damage.damaged("There is no file in it");
        }
        files += opened.tar().files();
        bytes += opened.tar().bytes();
        passEnd(opened);
        checkCounts(opened);
        addGaps(opened);
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
        if (!opened.isChecksummed()) {
            gaps.add(BackupGap.NO_CHECKSUM_OF_CONTENTS);
        }
        if (opened.format().hasBareMetadata()) {
            gaps.add(BackupGap.NO_CHECKSUM_OF_METADATA);
        }
    }

    /** To the end of a tar that may hold a dump. */
    private void passDumps(Opened tar) throws IOException {
        String dump = null;
        for (Optional<TarEntry> entry = tar.tar().next();
                entry.isPresent();
                entry = tar.tar().next()) {
            if (!entry.get().isDump()) {
                continue;
            }
            if (dump != null) {
                throw Damage.unknown("It is a tar with two dumps, " + dump + " and "
                        + entry.get().shown()
                        + ", and nothing says which of them is meant: take that one out of it, and restore from it");
            }
            dump = entry.get().shown();
            passDump(tar, entry.get());
        }
    }

    private void passDump(Opened tar, TarEntry entry) throws IOException {
        try (Opened dump = Head.dumpIn(tar, entry)) {
            passFiles(dump);
            conclude(dump);
        }
        checks.add(BackupCheck.INNER_DUMP);
    }

    private void passRest(Opened tar) throws IOException {
        passEnd(tar);
        if (tar.layer().isPresent()) {
            gaps.remove(BackupGap.NO_CHECKSUM_OF_CONTENTS);
        } else {
            gaps.add(BackupGap.NO_CHECKSUM_BESIDE_THE_DUMP);
        }
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
