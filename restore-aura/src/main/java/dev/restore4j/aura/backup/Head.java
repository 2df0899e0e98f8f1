package dev.restore4j.aura.backup;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.Optional;

/**
 * What the beginning of a file says about the rest.
 *
 * @param format the kind
 * @param metadata of a backup
 * @param counts of what is under zstd
 * @param dumped the database by whose name the dump in a tar of AuraDS is called
 */
record Head(BackupFormat format, Optional<BackupMetadata> metadata, Optional<Counts> counts, Optional<String> dumped) {

    /** In so many bytes of a gzip, the dump of an AuraDS tar is looked for, and else it is a dump itself. */
    private static final long SEARCHED = 1024 * 1024;

    static Head of(FileBytes bytes) throws IOException {
        try (Opened opened = Opened.of(new BufferedInputStream(bytes))) {
            boolean gzip = opened.format() == BackupFormat.DUMP_GZIP_LEGACY;
            bytes.endAt(gzip ? SEARCHED : Long.MAX_VALUE);
            Optional<TarEntry> first = first(opened);
            if (gzip || opened.format() == BackupFormat.AURA_DS_TAR) {
                Optional<TarEntry> dump = search(opened, first);
                bytes.endAt(Long.MAX_VALUE);
                if (dump.isPresent()) {
                    return ofTar(opened, dump.get());
                }
            }
            if (opened.format() == BackupFormat.AURA_DS_TAR) {
                throw Damage.unknown("It is a tar, but without a dump in it");
            }
            return new Head(opened.format(), opened.metadata(), opened.counts(), Optional.empty());
        }
    }

    private static Optional<TarEntry> first(Opened opened) throws IOException {
        try {
            return opened.tar().next();
        } catch (Damage e) {
            if (opened.format() == BackupFormat.DUMP_GZIP_LEGACY && e.code().equals(Refusal.DAMAGED)) {
                throw Damage.unknown("It is gzip, but of something else than a tar");
            }
            throw e;
        }
    }

    private static Optional<TarEntry> search(Opened opened, Optional<TarEntry> first) throws IOException {
        try {
            Optional<TarEntry> entry = first;
            while (entry.isPresent() && !entry.get().isDump()) {
                entry = opened.tar().next();
            }
            return entry;
        } catch (Damage e) {
            // As far as was searched. What is cut off is found by reading all of it.
            if (opened.format() == BackupFormat.DUMP_GZIP_LEGACY && e.code().equals(Refusal.TRUNCATED)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Head ofTar(Opened tar, TarEntry entry) throws IOException {
        try (Opened dump = dumpIn(tar, entry)) {
            return new Head(
                    tar.format() == BackupFormat.DUMP_GZIP_LEGACY ? BackupFormat.AURA_DS_TAR_GZIP : tar.format(),
                    Optional.empty(),
                    dump.counts(),
                    Optional.of(entry.databaseOfDump()));
        }
    }

    /** {@return the dump that is the entry of the tar} */
    static Opened dumpIn(Opened tar, TarEntry entry) throws IOException {
        Opened dump;
        try {
            dump = Opened.of(new BufferedInputStream(tar.tar().contents()));
        } catch (Damage e) {
            throw e.code().equals(Refusal.UNKNOWN) ? Damage.damaged(e.what() + ", in its " + entry.name()) : e;
        }
        if (!dump.format().suffix().equals(".dump")) {
            dump.close();
            throw Damage.damaged(
                    "Its " + entry.name() + " is no dump, but " + dump.format().title());
        }
        return dump;
    }
}
