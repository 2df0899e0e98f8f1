package dev.restore4j.aura.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.aura.console.Announced;
import dev.restore4j.aura.console.CompletionAnswer;
import dev.restore4j.error.ProtocolException;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.testkit.model.Quirk;
import dev.restore4j.testkit.model.Quirks;
import dev.restore4j.testkit.store.StoreCall;
import dev.restore4j.testkit.store.StoreFault;
import dev.restore4j.testkit.store.StoreRequest;
import dev.restore4j.testkit.store.StoreSettings;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file in parts, whatever goes wrong with one of them. */
@Timeout(60)
class PartsUploadTest {

    private static final int PARTS = 9;

    private UploadWorld world;

    @BeforeEach
    void open() throws IOException {
        world = UploadWorld.aws();
    }

    @AfterEach
    void close() throws IOException {
        world.close();
    }

    private void assertWhole(Uploaded uploaded) throws Exception {
        assertThat(uploaded.completion().parts()).isNotNull();
        assertThat(world.complete(uploaded)).isInstanceOf(CompletionAnswer.Taken.class);
        assertThat(world.arrived()).isEqualTo(world.content);
    }

    private List<Integer> sent() {
        return world.requests(StoreCall.PART).stream()
                .map(request -> request.part().orElseThrow())
                .sorted()
                .toList();
    }

    @Test
    void everyPartIsSentOnceAndConfirmedByTheConsole() throws Exception {
        Uploaded uploaded = world.send();

        assertWhole(uploaded);
        assertThat(sent()).isEqualTo(IntStream.rangeClosed(1, PARTS).boxed().toList());
        int size = (world.content.length + PARTS - 1) / PARTS;
        for (StoreRequest part : world.requests(StoreCall.PART)) {
            long expected = part.part().getAsInt() < PARTS ? size : world.content.length - (PARTS - 1L) * size;
            assertThat(part.headers()).containsOnlyKeys("content-length");
            assertThat(part.length()).isEqualTo(expected);
        }
        assertThat(world.asked("/multipart-upload-status")).isOne();
        assertThat(uploaded.sent()).isEqualTo(world.content.length);
    }

    static Stream<StoreFault> passing() {
        return Stream.of(
                StoreFault.error(500),
                StoreFault.error(503),
                StoreFault.error(429),
                StoreFault.reset(),
                StoreFault.resetAfter(1000),
                StoreFault.answerLost(),
                StoreFault.nonsense());
    }

    @ParameterizedTest
    @MethodSource("passing")
    void aPartThatFailsIsSentAgainAndNoOther(StoreFault fault) throws Exception {
        world.aura.stores().faults().next(fault).onPart(5).times(2);

        assertWhole(world.send());

        assertThat(sent()).containsExactly(1, 2, 3, 4, 5, 5, 5, 6, 7, 8, 9);
    }

    @Test
    void aPartThatFailsForMinutesEndsInAnError() throws Exception {
        world.close();
        world = UploadWorld.aws(0);
        world.aura.stores().faults().next(StoreFault.error(500)).onPart(5).times(1000);

        assertThatThrownBy(() -> world.send())
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("Sending part 5 at the store 127.0.0.1 was answered 500");
        assertThat(sent().stream().filter(part -> part == 5)).hasSize(Tries.MOST);
        assertThat(world.memory.read()).isPresent();
    }

    @Test
    void aPartThatStandsStillForAMinuteIsSentAgain() throws Exception {
        world.close();
        world = UploadWorld.aws(0);
        world.aura.stores().faults().next(StoreFault.stallAfter(1000)).onPart(2);
        // the store writes a part down before it answers: the answers to the others must be here as well
        ScriptedBench bench = world.bench()
                .once(
                        () -> sent().size() == PARTS && world.wire.underWay() == 1,
                        () -> world.time.advance(StoreFlight.ANSWER));

        assertWhole(world.send(bench));

        assertThat(sent()).containsExactly(1, 2, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @ParameterizedTest
    @EnumSource(Quirk.RepeatedUpload.class)
    void anExpiredAddressIsReplacedByTheConsole(Quirk.RepeatedUpload repeated) throws Exception {
        world.close();
        world = UploadWorld.with(
                "aws",
                StoreSettings.defaults().partBytes(UploadWorld.BLOCK / 2),
                Quirks.documented().with(repeated));
        world.aura.stores().faults().next(StoreFault.addressExpired()).onPart(7);

        assertWhole(world.send());

        assertThat(world.asked("/import")).isEqualTo(2);
        if (repeated != Quirk.RepeatedUpload.STARTS_ANEW) {
            assertThat(sent()).containsExactly(1, 2, 3, 4, 5, 6, 7, 7, 8, 9);
        } else {
            assertThat(world.aura.imports()).hasSize(2);
        }
    }

    @Test
    void addressesThatExpireTogetherAreReplacedTogether() throws Exception {
        world.close();
        world = UploadWorld.with(
                "aws",
                StoreSettings.defaults().partBytes(UploadWorld.BLOCK / 2),
                Quirks.documented().with(Quirk.RepeatedUpload.GOES_ON));
        for (int part = 1; part <= Degree.FIRST; part++) {
            world.aura.stores().faults().next(StoreFault.addressExpired()).onPart(part);
        }

        assertWhole(world.send());

        assertThat(world.asked("/import")).isEqualTo(2);
        assertThat(sent()).containsExactly(1, 1, 2, 2, 3, 3, 4, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void addressesThatExpireForEverEndInAnError() throws Exception {
        world.close();
        world = UploadWorld.with(
                "aws",
                StoreSettings.defaults().partBytes(UploadWorld.BLOCK / 2),
                Quirks.documented().with(Quirk.RepeatedUpload.GOES_ON));
        world.aura.stores().faults().next(StoreFault.addressExpired()).times(1000);

        assertThatThrownBy(() -> world.send())
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("was answered 403");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 411})
    void aRefusalOfAPartIsNoReasonToGoOn(int status) {
        world.aura.stores().faults().next(StoreFault.error(status)).onPart(3);

        assertThatThrownBy(() -> world.send())
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("Sending part 3")
                .hasMessageContaining(String.valueOf(status));
    }

    @Test
    void anUploadThatTheStoreDoesNotKnowAnyMoreBeginsAnew() throws Exception {
        world.close();
        world = UploadWorld.with(
                "aws",
                StoreSettings.defaults().partBytes(UploadWorld.BLOCK / 2),
                Quirks.documented().with(Quirk.RepeatedUpload.STARTS_ANEW));
        world.aura.stores().faults().next(StoreFault.error(404)).onPart(3);

        assertWhole(world.send());

        assertThat(world.aura.imports()).hasSize(2);
    }

    @Test
    void fewerAddressesThanPartsAreThoseOfTheLastParts() throws Exception {
        world.close();
        world = UploadWorld.with(
                "aws",
                StoreSettings.defaults().partBytes(UploadWorld.BLOCK / 2).bytesPerSecond(1 << 20),
                Quirks.documented().with(Quirk.RepeatedUpload.GOES_ON));
        ScriptedBench bench = world.bench().cancelledOnce(() -> sent().contains(1));
        assertThatThrownBy(() -> world.send(bench)).isInstanceOf(ScriptedBench.Cancelled.class);
        world.memory.forget();

        assertWhole(world.send());

        assertThat(world.aura.imports()).hasSize(1);
        assertThat(sent().stream().filter(part -> part == 1)).hasSize(1);
    }

    private void openWith(Quirk.RepeatedUpload repeated) throws IOException {
        world.close();
        world = UploadWorld.with(
                "aws",
                StoreSettings.defaults().partBytes(UploadWorld.BLOCK / 2),
                Quirks.documented().with(repeated));
    }

    /** Parts 1, 3 and 5 have arrived, as they do of an upload that sends several at once and was stopped. */
    private Announced withHoles() throws Exception {
        Announced announced = world.session()
                .ask(
                        world.time,
                        (console, token) -> console.announce(token, world.file().announcement()));
        Parts parts = Parts.of(world.content.length, announced.totalParts()).orElseThrow();
        for (int part : new int[] {1, 3, 5}) {
            FileRegion.Range range = parts.range(part);
            HttpRequest put = HttpRequest.newBuilder(announced.numbered().get(part))
                    .PUT(BodyPublishers.ofByteArray(world.content, (int) range.from(), (int) range.length()))
                    .build();
            assertThat(world.client.send(put, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
        }
        return announced;
    }

    @ParameterizedTest
    @EnumSource(
            value = Quirk.RepeatedUpload.class,
            names = {"GOES_ON", "GOES_ON_WITH_MISSING"})
    void amongHolesEachPartGoesToItsOwnAddress(Quirk.RepeatedUpload repeated) throws Exception {
        openWith(repeated);
        Announced unused = withHoles();

        assertWhole(world.send());

        assertThat(sent()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(world.aura.imports()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Quirk.RepeatedUpload.class,
            names = {"GOES_ON", "GOES_ON_WITH_MISSING", "GOES_ON_WITH_LAST"})
    void amongHolesANewAddressIsForItsOwnPart(Quirk.RepeatedUpload repeated) throws Exception {
        openWith(repeated);
        Announced announced = withHoles();
        world.memory.write(Remembered.parts(announced, announced.numbered())
                .text(world.file(), world.session().place()));
        world.aura.stores().faults().next(StoreFault.addressExpired()).onPart(4);

        assertWhole(world.send());

        assertThat(world.asked("/import")).isEqualTo(2);
        assertThat(sent()).containsExactly(1, 2, 3, 4, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void aPartWithoutAnAddressIsNotSentToAnothers() throws Exception {
        openWith(Quirk.RepeatedUpload.GOES_ON_WITH_LAST);
        Announced unused = withHoles();

        assertThatThrownBy(() -> world.send())
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("gives no address for part 2");

        assertThat(world.asked("/upload-complete")).isZero();
    }

    @Test
    void whatMovesNothingForAQuarterOfAnHourIsLeftToLater() {
        world.aura.stores().faults().next(StoreFault.error(500)).onPart(9).times(1000);
        ScriptedBench bench = world.bench()
                .once(
                        () -> sent().stream().filter(part -> part == 9).count() >= 3 && sent().size() >= PARTS + 2,
                        () -> world.time.advance(Headway.PATIENCE));

        assertThatThrownBy(() -> world.send(bench))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("in 15 minutes");
        assertThat(world.memory.read()).isPresent();
    }

    /** So many parts, on a line on which as many again take no longer. */
    private RoundsClient rounds(int parts) throws IOException {
        world.close();
        world = UploadWorld.inStillTime("aws", StoreSettings.defaults().partBytes(UploadWorld.BLOCK))
                .content(UploadWorld.bytes(parts * UploadWorld.BLOCK));
        RoundsClient rounds = new RoundsClient(world.wire, world.time);
        world.client = rounds;
        return rounds;
    }

    private ScriptedBench turning(RoundsClient rounds) {
        return new ScriptedBench(new StillTime(world.time, () -> !world.wire.isIdle() || rounds.turn()));
    }

    @Test
    void partsOverlapAndNeverMoreThanSixteen() throws Exception {
        RoundsClient rounds = rounds(128);

        assertWhole(world.send(turning(rounds)));

        assertThat(world.wire.most()).isEqualTo(Degree.MOST);
        assertThat(rounds.rounds()).startsWith(4, 4).contains(8);
    }

    @Test
    void aStoreThatSaysItIsTooMuchGetsFewerAtOnce() throws Exception {
        RoundsClient rounds = rounds(64);
        world.aura.stores().faults().next(StoreFault.error(503));

        assertWhole(world.send(turning(rounds)));

        assertThat(world.wire.most()).isEqualTo(Degree.FIRST);
        assertThat(rounds.rounds()).startsWith(4, 2, 2, 2);
    }
}
