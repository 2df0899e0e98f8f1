package dev.restore4j.aura.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the header of a backup says, and what no header says. */
class MetadataTest {

    /** Where the parts of {@link Samples#metadata} are. */
    private static final int ID_LENGTH = 34;

    private static final int NAME = ID_LENGTH + 1 + 16 + 1;

    private static BackupMetadata read(BackupFormat format, byte[] bytes) throws IOException {
        return BackupMetadata.read(format, new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    private static byte[] changed(int at, int value) {
        byte[] bytes = Samples.metadata(BackupExtent.FULL);
        bytes[at < 0 ? bytes.length + at : at] = (byte) value;
        return bytes;
    }

    private static void assertDamaged(BackupFormat format, byte[] bytes, String words) {
        assertThatThrownBy(() -> read(format, bytes)).isInstanceOf(Damage.class).hasMessageContaining(words);
    }

    @ParameterizedTest
    @CsvSource({
        "0b000, false, DIFFERENTIAL",
        "0b001, true, DIFFERENTIAL",
        "0b010, false, DIFFERENTIAL",
        "0b100, false, FULL",
        "0b101, true, FULL"
    })
    void eachFlagSaysOneThing(String flags, boolean recovered, BackupExtent extent) throws IOException {
        BackupMetadata metadata = read(BackupFormat.BACKUP_TAR_1, changed(-1, Integer.parseInt(flags.substring(2), 2)));

        assertThat(metadata.isRecovered()).isEqualTo(recovered);
        assertThat(metadata.extent()).isEqualTo(extent);
    }

    @Test
    void whatNoHeaderSaysIsDamage() {
        assertDamaged(BackupFormat.BACKUP_TAR_1, changed(0, 2), "id of a store of version 2");
        assertDamaged(BackupFormat.BACKUP_TAR_1, changed(ID_LENGTH, 15), "with 15 bytes, and not 16");
        byte[] blank = Samples.metadata(BackupExtent.FULL);
        java.util.Arrays.fill(blank, NAME, NAME + Samples.DATABASE.length(), (byte) ' ');
        assertDamaged(BackupFormat.BACKUP_TAR_1, blank, "no name of a database");
        int time = NAME + Samples.DATABASE.length();
        assertDamaged(BackupFormat.BACKUP_TAR_1, changed(time, 0x7F), "a time that there never is");
        assertDamaged(
                BackupFormat.BACKUP_TAR_2,
                Samples.join(new byte[] {3}, Samples.metadata(BackupExtent.FULL)),
                "metadata are of version 3");
    }

    private static byte[] extended(byte[]... fields) {
        return Samples.join(new byte[] {2}, Samples.metadata(BackupExtent.FULL), Samples.join(fields));
    }

    @Test
    void fieldsAreCountedAndMeasured() throws IOException {
        byte[] most = new byte[2 * 1_000 * Integer.BYTES];
        assertThat(read(BackupFormat.BACKUP_TAR_2, extended(Samples.ints(1_000), most))
                        .database())
                .isEqualTo(Samples.DATABASE);
        for (int count : new int[] {-1, 1_001}) {
            assertDamaged(BackupFormat.BACKUP_TAR_2, extended(Samples.ints(count), most), count + " more follow");
        }
        for (int length : new int[] {-1, 64 * 1024 * 1024 + 1}) {
            assertDamaged(
                    BackupFormat.BACKUP_TAR_2,
                    extended(Samples.ints(1), Samples.ints(length), new byte[10]),
                    length + " more follow");
        }
    }
}
