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
 * @param isKindKnown false where it is {@link BackupFormat#DUMP_GZIP_LEGACY} as far as was looked, and may be a tar of AuraDS
 * @param isChecksummed whether each byte of the database is under a checksum
 */
record Head(
        BackupFormat format,
        Optional<BackupMetadata> metadata,
        Optional<Counts> counts,
        Optional<String> dumped,
        boolean isKindKnown,
        boolean isChecksummed) {

    /** In so many bytes of a gzip, the dump of an AuraDS tar or a file of a store is looked for. */
    private static final long SEARCHED = 1024 * 1024;

    static Head of(FileBytes bytes) throws IOException {
        try (Opened opened = Opened.of(new BufferedInputStream(bytes))) {
            boolean gzip = opened.format() == BackupFormat.DUMP_GZIP_LEGACY;
            bytes.endAt(gzip ? SEARCHED : Long.MAX_VALUE);
            Optional<TarEntry> first = first(opened);
            if (gzip || opened.format() == BackupFormat.AURA_DS_TAR) {
                Search search = search(opened, first);
                bytes.endAt(Long.MAX_VALUE);
                return search.dump().isPresent() ? ofTar(opened, search.dump().get()) : ofNoDump(opened, search);
            }
            return new Head(
                    opened.format(),
                    opened.metadata(),
                    opened.counts(),
                    Optional.empty(),
                    true,
                    opened.isChecksummed());
        }
    }

    private static Head ofNoDump(Opened opened, Search search) throws Damage {
        if (opened.format() == BackupFormat.AURA_DS_TAR) {
            throw Damage.unknown("It is a tar, but without a dump in it");
        }
        return new Head(
                opened.format(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                search.isOver(),
                opened.isChecksummed());
    }

    /**
     * What was found in the tar.
     *
     * @param isOver whether that is certain: its end was reached, or a file that only a store has
     */
    private record Search(Optional<TarEntry> dump, boolean isOver) {}

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

    private static Search search(Opened opened, Optional<TarEntry> first) throws IOException {
        boolean gzip = opened.format() == BackupFormat.DUMP_GZIP_LEGACY;
        try {
            Optional<TarEntry> entry = first;
            while (entry.isPresent() && !entry.get().isDump()) {
                if (gzip && entry.get().isOfStore()) {
                    return new Search(Optional.empty(), true);
                }
                entry = opened.tar().next();
            }
            return new Search(entry, true);
        } catch (Damage e) {
            // As far as was searched. What is behind that, and what is cut off, is found by reading all of it.
            if (gzip && e.code().equals(Refusal.TRUNCATED)) {
                return new Search(Optional.empty(), false);
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
                    Optional.of(entry.databaseOfDump()),
                    true,
                    tar.isChecksummed() || dump.isChecksummed());
        }
    }

    /** {@return the dump that is the entry of the tar} */
    static Opened dumpIn(Opened tar, TarEntry entry) throws IOException {
        Opened dump;
        try {
            dump = Opened.of(new BufferedInputStream(tar.tar().contents()));
        } catch (Damage e) {
            throw e.code().equals(Refusal.UNKNOWN) ? Damage.damaged(e.what() + ", in its " + entry.shown()) : e;
        }
        if (!dump.format().suffix().equals(".dump")) {
            dump.close();
            throw Damage.damaged(
                    "Its " + entry.shown() + " is no dump, but " + dump.format().title());
        }
        return dump;
    }
}
