package dev.restore4j.aura.backup;

/** Something that {@link BackupFile#verify()} proved. More may come. */
public enum BackupCheck {

    /** Each byte of the contents is under a checksum of zstd (XXH64), and the checksum is right. */
    FRAME_CHECKSUM,

    /** Each byte of the contents is under a checksum of gzip (CRC32, and the length), and both are right. */
    GZIP_CHECKSUM,

    /** Each header of the tar has the right sum, each file its length, and the end of the archive is there. */
    TAR_STRUCTURE,

    /** As many files and bytes as the header says. */
    COUNTS,

    /** The dump in the tar was looked through as a file of its own would be. */
    INNER_DUMP,

    /** Nothing follows: no second frame, no frame to be skipped, no bytes; behind a tar zeros only, in whole blocks. */
    NOTHING_TRAILING
}
