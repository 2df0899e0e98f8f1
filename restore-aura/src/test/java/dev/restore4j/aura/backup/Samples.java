package dev.restore4j.aura.backup;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** A file of each format, written byte by byte. That the real tool takes them is shown where there is one. */
public final class Samples {

    public static final String DATABASE = "orders";
    public static final Instant TAKEN_AT = Instant.parse("2026-11-19T23:15:42Z");
    static final int FILES = 3;

    private Samples() {}

    /** {@return a file of that format} */
    public static byte[] of(BackupFormat format) {
        return of(format, BackupExtent.FULL);
    }

    public static byte[] of(BackupFormat format, BackupExtent extent) {
        byte[] counts = join(ints(1), longs(FILES), longs(bytes()));
        return switch (format) {
            case DUMP_ZSTD -> join(ascii("DZV1"), zstd(counts, store()));
            case DUMP_GZIP -> join(ascii("DGV1"), gzip(store()));
            case DUMP_ZSTD_LEGACY -> zstd(counts, store());
            case DUMP_GZIP_LEGACY -> gzip(store());
            case BACKUP_TAR_1 -> join(ascii("BTV1"), metadata(extent), store());
            case BACKUP_TAR_2 -> join(ascii("BTV2"), extended(extent), store());
            case BACKUP_ZSTD_1 -> join(ascii("BZV1"), zstd(metadata(extent), counts, store()));
            case BACKUP_ZSTD_2 -> join(ascii("BZV2"), zstd(extended(extent), counts, store()));
            case BACKUP_ZSTD_3 -> join(ascii("BZV3"), extended(extent), zstd(counts, store()));
            case AURA_DS_TAR -> auraDs();
            case AURA_DS_TAR_GZIP -> gzip(auraDs());
        };
    }

    /** {@return a dump whose frame has no checksum} */
    public static byte[] withoutChecksum() {
        byte[] counts = join(ints(1), longs(FILES), longs(bytes()));
        return join(ascii("DZV1"), frame(false, ascii("zstd"), counts, store()));
    }

    /** {@return a tar of AuraDS under gzip, whose dump is behind more than is looked through at first} */
    public static byte[] dumpBehindModels() {
        return gzip(new TarBytes()
                .file("export/models.bin", noise(1_500_000, 9))
                .file("export/" + DATABASE + ".dump", of(BackupFormat.DUMP_ZSTD))
                .end());
    }

    /** {@return how many bytes the files of each store have} */
    public static long unpackedBytes() {
        return bytes();
    }

    /** {@return how many bytes of a plain header are before the zstd frame, which has the checksum} */
    static int bareBytes(BackupFormat format) {
        return format == BackupFormat.BACKUP_ZSTD_3 ? 4 + extended(BackupExtent.FULL).length : 0;
    }

    static byte[] auraDs() {
        return new TarBytes()
                .directory("export/")
                .file("export/graphs.json", noise(700, 5))
                .file("export/" + DATABASE + ".dump", of(BackupFormat.DUMP_ZSTD))
                .end();
    }

    /** {@return the tar of a store: half of it can be compressed} */
    static byte[] store() {
        return new TarBytes()
                .directory("./")
                .file("./neostore", noise(4_000, 1))
                .directory("./schema/")
                .file("./schema/index-1", new byte[9_000])
                .file("./neostore.transaction.db.0", noise(7_111, 2))
                .end();
    }

    static long bytes() {
        return 4_000 + 9_000 + 7_111;
    }

    static byte[] noise(int length, int seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static byte[] metadata(BackupExtent extent) {
        byte[] storeId = join(new byte[] {1}, longs(1_795_000_000_000L), longs(42), text("record"), text("aligned"));
        byte[] id = join(storeId, new byte[] {1, 1, 16}, longs(0x1122334455667788L), longs(0x99AABBCCDDEEFF00L));
        byte[] flags = {1, (byte) (extent == BackupExtent.FULL ? 0b111 : 0b011)};
        return join(id, text(DATABASE), longs(TAKEN_AT.getEpochSecond()), longs(3), longs(17), flags);
    }

    static byte[] extended(BackupExtent extent) {
        byte[] key = ascii("metadataScript");
        byte[] value = ascii("CREATE DATABASE $database WAIT;");
        return join(new byte[] {2}, metadata(extent), ints(1), ints(key.length), key, ints(value.length), value);
    }

    /** {@return one frame, as Neo4j writes it: with the mark, and with a checksum} */
    static byte[] zstd(byte[]... contents) {
        return frame(true, ascii("zstd"), join(contents));
    }

    static byte[] frame(boolean checksum, byte[]... contents) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZstdOutputStream zstd = new ZstdOutputStream(out).setChecksum(checksum)) {
            write(zstd, contents);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    static byte[] gzip(byte[] contents) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(contents);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static void write(OutputStream out, byte[]... contents) throws IOException {
        for (byte[] bytes : contents) {
            out.write(bytes);
        }
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] text(String text) {
        return join(new byte[] {(byte) text.length()}, ascii(text));
    }

    static byte[] ints(int value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            new DataOutputStream(out).writeInt(value);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    static byte[] longs(long value) {
        return join(ints((int) (value >>> 32)), ints((int) value));
    }
}
