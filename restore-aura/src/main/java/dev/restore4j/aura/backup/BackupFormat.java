package dev.restore4j.aura.backup;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The kinds of files, told by their first bytes and never by their names. More may come. */
public enum BackupFormat {

    /** A dump of Neo4j 5 and later, under zstd: what {@code neo4j-admin database dump} writes. */
    DUMP_ZSTD("DZV1", ".dump", "a dump under zstd"),

    /** A dump of Neo4j 5 and later, under gzip: where the library of zstd was missing. */
    DUMP_GZIP("DGV1", ".dump", "a dump under gzip"),

    /** A dump of Neo4j 4 under zstd, without a mark of its own. */
    DUMP_ZSTD_LEGACY("", ".dump", "a dump of Neo4j 4 under zstd"),

    /** A dump of Neo4j 4 or 3 under gzip, without a mark of its own. */
    DUMP_GZIP_LEGACY("", ".dump", "a dump of Neo4j 4 under gzip"),

    /** A backup, not compressed. */
    BACKUP_TAR_1("BTV1", ".backup", "a backup"),

    /** A backup with more metadata, not compressed. */
    BACKUP_TAR_2("BTV2", ".backup", "a backup"),

    /** A backup under zstd. */
    BACKUP_ZSTD_1("BZV1", ".backup", "a backup under zstd"),

    /** A backup under zstd, with more metadata. */
    BACKUP_ZSTD_2("BZV2", ".backup", "a backup under zstd"),

    /** A backup under zstd with its metadata before it. Neo4j 5.26 does not know it. */
    BACKUP_ZSTD_3("BZV3", ".backup", "a backup under zstd"),

    /** A tar with a dump in it, as AuraDS exports it. */
    AURA_DS_TAR("", ".tar", "a tar of AuraDS"),

    /** The same under gzip. */
    AURA_DS_TAR_GZIP("", ".tar", "a tar of AuraDS under gzip");

    private final String magic;
    private final String suffix;
    private final String title;

    BackupFormat(String magic, String suffix, String title) {
        this.magic = magic;
        this.suffix = suffix;
        this.title = magic.isEmpty() ? title : title + " (" + magic + ")";
    }

    /** {@return the format with that mark; empty where the first four bytes are no mark} */
    static Optional<BackupFormat> marked(byte[] first) {
        String mark = new String(first, StandardCharsets.ISO_8859_1);
        return Arrays.stream(values())
                .filter(format -> !format.magic.isEmpty() && format.magic.equals(mark))
                .findFirst();
    }

    /** {@return in a few words what it is, such as {@code a dump under zstd (DZV1)}} */
    public String title() {
        return title;
    }

    /** {@return how its name ends where others are to recognize it: {@code .dump}, {@code .backup} or {@code .tar}} */
    public String suffix() {
        return suffix;
    }

    /** {@return the product of Aura that exports it} */
    public BackupProduct product() {
        return suffix.equals(".tar") ? BackupProduct.AURA_DS : BackupProduct.AURA_DB;
    }

    /**
     * {@return whether Neo4j 5.26 can read the format; 2026.08 reads each} It says nothing about the store in it: a newer
     * store in an old format is refused by 5.26, too.
     */
    public boolean isReadByNeo4j5() {
        return this != BACKUP_ZSTD_3;
    }

    /** {@return whether it begins with metadata: name, time, extent} */
    boolean hasMetadata() {
        return suffix.equals(".backup");
    }

    /** {@return whether metadata are a version byte, those of version 1, and a map} */
    boolean hasExtendedMetadata() {
        return this == BACKUP_TAR_2 || this == BACKUP_ZSTD_2 || this == BACKUP_ZSTD_3;
    }

    /** {@return whether all but the mark and, in the newest, the metadata is in one zstd frame} */
    boolean isZstd() {
        return switch (this) {
            case DUMP_ZSTD, DUMP_ZSTD_LEGACY, BACKUP_ZSTD_1, BACKUP_ZSTD_2, BACKUP_ZSTD_3 -> true;
            default -> false;
        };
    }

    /** {@return whether all but the mark is in one member of gzip} */
    boolean isGzip() {
        return this == DUMP_GZIP || this == DUMP_GZIP_LEGACY || this == AURA_DS_TAR_GZIP;
    }

    /** {@return whether the metadata is under no checksum} */
    boolean hasBareMetadata() {
        return this == BACKUP_TAR_1 || this == BACKUP_TAR_2 || this == BACKUP_ZSTD_3;
    }
}
