package dev.restore4j.aura.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.error.RestoreRejectedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tar with a dump in it, wherever the dump is. */
class TarOfAuraDsTest {

    /** More than is looked through at first, which nobody can compress. */
    private static final byte[] MODELS = Samples.noise(1_500_000, 9);

    @TempDir
    private Path directory;

    private BackupFile file(byte[] bytes) throws IOException {
        return BackupFile.inspect(Files.write(directory.resolve("export.tar.gz"), bytes));
    }

    private static byte[] modelsFirst() {
        return new TarBytes()
                .file("export/models.bin", MODELS)
                .file("export/orders.dump", Samples.of(BackupFormat.DUMP_ZSTD))
                .end();
    }

    @Test
    void aDumpFarBehindTheBeginningOfAGzipIsFoundOutByReadingAll() throws IOException {
        BackupFile file = file(Samples.gzip(modelsFirst()));

        assertThat(file.isKindKnown()).isFalse();
        assertThat(file.title()).isEqualTo("a tar under gzip, of AuraDS or a dump of Neo4j 4");
        assertThat(file).hasToString("export.tar.gz, " + file.title() + ", " + file.size() + " bytes");
        BackupProof proof = file.verify();
        assertThat(proof.format()).isEqualTo(BackupFormat.AURA_DS_TAR_GZIP);
        assertThat(proof.checks()).containsExactlyInAnyOrder(BackupCheck.values());
        assertThat(proof.gaps()).isEmpty();
        assertThat(proof.fileCount()).isEqualTo(Samples.FILES);
        assertThat(proof.uncompressedBytes()).isEqualTo(Samples.bytes());
        assertThat(proof.isOf(file)).isTrue();
    }

    @Test
    void whereItIsDoesNotMatterWithoutGzip() throws IOException {
        BackupFile file = file(modelsFirst());

        assertThat(file.isKindKnown()).isTrue();
        assertThat(file.format()).isEqualTo(BackupFormat.AURA_DS_TAR);
        assertThat(file.verify().format()).isEqualTo(BackupFormat.AURA_DS_TAR);
    }

    @Test
    void aLargeDumpOfNeo4j4IsKnownByAFileOfItsStore() throws IOException {
        byte[] store = new TarBytes()
                .directory("./")
                .file("./neostore.nodestore.db", MODELS)
                .end();
        BackupFile known = file(Samples.gzip(store));

        assertThat(known.isKindKnown()).isTrue();
        assertThat(known.title()).isEqualTo(BackupFormat.DUMP_GZIP_LEGACY.title());
        assertThat(known.verify().format()).isEqualTo(BackupFormat.DUMP_GZIP_LEGACY);
    }

    @Test
    void oneThatBeginsWithAnIndexIsFoundOutByReadingAll() throws IOException {
        byte[] store = new TarBytes()
                .file("./schema/index-1", MODELS)
                .file("./neostore", new byte[3])
                .end();
        BackupFile file = file(Samples.gzip(store));

        assertThat(file.isKindKnown()).isFalse();
        BackupProof proof = file.verify();
        assertThat(proof.format()).isEqualTo(BackupFormat.DUMP_GZIP_LEGACY);
        assertThat(proof.fileCount()).isEqualTo(2);
        assertThat(proof.gaps()).containsExactly(BackupGap.NO_COUNTS);
        assertThat(proof.isOf(file)).isTrue();
    }

    @Test
    void aProofOfAnotherKindIsNone() throws IOException {
        BackupProof proof = file(Samples.of(BackupFormat.DUMP_GZIP_LEGACY)).verify();
        BackupFile known = file(Samples.of(BackupFormat.DUMP_GZIP_LEGACY));
        Files.setLastModifiedTime(known.path(), java.nio.file.attribute.FileTime.from(proof.modified()));
        BackupFile same = BackupFile.inspect(known.path());
        BackupProof other = BackupProof.parse(proof.toText().replace("DUMP_GZIP_LEGACY", "AURA_DS_TAR_GZIP"))
                .orElseThrow();

        assertThat(proof.isOf(same)).isTrue();
        assertThat(other.isOf(same)).isFalse();
    }

    @Test
    void twoDumpsAreOneTooMany() throws IOException {
        byte[] tar = new TarBytes()
                .file("export/orders.dump", Samples.of(BackupFormat.DUMP_ZSTD))
                .file("export/._orders.dump", Samples.noise(300, 7))
                .file("export/customers.dump", Samples.of(BackupFormat.DUMP_ZSTD))
                .end();
        for (byte[] packed : new byte[][] {tar, Samples.gzip(tar)}) {
            BackupFile file = file(packed);

            RestoreRejectedException no = catchThrowableOfType(RestoreRejectedException.class, file::verify);

            assertThat(no.code()).isEqualTo("file-kind-unknown");
            assertThat(no)
                    .hasMessageContainingAll(
                            "two dumps, export/orders.dump and export/customers.dump", "take that one out of it");
        }
    }

    @Test
    void aTarInATarIsNoDump() throws IOException {
        byte[] inner = Samples.gzip(new TarBytes().file("a.dump", new byte[3]).end());
        BackupFile file = file(new TarBytes().file("b.dump", inner).end());

        RestoreRejectedException no = catchThrowableOfType(RestoreRejectedException.class, file::verify);

        assertThat(no.code()).isEqualTo("file-kind-unknown");
        assertThat(no).hasMessageContaining("a tar in it that has a.dump");
    }
}
