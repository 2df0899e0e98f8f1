package dev.restore4j.aura.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.aura.console.Announced;
import dev.restore4j.aura.console.CompletionAnswer;
import dev.restore4j.aura.upload.Between.Answered;
import dev.restore4j.aura.upload.Between.Asked;
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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a status alone does not prove, or says otherwise than usual. */
@Timeout(60)
class OddStoreTest {

    private static final String STORED = "x-goog-stored-content-length";

    private final AtomicInteger times = new AtomicInteger();
    private UploadWorld world;
    private Between between;

    private void open(UploadWorld opened) throws IOException {
        world = opened;
        between = Between.in(world);
    }

    @AfterEach
    void close() throws IOException {
        between.close();
        world.close();
    }

    private void assertWhole(Uploaded uploaded) throws Exception {
        assertThat(world.complete(uploaded)).isInstanceOf(CompletionAnswer.Taken.class);
        assertThat(world.arrived()).isEqualTo(world.content);
    }

    /** The first so many of these are answered here, and the store does not hear of them. */
    private void answer(int count, Predicate<Asked> which, int status, Map<String, String> headers, String body) {
        between.instead = asked -> which.test(asked) && times.getAndIncrement() < count
                ? Optional.of(new Answered(asked, status, headers, body))
                : Optional.empty();
    }

    @Test
    void whatTheStoreDoesNotSayOfItselfIsAskedOf() throws Exception {
        open(UploadWorld.gcp());
        between.change = answered -> answered.without(STORED);

        assertWhole(world.send());

        assertThat(world.requests(StoreCall.SESSION_BYTES)).hasSize(1);
        assertThat(world.requests(StoreCall.SESSION_POSITION)).hasSize(1);
    }

    @Test
    void a200OfSomebodyOnTheWayIsNoArchive() throws Exception {
        open(UploadWorld.gcp());
        answer(1, Asked::isBytes, 200, Map.of("Content-Type", "application/json"), "{}");

        assertWhole(world.send());

        assertThat(world.requests(StoreCall.SESSION_BYTES)).hasSize(1);
    }

    @Test
    void a200OfSomebodyOnTheWayForEverEndsInAnError() throws Exception {
        open(UploadWorld.gcp(200));
        answer(1000, Asked::isBytes, 200, Map.of(), "");

        assertThatThrownBy(() -> world.send()).isInstanceOf(UnavailableException.class);
        assertThat(times).as("with a pause each time").hasValue(Tries.MOST);
    }

    @Test
    void aPageIsAPageHoweverItIsSpelt() throws Exception {
        open(UploadWorld.gcp());
        answer(1000, Asked::isPosition, 200, Map.of("Content-Type", "Text/HTML; charset=utf-8"), "<html/>");
        between.change =
                answered -> answered.asked().isBytes() ? new Answered(answered.asked(), 503, "A", "b") : answered;

        assertThatThrownBy(() -> world.send())
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("a page for people");
    }

    @Test
    void aStoreThatHasAnotherLengthHasAnotherFile() throws Exception {
        open(UploadWorld.gcp());
        between.change = answered -> answered.asked().isBytes()
                ? new Answered(answered.asked(), 200, STORED, "" + (world.content.length - 1))
                : answered;

        assertThatThrownBy(() -> world.send())
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("has " + (world.content.length - 1) + " bytes; the file has");
    }

    @Test
    void anObjectThatThisOperationHasSentToItsEndIsItsOwn() throws Exception {
        open(UploadWorld.gcp());
        between.change = answered -> answered.asked().isBytes() && times.getAndIncrement() == 0
                ? new Answered(answered.asked(), 503, "A", "b")
                : answered;
        String there = "<Error><Code>AccessDenied</Code><Details>x does not have storage.objects.delete access to the"
                + " Google Cloud Storage object.</Details></Error>";
        between.instead = asked -> {
            if (asked.isPosition()) {
                return Optional.of(new Answered(asked, 308, Map.of(), ""));
            }
            boolean again = asked.isBytes() && times.get() > 0;
            return again ? Optional.of(new Answered(asked, 403, Map.of(), there)) : Optional.empty();
        };

        assertWhole(world.send());

        assertThat(world.memory.read().orElseThrow()).contains("\"lastByteSent\":true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-%d", "bytes=1-5"})
    void aSessionThatHasWhatCannotBeIsNonsense(String range) throws Exception {
        open(UploadWorld.gcp());
        String impossible = range.replace("%d", "" + world.content.length);
        between.change =
                answered -> answered.asked().isBytes() ? new Answered(answered.asked(), 503, "A", "b") : answered;
        answer(1000, Asked::isPosition, 308, Map.of("Range", impossible), "");

        assertThatThrownBy(() -> world.send())
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("Asking how much has arrived");
    }

    @Test
    void whatBreaksOftenAndGetsFurtherEachTimeIsNotGivenUp() throws Exception {
        open(UploadWorld.gcp());
        world.content(UploadWorld.bytes(16 * UploadWorld.BLOCK));
        world.aura
                .stores()
                .faults()
                .next(StoreFault.error(503)) // half of what was sent is kept
                .on(StoreCall.SESSION_BYTES)
                .times(3);
        world.aura
                .stores()
                .faults()
                .next(StoreFault.error(503))
                .on(StoreCall.SESSION_POSITION)
                .after(1)
                .times(Tries.MOST - 2);

        assertWhole(world.send());

        world.aura.stores().faults().assertAllStruck();
    }

    @Test
    void whatBrokeInTheMidstWasNotSentToItsEnd() throws Exception {
        open(UploadWorld.gcp());
        world.content(UploadWorld.bytes(256 * UploadWorld.BLOCK));
        between.close();
        world.console = world.aura.serve().baseUri();
        world.aura
                .stores()
                .faults()
                .next(StoreFault.resetAfter(UploadWorld.BLOCK))
                .on(StoreCall.SESSION_BYTES);
        world.aura.stores().faults().next(StoreFault.error(418)).on(StoreCall.SESSION_BYTES);

        assertThatThrownBy(() -> world.send())
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("418");

        assertThat(world.memory.read().orElseThrow()).doesNotContain("lastByteSent");
    }

    @Test
    void aSessionThatHasAllAndIsNotDoneIsAskedAgain() throws Exception {
        open(UploadWorld.gcp());
        between.change =
                answered -> answered.asked().isBytes() ? new Answered(answered.asked(), 503, "A", "b") : answered;
        answer(3, Asked::isPosition, 308, Map.of("Range", "bytes=0-" + (world.content.length - 1)), "");

        assertWhole(world.send());

        assertThat(world.requests(StoreCall.SESSION_BYTES)).hasSize(1);
        assertThat(times).hasValueGreaterThan(3);
    }

    @ParameterizedTest
    @CsvSource({"400, <Error><Code>RequestTimeout</Code></Error>", "307, <Error><Code>TemporaryRedirect</Code></Error>"
    })
    void someRefusalsOfAmazonPass(int status, String body) throws Exception {
        open(UploadWorld.aws());
        answer(1, Asked::isBytes, status, Map.of(), body);

        assertWhole(world.send());
    }

    private static final String EXPIRED =
            "<Error><Code>ExpiredToken</Code><Message>The provided token has expired.</Message></Error>";

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void partsWhoseAddressWasSignedWithWhatHasExpiredGetAnother(int count) throws Exception {
        open(UploadWorld.with(
                "aws",
                StoreSettings.defaults().partBytes(UploadWorld.BLOCK / 2),
                Quirks.documented().with(Quirk.RepeatedUpload.GOES_ON)));
        answer(count, Asked::isBytes, 400, Map.of(), EXPIRED);

        assertWhole(world.send());

        assertThat(world.asked("/import")).isEqualTo(2);
        assertThat(world.requests(StoreCall.PART)).hasSize(9);
    }

    @Test
    void aSignedAddressThatHasExpiredIsReplacedWhateverTheStoreCallsIt() throws Exception {
        open(UploadWorld.gcp());
        answer(1, asked -> asked.method().equals("POST") && !asked.path().startsWith("/v"), 400, Map.of(), EXPIRED);

        assertWhole(world.send());

        assertThat(world.asked("/import")).isEqualTo(2);
    }

    @Test
    void aSessionThatHasExpiredIsReplacedWhateverTheStoreCallsIt() throws Exception {
        open(UploadWorld.gcp());
        answer(2, asked -> asked.method().equals("PUT"), 400, Map.of(), EXPIRED);

        assertWhole(world.send());

        assertThat(world.requests(StoreCall.SESSION_START)).hasSize(2);
    }

    @Test
    void aSessionThatHasLessThanItSaidIsSentTheRestFromThere() throws Exception {
        open(UploadWorld.gcp());
        world.aura
                .stores()
                .faults()
                .next(StoreFault.resetAfter(3L * UploadWorld.BLOCK))
                .on(StoreCall.SESSION_BYTES);
        between.change = answered -> answered.asked().isPosition() && times.getAndIncrement() == 0
                ? new Answered(answered.asked(), 308, "Range", "bytes=0-" + (UploadWorld.BLOCK - 1))
                : answered;

        assertWhole(world.send());

        List<StoreRequest> sent = world.requests(StoreCall.SESSION_BYTES);
        assertThat(sent.get(sent.size() - 1).length()).isEqualTo(world.content.length - UploadWorld.BLOCK);
    }

    private void openWithoutNumbers() throws IOException {
        open(UploadWorld.with(
                "aws",
                StoreSettings.defaults().partBytes(UploadWorld.BLOCK / 2),
                Quirks.documented().with(Quirk.RepeatedUpload.GOES_ON_WITH_MISSING)));
        between.out = text -> text.replace("partNumber=", "n=");
        between.back = text -> text.replace("?n=", "?partNumber=");
    }

    @Test
    void addressesWithoutNumbersAreInOrder() throws Exception {
        openWithoutNumbers();

        assertWhole(world.send());
    }

    /** Some parts arrive, and it is forgotten that they do. */
    private void arrive(int... arriving) throws Exception {
        Announced announced = world.session()
                .ask(
                        world.time,
                        (console, token) -> console.announce(token, world.file().announcement()));
        Parts parts = Parts.of(world.content.length, announced.totalParts()).orElseThrow();
        for (int part : arriving) {
            FileRegion.Range range = parts.range(part);
            HttpRequest put = HttpRequest.newBuilder(announced.numbered().get(part))
                    .PUT(BodyPublishers.ofByteArray(world.content, (int) range.from(), (int) range.length()))
                    .build();
            assertThat(world.client.send(put, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void fewerWithoutNumbersAreTheLastOnesWhereNothingIsMissingBefore() throws Exception {
        openWithoutNumbers();
        arrive(1, 2, 3);

        assertWhole(world.send());

        assertThat(world.aura.imports()).hasSize(1);
        assertThat(world.requests(StoreCall.PART)).hasSize(9);
    }

    @Test
    void fewerWithoutNumbersAreNotSentToWhereThereAreHoles() throws Exception {
        openWithoutNumbers();
        arrive(1, 3, 5);
        ScriptedBench bench = world.bench().cancelledOnce(() -> world.asked("/import") >= 4);

        assertThatThrownBy(() -> world.send(bench)).isInstanceOf(ScriptedBench.Cancelled.class);

        assertThat(world.requests(StoreCall.PART)).hasSize(3);
        assertThat(world.asked("/upload-complete")).isZero();
    }
}
