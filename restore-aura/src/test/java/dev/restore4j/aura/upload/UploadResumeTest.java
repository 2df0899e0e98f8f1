package dev.restore4j.aura.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.aura.console.CompletionAnswer;
import dev.restore4j.testkit.model.Quirk;
import dev.restore4j.testkit.model.Quirks;
import dev.restore4j.testkit.store.StoreCall;
import dev.restore4j.testkit.store.StoreFault;
import dev.restore4j.testkit.store.StoreSettings;
import java.io.IOException;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An upload that was stopped, and another one that goes on with what is remembered of it. */
@Timeout(60)
class UploadResumeTest {

    private static final int BLOCK = UploadWorld.BLOCK;
    private static final StoreSettings SLOW =
            StoreSettings.defaults().partBytes(BLOCK).bytesPerSecond(8 << 20);

    private UploadWorld world;

    @AfterEach
    void close() throws IOException {
        world.close();
    }

    private void open(String cloud, Quirk.RepeatedUpload repeated) throws IOException {
        world = UploadWorld.with(cloud, SLOW, Quirks.documented().with(repeated));
        world.content(UploadWorld.bytes(32 * BLOCK + 77));
    }

    private void assertWhole(Uploaded uploaded) throws Exception {
        assertThat(world.complete(uploaded)).isInstanceOf(CompletionAnswer.Taken.class);
        assertThat(world.arrived()).isEqualTo(world.content);
        assertThat(world.aura.imports()).hasSize(1);
    }

    /** Stops when so many bytes were told, or everything was sent before. */
    private void stopAfter(long bytes) throws InterruptedException {
        ScriptedBench bench = world.bench();
        bench.cancelledOnce(() ->
                bench.heard().stream().anyMatch(progress -> progress.bytes().orElse(0) >= bytes));
        assertThatThrownBy(() -> world.send(bench)).isInstanceOf(ScriptedBench.Cancelled.class);
        assertThat(world.memory.read()).isPresent();
    }

    /** What was cut off is written down when the store has noticed. */
    private void awaitQuiet(StoreCall call, int requests) {
        long limit = world.time.nanoTime() + 200_000_000_000L;
        while (world.requests(call).size() < requests && world.time.nanoTime() - limit < 0) {
            Thread.onSpinWait();
        }
    }

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 8);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void ofPartsOnlyThoseUnderWayAreSentAgain(int seed) throws Exception {
        open("aws", Quirk.RepeatedUpload.STARTS_ANEW);
        stopAfter(1 + new Random(seed).nextInt(world.content.length - 8 * BLOCK));

        Uploaded uploaded = world.send();

        assertWhole(uploaded);
        long again = world.received() - world.content.length;
        assertThat(again).isLessThanOrEqualTo((long) Degree.MOST * BLOCK);
        assertThat(uploaded.sent()).isLessThan(world.content.length);
        assertThat(world.asked("/import")).as("announced").isOne();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void ofASessionNothingIsSentAgainThatItHas(int seed) throws Exception {
        open("gcp", Quirk.RepeatedUpload.STARTS_ANEW);
        stopAfter(1 + new Random(seed).nextInt(world.content.length - 8 * BLOCK));
        awaitQuiet(StoreCall.SESSION_BYTES, 1);

        Uploaded uploaded = world.send();

        assertWhole(uploaded);
        long again = world.received() - world.content.length;
        assertThat(again).as("less than a block").isBetween(0L, (long) BLOCK - 1);
        assertThat(world.requests(StoreCall.SESSION_START)).hasSize(1);
        assertThat(world.asked("/import")).as("announced").isOne();
    }

    @Test
    void whatIsWholeAlreadyIsNotSentAgain() throws Exception {
        open("gcp", Quirk.RepeatedUpload.STARTS_ANEW);
        world.send();

        Uploaded again = world.send();

        assertWhole(again);
        assertThat(again.sent()).isZero();
    }

    @Test
    void partsThatAreAllThereAreNotSentAgain() throws Exception {
        open("aws", Quirk.RepeatedUpload.STARTS_ANEW);
        world.send();

        Uploaded again = world.send();

        assertWhole(again);
        assertThat(again.sent()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gcp", "aws"})
    void anotherFileBeginsAnew(String cloud) throws Exception {
        open(cloud, Quirk.RepeatedUpload.GOES_ON);
        world.send();
        byte[] other = world.content.clone();
        other[other.length / 2] ^= 1;
        world.content(other);

        Uploaded uploaded = world.send();

        assertThat(uploaded.sent()).isEqualTo(other.length);
        assertThat(world.complete(uploaded)).isInstanceOf(CompletionAnswer.Taken.class);
        assertThat(world.arrived()).isEqualTo(other);
        assertThat(world.aura.imports()).hasSize(2);
    }

    @Test
    void aSessionThatHasExpiredMeanwhileIsReplaced() throws Exception {
        open("gcp", Quirk.RepeatedUpload.GOES_ON);
        stopAfter(4 * BLOCK);
        world.aura.stores().faults().next(StoreFault.sessionExpired()).on(StoreCall.SESSION_POSITION);

        assertWhole(world.send());

        assertThat(world.requests(StoreCall.SESSION_START)).hasSize(2);
    }

    @Test
    void addressesThatHaveExpiredMeanwhileAreReplacedAndThePartsStay() throws Exception {
        open("aws", Quirk.RepeatedUpload.GOES_ON);
        stopAfter(12 * BLOCK);
        world.aura.stores().faults().next(StoreFault.addressExpired()).on(StoreCall.PART);

        Uploaded uploaded = world.send();

        assertWhole(uploaded);
        assertThat(world.asked("/import")).isEqualTo(2);
    }

    @Test
    void whatCannotBeReadIsAsGoodAsNothing() throws Exception {
        open("gcp", Quirk.RepeatedUpload.STARTS_ANEW);
        world.memory.write("{\"format\":1,\"place\":");

        assertWhole(world.send());
    }
}
