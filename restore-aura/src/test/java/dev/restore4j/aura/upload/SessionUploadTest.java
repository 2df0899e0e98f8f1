package dev.restore4j.aura.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.aura.console.CompletionAnswer;
import dev.restore4j.error.ProtocolException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.testkit.fault.Fault;
import dev.restore4j.testkit.fault.ImportFault;
import dev.restore4j.testkit.model.Quirk;
import dev.restore4j.testkit.model.Quirks;
import dev.restore4j.testkit.store.StoreCall;
import dev.restore4j.testkit.store.StoreFault;
import dev.restore4j.testkit.store.StoreRequest;
import dev.restore4j.testkit.store.StoreSettings;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file through a resumable session, whatever goes wrong with it. */
@Timeout(60)
class SessionUploadTest {

    private static final int BLOCK = UploadWorld.BLOCK;

    private UploadWorld world;

    @BeforeEach
    void open() throws IOException {
        world = UploadWorld.gcp();
    }

    @AfterEach
    void close() throws IOException {
        world.close();
    }

    /** Ten tries in a row take four minutes. */
    private void hurry() throws IOException {
        world.close();
        world = UploadWorld.gcp(0);
    }

    private void faults(StoreFault fault, StoreCall call) {
        world.aura.stores().faults().next(fault).on(call);
    }

    private void assertWhole(Uploaded uploaded) throws Exception {
        assertThat(uploaded.completion().crc32()).isEqualTo(world.crc32());
        assertThat(uploaded.completion().parts()).isNull();
        assertThat(world.complete(uploaded)).isInstanceOf(CompletionAnswer.Taken.class);
        assertThat(world.arrived()).isEqualTo(world.content);
    }

    @Test
    void whatIsSentIsWhatTheRealToolSends() throws Exception {
        Uploaded uploaded = world.send();

        assertWhole(uploaded);
        assertThat(world.aura.stores().requests())
                .extracting(StoreRequest::call)
                .containsExactly(StoreCall.SESSION_START, StoreCall.SESSION_BYTES);
        StoreRequest start = world.requests(StoreCall.SESSION_START).get(0);
        assertThat(start.headers())
                .containsEntry("x-goog-resumable", "start")
                .containsEntry("content-type", "")
                .containsEntry("content-length", "0");
        StoreRequest bytes = world.requests(StoreCall.SESSION_BYTES).get(0);
        assertThat(bytes.headers())
                .containsOnlyKeys("content-length")
                .containsEntry("content-length", String.valueOf(world.content.length));
        assertThat(bytes.crc32()).isEqualTo(world.crc32());
        assertThat(uploaded.sent()).isEqualTo(world.content.length);
    }

    static Stream<StoreFault> passing() {
        return Stream.of(
                StoreFault.error(500),
                StoreFault.error(503),
                StoreFault.error(429),
                StoreFault.error(408),
                StoreFault.reset(),
                StoreFault.resetAfter(3 * BLOCK / 2),
                StoreFault.answerLost(),
                StoreFault.keepsOnly(BLOCK),
                StoreFault.keepsOnly(0),
                StoreFault.nonsense(),
                StoreFault.addressExpired());
    }

    @ParameterizedTest
    @MethodSource("passing")
    void afterABreakItAsksForThePositionAndSendsTheRest(StoreFault fault) throws Exception {
        faults(fault, StoreCall.SESSION_BYTES);

        assertWhole(world.send());

        world.aura.stores().faults().assertAllStruck();
        assertThat(world.requests(StoreCall.SESSION_START)).hasSize(1);
        // what the session had is not sent again
        StoreRequest last = last(StoreCall.SESSION_BYTES);
        StoreRequest first = world.requests(StoreCall.SESSION_BYTES).get(0);
        if (last.ordinal() != first.ordinal() && last.headers().containsKey("content-range")) {
            long from = world.content.length - last.length();
            assertThat(from % BLOCK).isZero();
            assertThat(last.headers())
                    .containsEntry(
                            "content-range",
                            "bytes " + from + "-" + (world.content.length - 1) + "/" + world.content.length);
        }
    }

    private StoreRequest last(StoreCall call) {
        return world.requests(call).get(world.requests(call).size() - 1);
    }

    @Test
    void anAnswerThatWasLostIsFoundOutByAskingAndNothingIsSentTwice() throws Exception {
        faults(StoreFault.answerLost(), StoreCall.SESSION_BYTES);

        assertWhole(world.send());

        assertThat(world.received()).isEqualTo(world.content.length);
        assertThat(last(StoreCall.SESSION_POSITION).headers())
                .containsEntry("content-range", "bytes */" + world.content.length)
                .containsEntry("content-length", "0");
    }

    @Test
    void aShorterRangeAtTheEndGoesOnAtOnce() throws Exception {
        faults(StoreFault.keepsOnly(2 * BLOCK), StoreCall.SESSION_BYTES);

        assertWhole(world.send());

        assertThat(world.requests(StoreCall.SESSION_POSITION)).isEmpty();
        assertThat(last(StoreCall.SESSION_BYTES).length()).isEqualTo(world.content.length - 2L * BLOCK);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410})
    void anExpiredSessionIsReplaced(int status) throws Exception {
        faults(StoreFault.resetAfter(BLOCK), StoreCall.SESSION_BYTES);
        faults(StoreFault.sessionExpired(status), StoreCall.SESSION_POSITION);

        assertWhole(world.send());

        assertThat(world.requests(StoreCall.SESSION_START)).hasSize(2);
        world.aura.stores().faults().assertAllStruck();
    }

    @Test
    void aSessionThatExpiresUnderTheBytesIsReplaced() throws Exception {
        faults(StoreFault.sessionExpired(), StoreCall.SESSION_BYTES);

        assertWhole(world.send());

        assertThat(world.requests(StoreCall.SESSION_START)).hasSize(2);
    }

    @Test
    void sessionsThatExpireForEverEndInAnError() throws Exception {
        hurry();
        world.aura
                .stores()
                .faults()
                .next(StoreFault.sessionExpired())
                .on(StoreCall.SESSION_BYTES)
                .times(1000);

        assertThatThrownBy(() -> world.send())
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("given up by the service again and again")
                .hasMessageContaining("410");
        assertThat(world.requests(StoreCall.SESSION_START)).hasSize(Tries.MOST);
    }

    @Test
    void aStoreThatHasAProblemForMinutesEndsInAnError() throws Exception {
        hurry();
        world.aura.stores().faults().next(StoreFault.error(503)).times(1000);

        assertThatThrownBy(() -> world.send())
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("Opening a session")
                .hasMessageContaining("503");
        assertThat(world.requests(StoreCall.SESSION_START)).hasSize(Tries.MOST);
    }

    @Test
    void whatGetsFurtherEachTimeIsNotGivenUp() throws Exception {
        world.content(UploadWorld.bytes(16 * BLOCK));
        world.aura
                .stores()
                .faults()
                .next(StoreFault.keepsOnly(BLOCK))
                .on(StoreCall.SESSION_BYTES)
                .times(15);

        assertWhole(world.send());

        assertThat(world.requests(StoreCall.SESSION_BYTES)).hasSize(16);
    }

    @Test
    void aStallOfAMinuteIsGivenUpAndGoesOn() throws Exception {
        faults(StoreFault.stallAfter(BLOCK), StoreCall.SESSION_BYTES);
        world.content(UploadWorld.bytes(64 * BLOCK));
        ScriptedBench bench = world.bench()
                .once(
                        () -> !world.requests(StoreCall.SESSION_BYTES).isEmpty(),
                        () -> world.time.advance(StoreFlight.STANDSTILL));

        assertWhole(world.send(bench));

        assertThat(bench.isDone()).isTrue();
        assertThat(last(StoreCall.SESSION_BYTES).length()).isEqualTo(63L * BLOCK);
    }

    @Test
    void anAnswerMayTakeLongerThanAMinuteOnceAllWasTaken() throws Exception {
        faults(StoreFault.stallAfterWork(), StoreCall.SESSION_BYTES);
        StoreFlightLooks looks = new StoreFlightLooks();
        ScriptedBench bench = world.bench()
                .once(
                        () -> !world.requests(StoreCall.SESSION_BYTES).isEmpty(),
                        () -> world.time.advance(StoreFlight.STANDSTILL.multipliedBy(2)))
                .thenOnce(() -> {
                    looks.positions = world.requests(StoreCall.SESSION_POSITION).size();
                    world.time.advance(StoreFlight.ANSWER);
                });

        assertWhole(world.send(bench));

        assertThat(looks.positions).as("asked after two minutes").isZero();
        assertThat(world.requests(StoreCall.SESSION_POSITION)).hasSize(1);
        assertThat(world.received()).isEqualTo(world.content.length);
    }

    private static final class StoreFlightLooks {
        private int positions = -1;
    }

    @ParameterizedTest
    @ValueSource(strings = {"SESSION_START", "SESSION_POSITION"})
    void nonsenseIsNamedWithItsStep(StoreCall call) {
        if (call == StoreCall.SESSION_POSITION) {
            faults(StoreFault.reset(), StoreCall.SESSION_BYTES);
        }
        faults(StoreFault.nonsense(), call);

        assertThatThrownBy(() -> world.send())
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining(
                        call == StoreCall.SESSION_START ? "Opening a session" : "Asking how much has arrived")
                .hasMessageContaining("127.0.0.1 was answered 200 with a page for people");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 411, 418})
    void aRefusalOfTheBytesIsNoReasonToGoOn(int status) {
        faults(StoreFault.error(status), StoreCall.SESSION_BYTES);

        assertThatThrownBy(() -> world.send())
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("Sending the file")
                .hasMessageContaining(String.valueOf(status));
    }

    @Test
    void anAddressThatHasExpiredIsReplaced() throws Exception {
        faults(StoreFault.addressExpired(), StoreCall.SESSION_START);

        assertWhole(world.send());

        assertThat(world.asked("/import")).isEqualTo(2);
    }

    @Test
    void anObjectThatSomebodyElseSentIsNotTakenForTheFile() throws Exception {
        world.close();
        world = UploadWorld.with(
                "gcp", StoreSettings.defaults(), Quirks.documented().with(Quirk.RepeatedUpload.GOES_ON));
        world.send();
        world.memory.forget();

        assertThatThrownBy(() -> world.send())
                .isInstanceOfSatisfying(
                        RestoreRejectedException.class,
                        refused -> assertThat(refused.code()).isEqualTo("archive-there-already"))
                .hasMessageContaining("nobody knows which bytes");
        assertThat(world.asked("/import")).as("announced anew once").isEqualTo(3);
        assertThat(world.asked("/upload-complete")).isZero();
    }

    @Test
    void whatMovesNothingForAQuarterOfAnHourIsLeftToLater() {
        world.aura
                .stores()
                .faults()
                .next(StoreFault.error(503))
                .on(StoreCall.SESSION_BYTES)
                .times(4);
        ScriptedBench bench = world.bench()
                .once(
                        () -> !world.requests(StoreCall.SESSION_BYTES).isEmpty(),
                        () -> world.time.advance(Headway.PATIENCE));

        assertThatThrownBy(() -> world.send(bench))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("in 15 minutes");
        assertThat(world.memory.read()).isPresent();
    }

    @Test
    void otherProvidersAreSentToAsGooglesAsTheRealToolDoes() throws Exception {
        world.aura.faults().next(ImportFault.provider("AZURE"));

        assertWhole(world.send());
    }

    @Test
    void theConsoleIsAskedAgainAndTheTokenRenewed() throws Exception {
        world.aura
                .faults()
                .next(Fault.serverError(503))
                .on("POST", "/v2/databases/*/import")
                .times(2);
        world.aura.faults().next(ImportFault.answeredWith(401)).on("POST", "/v2/databases/*/import");

        assertWhole(world.send());

        assertThat(world.asked("/import")).isEqualTo(4);
        assertThat(world.asked("/auth")).isEqualTo(3);
        world.aura.faults().assertAllStruck();
    }

    @Test
    void progressIsToldInBytesUpToTheLast() throws Exception {
        ScriptedBench bench = world.bench();

        world.send(bench);

        assertThat(bench.heard()).isNotEmpty().allSatisfy(progress -> {
            assertThat(progress.phase()).isEqualTo("upload");
            assertThat(progress.totalBytes()).hasValue(world.content.length);
        });
        assertThat(bench.heard().get(bench.heard().size() - 1).fraction()).hasValue(1);
    }
}
