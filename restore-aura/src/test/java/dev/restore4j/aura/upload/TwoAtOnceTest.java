package dev.restore4j.aura.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.aura.console.CompletionAnswer;
import dev.restore4j.testkit.model.Quirk;
import dev.restore4j.testkit.model.Quirks;
import dev.restore4j.testkit.store.StoreSettings;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever was thought to be dead still sends: what arrives is the file, and it is said to be whole by whoever may. */
@Timeout(60)
class TwoAtOnceTest {

    @ParameterizedTest
    @ValueSource(strings = {"gcp", "aws"})
    void bothSendTheSameFileToTheSamePlace(String cloud) throws Exception {
        StoreSettings slow =
                StoreSettings.defaults().partBytes(UploadWorld.BLOCK).bytesPerSecond(4 << 20);
        Quirks goesOn = Quirks.documented().with(Quirk.RepeatedUpload.GOES_ON);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (UploadWorld world = UploadWorld.with(cloud, slow, goesOn)) {
            world.content(UploadWorld.bytes(24 * UploadWorld.BLOCK + 77));
            ScriptedBench former = world.bench();
            Future<Uploaded> first = thread.submit(() -> world.send(former));
            while (world.memory.read().isEmpty() || former.heard().isEmpty()) {
                Thread.onSpinWait();
            }

            Uploaded second = world.send();

            assertThat(first.get().completion().crc32()).isEqualTo(world.crc32());
            assertThat(world.complete(second)).isInstanceOf(CompletionAnswer.Taken.class);
            assertThat(world.arrived()).isEqualTo(world.content);
            assertThat(world.aura.imports()).hasSize(1);
        } finally {
            thread.shutdownNow();
        }
    }
}
