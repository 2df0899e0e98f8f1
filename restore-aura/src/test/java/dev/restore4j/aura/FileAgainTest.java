package dev.restore4j.aura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.Assessment;
import dev.restore4j.RestorePlan;
import dev.restore4j.aura.backup.BackupFormat;
import dev.restore4j.aura.backup.Samples;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.OperationId;
import dev.restore4j.testkit.admin.SampleDump;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The same path once more, and what is at it has become another file: neither a name nor a proof is taken for the new one's. */
class FileAgainTest extends FileScene {

    private FileWorld world() throws IOException {
        return world("gcp");
    }

    private static OperationId restored(FileWorld world) {
        try (AuraClient client = world.client()) {
            return world.plan(client).confirm().execute().id();
        }
    }

    private static void mustBelongTo(FileWorld world, OperationId done, String change) {
        try (AuraClient client = world.client()) {
            RestoreRejectedException no = catchThrowableOfType(
                    RestoreRejectedException.class, () -> world.plan(client).assess());

            assertThat(no.code()).isEqualTo("name-used");
            assertThat(no)
                    .hasMessageContainingAll(
                            "FROM-FILE", done.value(), "COMPLETED", world.file().toString(), change);
        }
        assertThat(world.imports()).isOne();
    }

    /** Who starts the program again has not seen the other file. */
    @Test
    void whereTheFileWasReplacedAProgramDoesNotConfirmTheOtherByItself() throws Exception {
        FileWorld world = world();
        try (AuraClient client = world.client()) {
            Assessment assessment = world.plan(client).assess();
            assertThat(assessment.needsTyping()).isFalse();
            world.write(Samples.of(BackupFormat.BACKUP_ZSTD_1));
            assertThat(FileWorld.run(() -> assessment.confirm().execute())).hasToString("REJECTED NO file-changed");

            Assessment again = world.plan(client).assess();
            assertThat(again.needsTyping()).isTrue();
            assertThat(again.findings()).extracting(Finding::code).contains("confirm-in-person");
        }
        assertThat(world.imports()).isZero();
    }

    @Test
    void aNameBelongsToTheFileAsItWas() throws Exception {
        FileWorld world = world();
        OperationId done = restored(world);
        world.write(Samples.of(BackupFormat.BACKUP_ZSTD_1));

        mustBelongTo(world, done, "its size was '");
    }

    @Test
    void soItDoesWhereTheNewOneIsAsLong() throws Exception {
        FileWorld world = world();
        OperationId done = restored(world);
        byte[] other = Files.readAllBytes(world.file());
        other[other.length - 1] ^= 1;
        world.write(other, world.now().minus(Duration.ofMinutes(1)));

        mustBelongTo(world, done, "its written was '");
    }

    @Test
    void whatIsTheSameFileOrNoneAnyMoreHasItsResult() throws Exception {
        FileWorld world = world();
        OperationId done = restored(world);
        assertThat(restored(world)).isEqualTo(done);
        Files.move(world.file(), world.file().resolveSibling("elsewhere"));
        Files.copy(
                world.file().resolveSibling("elsewhere"),
                world.file(),
                java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);

        assertThat(restored(world)).as("on another disk").isEqualTo(done);
        Files.delete(world.file());
        assertThat(restored(world)).isEqualTo(done);
        assertThat(world.imports()).isOne();
    }

    /** As long as the one that was proven, at the same place on its disk, and damaged where its head does not reach. */
    @Test
    void aProofIsOfNoOtherThanItsTimeStamp() throws Exception {
        FileWorld world = world();
        byte[] whole = large(600_000);
        world.write(whole);
        OperationId unused = restored(world);

        whole[whole.length - 100_000] ^= 1;
        world.write(whole, world.now().minus(Duration.ofMinutes(1)));

        try (AuraClient client = world.client()) {
            RestorePlan again = world.plan(client).named("AGAIN");
            assertThat(FileWorld.run(() -> again.confirm().execute())).hasToString("REJECTED NO file-damaged");
        }
        assertThat(world.imports()).isOne();
    }

    @Test
    void howFastItWasIsRememberedWhereItSaysMoreThanThatThereAreConnections() throws Exception {
        FileWorld world = world();
        OperationId small = restored(world);
        assertThat(world.privateNotes()).doesNotContain("transfer-rate");

        world.write(large(9 << 20));
        try (AuraClient client = world.client()) {
            RestorePlan large = world.plan(client).named("LARGE");
            assertThat(large.assess().estimate().orElseThrow().basis()).contains("if the line does 100 Mbit/s");
            assertThat(large.confirm().execute().id()).isNotEqualTo(small);

            assertThat(world.privateNotes()).contains("transfer-rate");
            assertThat(world.plan(client)
                            .named("AGAIN")
                            .assess()
                            .estimate()
                            .orElseThrow()
                            .basis())
                    .contains("as the last upload from here", "which was done before");
        }
    }

    /** {@return a dump that nobody can compress} */
    private byte[] large(int length) throws IOException {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return Files.readAllBytes(SampleDump.write(directory.resolve("large.dump"), content));
    }

    @Test
    void nothingIsRememberedOfAFileFromTheFuture() throws Exception {
        FileWorld world = world();
        byte[] whole = Samples.of(BackupFormat.DUMP_ZSTD);
        Instant stamp = world.now().plus(Duration.ofDays(1));
        world.write(whole, stamp);
        OperationId unused = restored(world);
        assertThat(world.privateNotes()).noneMatch(name -> name.startsWith("proof-"));

        whole[whole.length - 2] ^= 1;
        world.write(whole, stamp);

        try (AuraClient client = world.client()) {
            RestorePlan again = world.plan(client).named("AGAIN");
            assertThat(FileWorld.run(() -> again.confirm().execute())).hasToString("PLANNED NO file-damaged");
        }
        assertThat(world.imports()).isOne();
    }
}
