package dev.restore4j.aura.backup;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file of one of the formats, unpacked to where its tar begins. */
final class Opened implements AutoCloseable {

    private static final int MARK = 4;
    private static final String INNER_MARK = "zstd";

    private final BackupFormat format;
    private @Nullable BackupMetadata metadata;
    private @Nullable Counts counts;
    private @Nullable Layer layer;
    private TarWalk tar;

    private Opened(BackupFormat format, InputStream in) throws IOException {
        this.format = format;
        this.tar = new TarWalk(in);
        try {
            open(new DataInputStream(in));
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /**
     * {@return the file that begins here}
     *
     * <p>A gzip without a mark is a {@link BackupFormat#DUMP_GZIP_LEGACY} here, and may be the tar of AuraDS.
     *
     * @throws Damage if it is none, or its header is broken
     */
    static Opened of(BufferedInputStream in) throws IOException {
        in.mark(TarHeader.BLOCK);
        byte[] first = in.readNBytes(MARK);
        Optional<BackupFormat> marked = BackupFormat.marked(first);
        if (marked.isPresent()) {
            return new Opened(marked.get(), in);
        }
        refuseWhatIsNone(first);
        if (ZstdFrame.isFrame(first)) {
            in.reset();
            return new Opened(BackupFormat.DUMP_ZSTD_LEGACY, in);
        }
        if (GzipMember.isMember(first)) {
            in.reset();
            return new Opened(BackupFormat.DUMP_GZIP_LEGACY, in);
        }
        in.reset();
        byte[] block = in.readNBytes(TarHeader.BLOCK);
        if (block.length == TarHeader.BLOCK && TarHeader.hasRightSum(block)) {
            in.reset();
            return new Opened(BackupFormat.AURA_DS_TAR, in);
        }
        throw Damage.unknown("It is no file that a database can be restored from: its first bytes are " + Hex.of(first)
                + (block.length < TarHeader.BLOCK ? ", of " + block.length : ""));
    }

    private static void refuseWhatIsNone(byte[] first) throws Damage {
        if (first.length < MARK) {
            throw Damage.truncated("It has " + first.length + " bytes, which is less than any header");
        }
        String mark = new String(first, StandardCharsets.ISO_8859_1);
        if (mark.equals("SMV1") || mark.equals("SDV1")) {
            throw Damage.split("It is one piece of a dump that was split (" + mark + "), and nobody takes pieces");
        }
    }

    private void open(DataInputStream in) throws IOException {
        if (format.hasMetadata() && format.hasBareMetadata()) {
            metadata = BackupMetadata.read(format, in);
        }
        if (format.isGzip()) {
            layer = new GzipMember(in);
            tar = new TarWalk(layer);
        } else if (format.isZstd()) {
            ZstdFrame frame = new ZstdFrame(in);
            layer = frame;
            tar = new TarWalk(frame);
            openFrame(new DataInputStream(frame));
        }
    }

    private void openFrame(DataInputStream in) throws IOException {
        byte[] mark = in.readNBytes(INNER_MARK.length());
        if (!Arrays.equals(mark, INNER_MARK.getBytes(StandardCharsets.US_ASCII))) {
            String what = "It is a zstd frame, but of something else: it begins with " + Hex.of(mark);
            throw format == BackupFormat.DUMP_ZSTD_LEGACY ? Damage.unknown(what) : Damage.damaged(what);
        }
        if (format.hasMetadata() && !format.hasBareMetadata()) {
            metadata = BackupMetadata.read(format, in);
        }
        counts = Counts.read(in);
    }

    BackupFormat format() {
        return format;
    }

    Optional<BackupMetadata> metadata() {
        return Optional.ofNullable(metadata);
    }

    /** {@return what the header says of the tar, where it does; only formats under zstd can} */
    Optional<Counts> counts() {
        return Optional.ofNullable(counts).filter(Counts::isKnown);
    }

    /** {@return the tar; the bytes that it is read from end where the layer ends} */
    TarWalk tar() {
        return tar;
    }

    /** {@return what the tar is packed in; empty where it is in the file as it is} */
    Optional<Layer> layer() {
        return Optional.ofNullable(layer);
    }

    /** {@return whether each byte of its tar is under a checksum} */
    boolean isChecksummed() {
        return layer != null && layer.isChecksummed();
    }

    @Override
    public void close() {
        if (layer != null) {
            layer.close();
        }
    }
}
