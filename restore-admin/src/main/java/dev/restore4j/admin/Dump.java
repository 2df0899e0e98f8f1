package dev.restore4j.admin;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;

/** A dump that was made, verified and put in its place. Immutable. */
public final class Dump {

    private final String database;
    private final Path path;
    private final long size;
    private final long crc32;
    private final DumpFile.Header header;
    private final CheckReport verification;
    private final Duration took;

    Dump(String database, Content content, CheckReport verification, Duration took) {
        this.database = database;
        this.path = content.path();
        this.size = content.size();
        this.crc32 = content.crc32();
        this.header = content.header();
        this.verification = verification;
        this.took = took;
    }

    /** What is in the file. */
    record Content(Path path, long size, long crc32, DumpFile.Header header) {}

    /** {@return the database that was dumped} */
    public String database() {
        return database;
    }

    /** {@return the file} */
    public Path path() {
        return path;
    }

    /** {@return the file's size in bytes} */
    public long size() {
        return size;
    }

    /** {@return the CRC32 of the file, as of {@link java.util.zip.CRC32}} */
    public long crc32() {
        return crc32;
    }

    /** {@return how many files are in it; empty where the dump does not tell} */
    public OptionalLong files() {
        return header.files();
    }

    /**
     * {@return how many bytes are in it, unpacked, which is what Aura compares with the size of an instance; empty where the dump
     * does not tell}
     */
    public OptionalLong bytes() {
        return header.bytes();
    }

    /** {@return the check of the file, which was unpacked for it} */
    public CheckReport verification() {
        return verification;
    }

    /** {@return how long making and checking took} */
    public Duration took() {
        return took;
    }

    @Override
    public String toString() {
        return path + ", " + Texts.size(size) + ", a dump of " + database + " verified by neo4j-admin "
                + verification.tool();
    }
}
