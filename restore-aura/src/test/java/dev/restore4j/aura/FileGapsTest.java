package dev.restore4j.aura;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.Assessment;
import dev.restore4j.aura.FileWorld.End;
import dev.restore4j.aura.backup.BackupFormat;
import dev.restore4j.aura.backup.Samples;
import dev.restore4j.journal.FileJournal;
import dev.restore4j.journal.JournalEntry;
import dev.restore4j.operation.Finding;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a file cannot prove, and what its beginning does not tell, is said before and after. */
class FileGapsTest extends FileScene {

    private static final Set<BackupFormat> BARE = EnumSet.of(BackupFormat.BACKUP_TAR_1, BackupFormat.BACKUP_TAR_2);

    private FileWorld world(byte[] content) throws IOException {
        FileWorld world = world("gcp");
        world.write(content);
        return world;
    }

    private static Assessment assessed(FileWorld world) {
        try (AuraClient client = world.client()) {
            return world.plan(client).assess();
        }
    }

    private static String prepared(FileWorld world) {
        return FileJournal.at(world.journal()).list().stream()
                .flatMap(log -> log.entries().stream())
                .filter(entry -> entry.type().equals("prepared"))
                .map((JournalEntry entry) -> entry.value("message").orElse(""))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatHasNoChecksumIsSaidBefore() throws Exception {
        for (BackupFormat format : BackupFormat.values()) {
            boolean warned = assessed(world(Samples.of(format))).findings().stream()
                    .map(Finding::code)
                    .anyMatch("file-without-checksum"::equals);
            assertThat(warned).as(format.name()).isEqualTo(BARE.contains(format));
        }
        assertThat(assessed(world(Samples.withoutChecksum())).findings())
                .extracting(Finding::code)
                .contains("file-without-checksum");
    }

    @Test
    void whatCouldNotBeProvenIsSaidOfWhatWasSent() throws Exception {
        FileWorld world = world(Samples.of(BackupFormat.BACKUP_TAR_1));

        assertThat(world.run()).hasToString("COMPLETED YES");

        assertThat(prepared(world))
                .contains(
                        "was verified and sent; not provable: its contents are under no checksum, its name and time are"
                                + " under no checksum, it does not say how many files it has; Aura was not");
    }

    @Test
    void whatWasProvenWhollyHasNoGaps() throws Exception {
        FileWorld world = world(Samples.of(BackupFormat.DUMP_ZSTD));

        assertThat(world.run()).hasToString("COMPLETED YES");

        assertThat(prepared(world)).contains("was verified and sent; Aura was not");
    }

    @Test
    void aDumpFarBehindTheBeginningOfAGzipIsNotTakenForAnotherKind() throws Exception {
        FileWorld world = world(Samples.dumpBehindModels());
        Assessment assessment = assessed(world);
        assertThat(assessment.source().description()).contains("of AuraDS or a dump of Neo4j 4");
        assertThat(assessment.findings())
                .filteredOn(finding -> finding.code().equals("product-unknown"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("before anything is sent", "type '"));

        End end = world.run();

        assertThat(end).hasToString("REJECTED NO wrong-product");
        assertThat(end.message()).contains("a tar of AuraDS under gzip", "no AuraDS", "Nothing was sent");
        assertThat(world.received()).isEmpty();
        assertThat(world.stored()).isEmpty();
    }

    @Test
    void itIsSentToAnAuraDsWithTheSizeOfItsDump() throws Exception {
        FileWorld world = FileWorld.in(
                loopback,
                directory,
                "science",
                spec -> spec.name("science").region("gcp", "here").type("enterprise-ds"));
        world.write(Samples.dumpBehindModels());

        End end = world.run();

        assertThat(end).as(end.message()).hasToString("COMPLETED YES");
        assertThat(world.received())
                .singleElement()
                .satisfies(
                        received -> assertThat(received.announced().fullSize()).isEqualTo(Samples.unpackedBytes()));
        assertThat(end.error()).isNull();
    }
}
