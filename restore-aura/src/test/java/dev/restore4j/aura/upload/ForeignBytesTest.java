package dev.restore4j.aura.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.aura.console.Announced;
import dev.restore4j.aura.console.CompletionAnswer;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.testkit.model.Quirk;
import dev.restore4j.testkit.model.Quirks;
import dev.restore4j.testkit.store.EntityTags;
import dev.restore4j.testkit.store.StoreCall;
import dev.restore4j.testkit.store.StoreFault;
import dev.restore4j.testkit.store.StoreSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is at the store counts only if it is what was verified: whoever sent it, and however the file looked before and after.
 */
@Timeout(60)
class ForeignBytesTest {

    private static final int BLOCK = UploadWorld.BLOCK;
    private static final StoreSettings SLOW =
            StoreSettings.defaults().partBytes(BLOCK).bytesPerSecond(8 << 20);

    private UploadWorld world;

    @AfterEach
    void close() throws IOException {
        world.close();
    }

    private void open(String cloud, StoreSettings settings, Quirk.RepeatedUpload repeated) throws IOException {
        world = UploadWorld.with(cloud, settings, Quirks.documented().with(repeated));
        world.content(UploadWorld.bytes(16 * BLOCK + 77));
    }

    private void assertWhole(Uploaded uploaded) throws Exception {
        assertThat(world.complete(uploaded)).isInstanceOf(CompletionAnswer.Taken.class);
        assertThat(world.arrived()).isEqualTo(world.content);
    }

    /** Stops when some parts, or some bytes, have arrived. */
    private void stopInTheMidst() throws InterruptedException {
        ScriptedBench bench = world.bench();
        bench.cancelledOnce(() -> world.requests(StoreCall.PART).size() >= 3
                || bench.heard().stream().anyMatch(progress -> progress.bytes().orElse(0) >= 3 * BLOCK));
        assertThatThrownBy(() -> world.send(bench)).isInstanceOf(ScriptedBench.Cancelled.class);
    }

    /** For as long as that takes, the file has other bytes, and nobody says so. */
    private void withOtherBytes(Act act) throws Exception {
        byte[] other = world.content.clone();
        for (int at = 0; at < other.length; at += BLOCK / 2) {
            other[at] ^= 1;
        }
        Files.write(world.path, other);
        act.run();
        Files.write(world.path, world.content);
    }

    private interface Act {
        void run() throws Exception;
    }

    @ParameterizedTest
    @ValueSource(strings = {"gcp", "aws"})
    void bytesThatAreNotThoseThatWereVerifiedAreNotWhole(String cloud) throws Exception {
        open(cloud, StoreSettings.defaults().partBytes(BLOCK), Quirk.RepeatedUpload.STARTS_ANEW);

        withOtherBytes(() -> assertThatThrownBy(() -> world.send())
                .isInstanceOfSatisfying(
                        RestoreRejectedException.class,
                        error -> assertThat(error.code()).isEqualTo("file-changed")));

        assertThat(world.aura.imports()).allMatch(each -> each.completions() == 0);
    }

    @Test
    void partsThatADeadProcessSentOfOtherBytesAreSentAgain() throws Exception {
        open("aws", SLOW, Quirk.RepeatedUpload.STARTS_ANEW);
        withOtherBytes(this::stopInTheMidst);
        assertThat(world.memory.read()).isPresent();

        Uploaded uploaded = world.send();

        assertThat(uploaded.sent()).isEqualTo(world.content.length);
        assertWhole(uploaded);
    }

    @Test
    void whereTagsSayNothingADeadProcessesPartsAreSentAgain() throws Exception {
        open("aws", SLOW.entityTags(EntityTags.OPAQUE), Quirk.RepeatedUpload.STARTS_ANEW);
        stopInTheMidst();

        Uploaded uploaded = world.send();

        assertThat(uploaded.sent()).isEqualTo(world.content.length);
        assertWhole(uploaded);
    }

    /** Another operation's first three parts, the second of which may have a bit of its own. */
    private void othersHaveSent(int flipped) throws Exception {
        Announced announced = world.session()
                .ask(
                        world.time,
                        (console, token) -> console.announce(token, world.file().announcement()));
        Parts parts = Parts.of(world.content.length, announced.totalParts()).orElseThrow();
        for (int part = 1; part <= 3; part++) {
            FileRegion.Range range = parts.range(part);
            byte[] bytes = Arrays.copyOfRange(world.content, (int) range.from(), (int) (range.from() + range.length()));
            if (part == 2) {
                bytes[0] ^= (byte) flipped;
            }
            HttpRequest put = HttpRequest.newBuilder(announced.numbered().get(part))
                    .PUT(BodyPublishers.ofByteArray(bytes))
                    .build();
            assertThat(world.client.send(put, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Quirk.RepeatedUpload.class,
            names = {"GOES_ON", "GOES_ON_WITH_MISSING"})
    void partsOfAnotherOperationCountWhereTheyProveThemselves(Quirk.RepeatedUpload repeated) throws Exception {
        open("aws", StoreSettings.defaults().partBytes(BLOCK), repeated);
        othersHaveSent(0);

        Uploaded uploaded = world.send();

        assertThat(uploaded.sent())
                .isEqualTo(world.content.length
                        - 3
                                * Parts.of(world.content.length, 17)
                                        .orElseThrow()
                                        .range(1)
                                        .length());
        assertWhole(uploaded);
    }

    @ParameterizedTest
    @EnumSource(
            value = Quirk.RepeatedUpload.class,
            names = {"GOES_ON", "GOES_ON_WITH_MISSING"})
    void partsOfAnotherOperationThatAreOthersAreNotCompleted(Quirk.RepeatedUpload repeated) throws Exception {
        open("aws", StoreSettings.defaults().partBytes(BLOCK), repeated);
        othersHaveSent(1);

        mustBeRefused();
    }

    @Test
    void partsOfAnotherOperationAreNotCompletedWhereTagsSayNothing() throws Exception {
        open(
                "aws",
                StoreSettings.defaults().partBytes(BLOCK).entityTags(EntityTags.OPAQUE),
                Quirk.RepeatedUpload.GOES_ON);
        othersHaveSent(0);

        mustBeRefused();
    }

    private void mustBeRefused() {
        assertThatThrownBy(() -> world.send())
                .isInstanceOfSatisfying(
                        RestoreRejectedException.class,
                        error -> assertThat(error.code()).isEqualTo("archive-there-already"));
        assertThat(world.aura.imports()).allMatch(each -> each.completions() == 0);
    }

    @Test
    void whereAllPartsOfAnotherOperationHaveArrivedNoneIsSent() throws Exception {
        open("aws", StoreSettings.defaults().partBytes(BLOCK), Quirk.RepeatedUpload.GOES_ON);
        Uploaded unused = world.send();
        world.memory.forget();

        Uploaded uploaded = world.send();

        assertThat(uploaded.sent()).isZero();
        assertWhole(uploaded);
    }

    @Test
    void whatASessionHasOfOtherBytesIsNotWhole() throws Exception {
        open("gcp", SLOW, Quirk.RepeatedUpload.STARTS_ANEW);
        world.aura.stores().faults().next(StoreFault.resetAfter(5L * BLOCK)).on(StoreCall.SESSION_BYTES);
        ScriptedBench bench = world.bench();
        bench.once(
                () -> world.requests(StoreCall.SESSION_BYTES).size() == 1, // the file is another from there on
                () -> writeOther(0));

        assertThatThrownBy(() -> world.send(bench))
                .isInstanceOfSatisfying(
                        RestoreRejectedException.class,
                        error -> assertThat(error.code()).isEqualTo("file-changed"));
        assertThat(world.aura.imports()).allMatch(each -> each.completions() == 0);
    }

    private void writeOther(int at) {
        byte[] other = world.content.clone();
        other[at] ^= 1;
        try {
            Files.write(world.path, other);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
