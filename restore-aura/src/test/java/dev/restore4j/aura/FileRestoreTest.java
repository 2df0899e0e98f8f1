package dev.restore4j.aura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.Assessment;
import dev.restore4j.ConfirmedRestore;
import dev.restore4j.RestoreOperation;
import dev.restore4j.RestorePlan;
import dev.restore4j.aura.FileWorld.End;
import dev.restore4j.aura.backup.BackupExtent;
import dev.restore4j.aura.backup.BackupFormat;
import dev.restore4j.aura.backup.Samples;
import dev.restore4j.error.AccessException;
import dev.restore4j.error.RestoreCancelledException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.event.RestoreEvent.Progressed;
import dev.restore4j.journal.FileJournal;
import dev.restore4j.journal.PrivateNotes;
import dev.restore4j.operation.Actor;
import dev.restore4j.operation.DataLoss;
import dev.restore4j.operation.DatabaseLogin;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.testkit.ReceivedImport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A backup file of this machine becomes an instance's data, or nothing is touched and it is said why. */
class FileRestoreTest extends FileScene {

    private static long crc32(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return crc.getValue();
    }

    private static List<String> phases(FileWorld world) {
        return world.events().stream()
                .filter(Progressed.class::isInstance)
                .map(event -> ((Progressed) event).progress().phase())
                .distinct()
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gcp", "aws"})
    void theFileBecomesTheDataOnce(String cloud) throws Exception {
        FileWorld world = world(cloud);

        End end = world.run();

        assertThat(end).as(end.message()).hasToString("COMPLETED YES");
        ReceivedImport received = world.received().get(0);
        assertThat(world.received()).hasSize(1);
        assertThat(received.completions()).isOne();
        assertThat(received.crc32()).isEqualTo(OptionalLong.of(crc32(Files.readAllBytes(world.file()))));
        assertThat(received.announced().fullSize()).isGreaterThan(0);
        assertThat(world.instance().content()).startsWith("import:");
        // what it went on under is gone, and what it has proven stays
        assertThat(world.privateNotes()).noneMatch(name -> name.startsWith("upload-"));
        assertThat(world.privateNotes()).anyMatch(name -> name.startsWith("proof-"));
    }

    @Test
    void aFileIsVerifiedOnce() throws Exception {
        FileWorld world = world("gcp");
        assertThat(world.run()).hasToString("COMPLETED YES");
        assertThat(phases(world)).contains("upload");
        String name = world.privateNotes().stream()
                .filter(note -> note.startsWith("proof-"))
                .findFirst()
                .orElseThrow();
        Path proof = world.journal().resolve("private").resolve(name + ".private");
        FileTime proven = Files.getLastModifiedTime(proof);

        try (AuraClient client = world.client()) {
            Assessment second = world.plan(client).named("AGAIN").assess();
            assertThat(second.estimate().orElseThrow().basis()).contains("which was done before");
            assertThat(second.confirm().execute().state()).hasToString("COMPLETED");
        }
        assertThat(Files.getLastModifiedTime(proof)).isEqualTo(proven);
        assertThat(world.imports()).isEqualTo(2);
    }

    @Test
    void whatAnOperationLeftThatIsOverIsTidiedUpByTheNext() throws Exception {
        FileWorld world = world("gcp");
        PrivateNotes notes = FileJournal.at(world.journal()).privateNotes().orElseThrow();
        OperationId over;
        try (AuraClient client = world.client()) {
            over = world.plan(client).confirm().execute().id();
        }
        notes.write("upload-" + over, "its process died before it could delete this");
        notes.write("upload-of-nobody", "");

        try (AuraClient client = world.client()) {
            world.plan(client).named("AGAIN").confirm().execute();
        }
        assertThat(notes.names()).isNotEmpty().noneMatch(name -> name.startsWith("upload-"));
    }

    @Test
    void aProofOfAnotherFileUnderTheSameNameProvesNothing() throws Exception {
        FileWorld world = world("gcp");
        Path proven = world.file().resolveSibling("proven.dump");
        Path damaged = world.file().resolveSibling("damaged.dump");
        Files.copy(world.file(), proven);
        byte[] bytes = Files.readAllBytes(world.file());
        bytes[bytes.length - 2] ^= 1;
        Files.write(damaged, bytes);
        Files.setLastModifiedTime(damaged, Files.getLastModifiedTime(proven));
        Files.delete(world.file());
        Files.createSymbolicLink(world.file(), proven);
        assertThat(world.run()).hasToString("COMPLETED YES");

        Files.delete(world.file());
        Files.createSymbolicLink(world.file(), damaged);
        try (AuraClient client = world.client()) {
            RestorePlan again = world.plan(client).named("AGAIN");

            assertThat(FileWorld.run(() -> again.confirm().execute())).hasToString("PLANNED NO file-damaged");
        }
        assertThat(world.imports()).isOne();
    }

    @Test
    void withoutAnApiKeyItIsTheSame() throws Exception {
        FileWorld world = world("aws");

        try (AuraTarget target = world.target()) {
            RestoreResult result = RestorePlan.from(target.backupFile(world.file()))
                    .into(target)
                    .confirm()
                    .execute();

            assertThat(result.state()).hasToString("COMPLETED");
        }
        assertThat(world.imports()).isOne();
    }

    @Test
    void theAssessmentTellsWhatTheFileIsWhatIsLostAndHowLongItTakes() throws Exception {
        FileWorld world = world("gcp");
        Files.setLastModifiedTime(world.file(), FileTime.from(Instant.parse("2026-02-28T15:00:00Z")));

        try (AuraClient client = world.client()) {
            Assessment assessment = world.plan(client).assess();

            assertThat(assessment.toString())
                    .contains("Restore file " + world.file() + ": a dump under zstd (DZV1)")
                    .contains(
                            "data loss: everything that the target has and the source has not; how old the source is, is"
                                    + " not known (its file is of 2026-02-28 15:00Z)")
                    .contains("takes:     about 5 min")
                    .contains("as Neo4j's own uploader estimates");
            assertThat(assessment.dataLoss().orElseThrow().extent()).isEqualTo(DataLoss.Extent.EVERYTHING_UNDATED);
            assertThat(assessment.findings())
                    .extracting(Finding::code)
                    .containsExactlyInAnyOrder("restore-point-assumed", "file-version-unknown");
        }
        assertThat(world.stored()).isEmpty();
        assertThat(world.received()).isEmpty();
    }

    @Test
    void aBackupSaysWhenItWasTaken() throws Exception {
        FileWorld world = world("gcp");
        world.write(Samples.of(BackupFormat.BACKUP_ZSTD_1));

        try (AuraClient client = world.client()) {
            Assessment assessment = world.plan(client).assess();

            assertThat(assessment.source().restorePoint()).isEqualTo(Samples.TAKEN_AT);
            assertThat(assessment.source().description()).contains("of database '" + Samples.DATABASE + "'");
            assertThat(assessment.findings()).extracting(Finding::code).doesNotContain("restore-point-assumed");
        }
    }

    private void mustBeBlocked(FileWorld world, String code) {
        try (AuraClient client = world.client()) {
            RestoreRejectedException no = catchThrowableOfType(
                    RestoreRejectedException.class, () -> world.plan(client).confirm());

            assertThat(no.code()).isEqualTo(code);
            assertThat(no).hasMessageContaining(world.file().toString());
        }
        assertThat(world.stored()).isEmpty();
        assertThat(world.received()).isEmpty();
    }

    @Test
    void aDifferentialBackupIsBlocked() throws Exception {
        FileWorld world = world("gcp");
        world.write(Samples.of(BackupFormat.BACKUP_ZSTD_1, BackupExtent.DIFFERENTIAL));

        mustBeBlocked(world, "file-differential");
    }

    @Test
    void aFileOfAnotherProductIsBlocked() throws Exception {
        FileWorld world = world("gcp");
        world.write(Samples.of(BackupFormat.AURA_DS_TAR));

        mustBeBlocked(world, "wrong-product");
    }

    @ParameterizedTest
    @CsvSource({"missing, file-missing", "directory, file-is-directory", "empty, file-empty", "junk, file-kind-unknown"
    })
    void whatIsNoBackupIsRefusedBeforeAnythingIsAsked(String what, String code) throws Exception {
        FileWorld world = world("gcp");
        switch (what) {
            case "empty" -> world.write(new byte[0]);
            case "junk" ->
                world.write("this is no archive".repeat(10).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            default -> Files.delete(world.file());
        }
        if (what.equals("directory")) {
            Files.createDirectory(world.file());
        }

        mustBeBlocked(world, code);
    }

    @Test
    void aCutFileIsFoundBeforeTheFirstByteIsSent() throws Exception {
        FileWorld world = world("aws");
        byte[] whole = Files.readAllBytes(world.file());
        world.write(Arrays.copyOf(whole, whole.length - 3));

        End end = world.run();

        assertThat(end).as(end.message()).hasToString("REJECTED NO file-truncated");
        assertThat(end.message()).contains(world.file().toString());
        assertThat(world.stored()).isEmpty();
        assertThat(world.received()).isEmpty();
    }

    @Test
    void aFileThatChangedSinceItWasConfirmedIsNotSent() throws Exception {
        FileWorld world = world("gcp");
        try (AuraClient client = world.client()) {
            ConfirmedRestore confirmed = world.plan(client).confirm();
            world.write(Samples.of(BackupFormat.BACKUP_ZSTD_1));

            End end = FileWorld.run(confirmed::execute);

            assertThat(end).hasToString("REJECTED NO file-changed");
            assertThat(end.message()).contains("size was ");
        }
        assertThat(world.stored()).isEmpty();
    }

    @Test
    void aPlainInstanceIsToldThatItTakesTheLogin() throws Exception {
        FileWorld world = world("gcp");
        try (AuraClient client = world.client()) {
            RestoreRejectedException no = catchThrowableOfType(
                    RestoreRejectedException.class,
                    () -> RestorePlan.from(client.backupFile(world.file()))
                            .into(client.instance(world.instance().id()))
                            .assess());

            assertThat(no.code()).isEqualTo("login-missing");
            assertThat(no).hasMessageContaining("withLogin");
        }
    }

    @Test
    void aWrongPasswordSendsNothingAndTheRightOneGoesOn() throws Exception {
        FileWorld world = world("gcp");
        try (AuraClient client = world.client()) {
            RestorePlan wrong = RestorePlan.from(client.backupFile(world.file()))
                    .into(client.instance(world.instance().id())
                            .withLogin(() -> DatabaseLogin.of(world.instance().user(), "not-the-password")))
                    .named("FROM-FILE");
            RestoreOperation operation = wrong.confirm().start();
            AccessException refused = catchThrowableOfType(AccessException.class, operation::await);
            assertThat(refused).hasMessageNotContaining("not-the-password");
            assertThat(world.stored()).isEmpty();
        }

        assertThat(world.run()).hasToString("COMPLETED YES");
        assertThat(world.imports()).isOne();
    }

    @Test
    void whoCancelsWhileItIsSentLeavesNothing() throws Exception {
        FileWorld world = world("aws");
        loopback.aura()
                .stores()
                .faults()
                .next(dev.restore4j.testkit.store.StoreFault.stallAfter(10))
                .onPart(1);
        try (AuraClient client = world.client()) {
            RestoreOperation operation = world.plan(client).confirm().start();
            while (world.privateNotes().stream().noneMatch(name -> name.startsWith("upload-"))) {
                loopback.time().sleep(java.time.Duration.ofSeconds(1));
            }
            operation.cancel(Actor.named("carol"));

            assertThat(catchThrowableOfType(RestoreCancelledException.class, operation::await))
                    .isNotNull();
        }
        assertThat(world.privateNotes()).noneMatch(name -> name.startsWith("upload-"));
        assertThat(world.imports()).isZero();
    }

    @Test
    void addressesAreInNoJournalAndNoEvent() throws Exception {
        FileWorld world = world("aws");
        assertThat(world.run()).hasToString("COMPLETED YES");

        String told = world.events().toString();
        try (var files = Files.walk(world.journal())) {
            told += files.filter(Files::isRegularFile)
                    .map(FileRestoreTest::text)
                    .collect(Collectors.joining("\n"));
        }
        assertThat(world.stored()).isNotEmpty();
        for (var request : world.stored()) {
            assertThat(told).doesNotContain(request.path());
        }
        assertThat(told).doesNotContain(world.instance().password());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
