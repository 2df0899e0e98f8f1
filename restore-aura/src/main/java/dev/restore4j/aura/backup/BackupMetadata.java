package dev.restore4j.aura.backup;

import dev.restore4j.aura.text.Sanitized;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.BitSet;

/**
 * What the header of a backup says.
 *
 * @param storeFormat fit for messages, such as {@code record-aligned-1.1}
 * @param database the name, fit for messages
 * @param takenAt when it was taken
 * @param isRecovered whether its transactions are applied to its store
 * @param extent all, or what changed
 */
record BackupMetadata(String storeFormat, String database, Instant takenAt, boolean isRecovered, BackupExtent extent) {

    private static final int STORE_ID_VERSION = 1;
    private static final int VERSION = 2;
    private static final int RECOVERED = 0;
    private static final int FULL = 2;
    private static final int UUID_LENGTH = 16;
    private static final int TIME_AND_RANDOM = 16;
    private static final int APPEND_INDEXES = 16;
    private static final int MOST_FIELDS = 1_000;
    private static final int LONGEST_FIELD = 64 * 1024 * 1024;

    static BackupMetadata read(BackupFormat format, DataInputStream in) throws IOException {
        if (!format.hasExtendedMetadata()) {
            return readBasic(in);
        }
        int version = in.readUnsignedByte();
        if (version != VERSION) {
            throw Damage.damaged("Its metadata are of version " + version + "; 2 is known");
        }
        BackupMetadata metadata = readBasic(in);
        passFields(in);
        return metadata;
    }

    private static BackupMetadata readBasic(DataInputStream in) throws IOException {
        String storeFormat = readStoreFormat(in);
        int idLength = in.readUnsignedByte();
        if (idLength != UUID_LENGTH) {
            throw Damage.damaged("Its metadata have an id of a database with " + idLength + " bytes, and not 16");
        }
        in.skipNBytes(UUID_LENGTH);
        String database = DatabaseName.of(text(in));
        if (database.isBlank()) {
            throw Damage.damaged("Its metadata have no name of a database");
        }
        Instant takenAt = time(in.readLong());
        in.skipNBytes(APPEND_INDEXES);
        BitSet flags = BitSet.valueOf(bytes(in));
        return new BackupMetadata(
                storeFormat,
                database,
                takenAt,
                flags.get(RECOVERED),
                flags.get(FULL) ? BackupExtent.FULL : BackupExtent.DIFFERENTIAL);
    }

    private static String readStoreFormat(DataInputStream in) throws IOException {
        int version = in.readUnsignedByte();
        if (version != STORE_ID_VERSION) {
            throw Damage.damaged("Its metadata have an id of a store of version " + version + "; 1 is known");
        }
        in.skipNBytes(TIME_AND_RANDOM);
        String format = text(in) + "-" + text(in);
        return Sanitized.text(format + "-" + in.readByte() + "." + in.readByte());
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(bytes(in), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readUnsignedByte()];
        in.readFully(bytes);
        return bytes;
    }

    private static Instant time(long seconds) throws Damage {
        try {
            return Instant.ofEpochSecond(seconds);
        } catch (DateTimeException e) {
            throw Damage.damaged("Its metadata have a time that there never is");
        }
    }

    /** Roles and privileges, under keys of their own; nothing here depends on them. */
    private static void passFields(DataInputStream in) throws IOException {
        int count = length(in.readInt(), MOST_FIELDS);
        for (int i = 0; i < 2 * count; i++) {
            in.skipNBytes(length(in.readInt(), LONGEST_FIELD));
        }
    }

    private static int length(int value, int most) throws Damage {
        if (value < 0 || value > most) {
            throw Damage.damaged("Its metadata say that " + value + " more follow, which cannot be");
        }
        return value;
    }
}
