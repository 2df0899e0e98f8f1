package dev.restore4j.aura.backup;

/** Something that {@link BackupFile#verify()} cannot prove, because the file has nothing to prove it by. More may come. */
public enum BackupGap {

    /**
     * The contents are under no checksum: a byte that changed in the midst of a file of the store is not found. So are
     * {@code BTV1}, {@code BTV2}, and a zstd frame without its checksum.
     */
    NO_CHECKSUM_OF_CONTENTS,

    /** Name, time and extent are under no checksum: {@code BTV1}, {@code BTV2} and {@code BZV3}. */
    NO_CHECKSUM_OF_METADATA,

    /**
     * The header has no numbers to compare with. So is all that is not under zstd, and a backup whose writer did not count.
     */
    NO_COUNTS,

    /** What a plain tar holds beside the dump is under no checksum. */
    NO_CHECKSUM_BESIDE_THE_DUMP
}
