package dev.restore4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.testkit.model.AuraModel;
import dev.restore4j.testkit.store.StoreCall;
import dev.restore4j.testkit.store.StoreFault;
import dev.restore4j.testkit.store.StoreRequest;
import dev.restore4j.testkit.store.StoreSettings;
import dev.restore4j.time.TimeSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The object stores behind signed addresses, and what goes wrong with them. */
@Timeout(60)
class StoresTest {

    private static final int BLOCK = 262_144;

    private final byte[] archive = ImportsTest.bytes(3 * BLOCK + 1000, 2);
    private final int size = archive.length;
    private FakeAura aura = FakeAura.create();
    private ConsoleClient console;

    @BeforeEach
    void login() throws Exception {
        start(StoreSettings.defaults().partBytes(BLOCK), "gcp");
    }

    private void start(StoreSettings settings, String cloud) throws Exception {
        aura.close();
        aura = FakeAura.builder().stores(settings).build();
        FakeInstance instance = aura.addInstance(spec -> spec.name("Production").region(cloud, "here"));
        console = new ConsoleClient(
                        java.net.http.HttpClient.newHttpClient(), aura.serve().baseUri(), instance)
                .login();
    }

    @AfterEach
    void close() {
        aura.close();
    }

    private URI session() throws Exception {
        return ConsoleClient.open(console.announce(archive));
    }

    private ConsoleClient.Reply send(URI session, int from, int to) throws Exception {
        return ConsoleClient.put(
                session, Arrays.copyOfRange(archive, from, to), "bytes " + from + "-" + (to - 1) + "/" + size);
    }

    private ConsoleClient.Reply position(URI session) throws Exception {
        return ConsoleClient.put(session, new byte[0], "bytes */" + size);
    }

    private void assertArrived() {
        assertThat(aura.imports().get(0).file().orElseThrow()).hasBinaryContent(archive);
    }

    @Test
    void aSessionTakesChunksOfWholeBlocks() throws Exception {
        URI session = session();
        assertThat(position(session).status()).isEqualTo(308);
        assertThat(position(session).header("Range")).isEmpty();
        assertThat(send(session, 0, BLOCK).header("Range")).isEqualTo("bytes=0-262143");
        ConsoleClient.Reply uneven = send(session, BLOCK, 2 * BLOCK + 5);
        assertThat(uneven.status()).isEqualTo(308);
        assertThat(uneven.header("Range")).isEqualTo("bytes=0-524287");
        assertThat(send(session, 2 * BLOCK, size).status()).isEqualTo(200);
        assertThat(position(session).status()).isEqualTo(200);
        assertArrived();
    }

    @Test
    void aSessionTakesAStreamOfUnknownLength() throws Exception {
        URI session = session();
        byte[] first = Arrays.copyOfRange(archive, 0, BLOCK);
        assertThat(ConsoleClient.put(session, first, "bytes 0-262143/*").status())
                .isEqualTo(308);
        assertThat(send(session, BLOCK, size).status()).isEqualTo(200);
        assertArrived();
    }

    @Test
    void aSessionRefusesGapsSmallChunksAndWhatItCannotRead() throws Exception {
        URI session = session();
        ConsoleClient.Reply gap = send(session, BLOCK, size);
        assertThat(gap.status()).isEqualTo(503);
        assertThat(gap.body())
                .contains("the upload offset is 262144 byte(s), which exceeds already uploaded size of 0");
        ConsoleClient.Reply small = send(session, 0, 500);
        assertThat(small.status()).isEqualTo(400);
        assertThat(small.body()).contains("required to be equal or greater than 262144");
        assertThat(ConsoleClient.put(session, archive, "bytes 0-1/2").status()).isEqualTo(400);
        assertThat(ConsoleClient.put(session, archive, "lines 1-2/3").status()).isEqualTo(400);
        byte[] block = Arrays.copyOf(archive, BLOCK);
        assertThat(ConsoleClient.put(session, block, "bytes 0-262143/262143").status())
                .isEqualTo(400);
    }

    @Test
    void bytesThatASessionHasAreSkipped() throws Exception {
        URI session = session();
        send(session, 0, 2 * BLOCK);
        byte[] rest = Arrays.copyOfRange(archive, BLOCK, size);
        rest[0] ^= 1; // what it has stays what it was
        assertThat(ConsoleClient.put(session, rest, "bytes " + BLOCK + "-" + (size - 1) + "/" + size)
                        .status())
                .isEqualTo(200);
        assertArrived();
        assertThat(aura.imports().get(0).received()).isEqualTo(size + BLOCK);
    }

    /** As when a program is killed and started again while what the first one sent is still on its way. */
    @Test
    void twoRequestsOfOneSessionMakeOneObject() throws Exception {
        aura.close();
        start(StoreSettings.defaults().bytesPerSecond(4L * size), "gcp");
        URI session = session();
        CompletableFuture<ConsoleClient.Reply> first = ConsoleClient.putAsync(session, archive);
        CompletableFuture<ConsoleClient.Reply> second = ConsoleClient.putAsync(session, archive);

        assertThat(first.get().status()).isEqualTo(200);
        assertThat(second.get().status()).isEqualTo(200);
        assertArrived();
    }

    @Test
    void aSessionCanBeGivenUp() throws Exception {
        URI session = session();
        assertThat(ConsoleClient.store(HttpRequest.newBuilder(session).DELETE()).status())
                .isEqualTo(499);
        assertThat(position(session).status()).isEqualTo(499);
    }

    @Test
    void whatNobodyHasSignedIsRefused() throws Exception {
        URI session = session();
        String link = console.announce(archive).json().path("SignedURI").asText();
        for (String forged : new String[] {link + "0", link.replaceFirst("\\?.*", ""), session + "0"}) {
            ConsoleClient.Reply refusal = ConsoleClient.store(HttpRequest.newBuilder(URI.create(forged))
                    .header("x-goog-resumable", "start")
                    .POST(BodyPublishers.noBody()));
            assertThat(refusal.status()).isEqualTo(403);
            assertThat(refusal.body()).contains("<Code>SignatureDoesNotMatch</Code>");
        }
        assertThat(aura.stores().requests().toString()).doesNotContain(AuraModel.SECRET_MARKER);
        ConsoleClient.Reply plain =
                ConsoleClient.store(HttpRequest.newBuilder(URI.create(link)).POST(BodyPublishers.noBody()));
        assertThat(plain.status()).isEqualTo(400);
        assertThat(plain.body()).contains("x-goog-resumable must be start");
    }

    @Test
    void anErrorKeepsSomeOfASessionAndNothingOfAPart() throws Exception {
        URI session = session();
        aura.stores().faults().next(StoreFault.error(503)).on(StoreCall.SESSION_BYTES);
        assertThat(ConsoleClient.put(session, archive).status()).isEqualTo(503);
        assertThat(position(session).header("Range")).isEqualTo("bytes=0-262143");
        assertThat(send(session, BLOCK, size).status()).isEqualTo(200);
        assertArrived();

        start(StoreSettings.defaults().partBytes(BLOCK), "aws");
        aura.stores().faults().next(StoreFault.error(500)).onPart(1);
        var announced = console.announce(archive).json();
        assertThat(part(announced, 1).status()).isEqualTo(500);
        assertThat(aura.stores().arrived(announced.path("UploadID").asText())).isEmpty();
        assertThat(part(announced, 1).status()).isEqualTo(200);
        assertThat(aura.stores().arrived(announced.path("UploadID").asText())).containsOnlyKeys(1);
        aura.stores().faults().assertAllStruck();
    }

    private ConsoleClient.Reply part(com.fasterxml.jackson.databind.JsonNode announced, int number) throws Exception {
        int each = (size + 3) / 4;
        byte[] part = Arrays.copyOfRange(archive, (number - 1) * each, Math.min(size, number * each));
        return ConsoleClient.store(HttpRequest.newBuilder(URI.create(
                        announced.path("SignedLinks").path(number - 1).asText()))
                .PUT(BodyPublishers.ofByteArray(part)));
    }

    @Test
    void aResetKeepsTheBlocksThatHadArrived() throws Exception {
        URI session = session();
        aura.stores().faults().next(StoreFault.resetAfter(BLOCK + 10));
        assertThatThrownBy(() -> ConsoleClient.put(session, archive)).isInstanceOf(IOException.class);
        assertThat(position(session).header("Range")).isEqualTo("bytes=0-262143");
        aura.stores().faults().next(StoreFault.reset());
        assertThatThrownBy(() -> position(session)).isInstanceOf(IOException.class);
    }

    @Test
    void aLostAnswerWasWork() throws Exception {
        URI session = session();
        aura.stores().faults().next(StoreFault.answerLost()).on(StoreCall.SESSION_BYTES);
        assertThatThrownBy(() -> ConsoleClient.put(session, archive)).isInstanceOf(IOException.class);
        assertThat(position(session).status()).isEqualTo(200);
        assertArrived();
        StoreRequest lost = aura.stores().requests().get(1);
        assertThat(lost.status()).isEmpty();
        assertThat(lost.length()).isEqualTo(size);
        assertThat(lost.crc32()).isEqualTo(ConsoleClient.crc32(archive));
        assertThat(lost.line()).endsWith(size + " bytes -> no answer (answer lost)");
    }

    @Test
    void aSessionMayKeepLessThanItWasSent() throws Exception {
        URI session = session();
        aura.stores().faults().next(StoreFault.keepsOnly(2 * BLOCK));
        ConsoleClient.Reply reply = ConsoleClient.put(session, archive);
        assertThat(reply.status()).isEqualTo(308);
        assertThat(reply.header("Range")).isEqualTo("bytes=0-524287");
        assertThat(send(session, 2 * BLOCK, size).status()).isEqualTo(200);
        assertArrived();
    }

    @Test
    void aSessionMayExpire() throws Exception {
        URI session = session();
        send(session, 0, BLOCK);
        aura.stores().faults().next(StoreFault.sessionExpired());
        assertThat(position(session).status()).isEqualTo(410);
        assertThat(send(session, BLOCK, size).status()).isEqualTo(410);
        assertThat(ConsoleClient.put(session(), archive).status()).isEqualTo(200);
        assertArrived();
    }

    @Test
    void anAnswerMayBeNonsenseOrAboutAnAddressThatIsTooOld() throws Exception {
        URI session = session();
        aura.stores().faults().next(StoreFault.nonsense());
        assertThat(ConsoleClient.put(session, archive).body()).contains("It works!");
        assertThat(position(session).header("Range")).isEmpty();
        aura.stores().faults().next(StoreFault.addressExpired());
        ConsoleClient.Reply refused = ConsoleClient.put(session, archive);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).contains("<Code>AccessDenied</Code>").doesNotContain("<Details>");
    }

    @Test
    void aStallLastsUntilTheFakeIsClosed() throws Exception {
        URI session = session();
        List<CompletableFuture<ConsoleClient.Reply>> stalled = new ArrayList<>();
        for (StoreFault fault : new StoreFault[] {StoreFault.stallAfter(BLOCK), StoreFault.stallAfterWork()}) {
            aura.stores().faults().next(fault);
            int before = aura.stores().requests().size();
            stalled.add(ConsoleClient.putAsync(session, archive));
            awaitRequest(before);
        }
        assertThat(position(session).status()).isEqualTo(200);
        assertThat(stalled).noneMatch(CompletableFuture::isDone);
        aura.close();
        assertThat(stalled).allSatisfy(put -> assertThatThrownBy(put::join).hasCauseInstanceOf(IOException.class));
    }

    /** Until the store has written another one down. */
    private void awaitRequest(int before) throws InterruptedException {
        while (aura.stores().requests().size() == before) {
            TimeSource.system().sleep(Duration.ofMillis(5));
        }
    }

    @Test
    void rateAndLatencyAreKeptTo() throws Exception {
        start(StoreSettings.defaults().bytesPerSecond(2_000_000).latency(Duration.ofMillis(50)), "gcp");
        URI session = session();
        long begin = System.nanoTime();
        assertThat(ConsoleClient.put(session, archive).status()).isEqualTo(200);
        double seconds = (System.nanoTime() - begin) / 1e9;
        assertThat(seconds).isGreaterThan(size / 2e6 + 0.05 - 0.01);
    }

    @Test
    void faultsThatDoNothingThereAreRefused() {
        assertThatThrownBy(() ->
                        aura.stores().faults().next(StoreFault.keepsOnly(1)).onPart(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The fault 'keeps only 1' does nothing to PART.");
        aura.stores().faults().clear();
        aura.stores().faults().next(StoreFault.error(500)).onPart(7);
        assertThatThrownBy(() -> aura.stores().faults().assertAllStruck())
                .isInstanceOf(AssertionError.class)
                .hasMessage("never struck: 500 on PART 7, struck 0 times");
    }

    @Test
    void theFilesGoWithTheFake() throws Exception {
        ConsoleClient.put(session(), archive);
        Path file = aura.imports().get(0).file().orElseThrow();
        assertThat(file).exists();
        aura.close();
        aura.close();
        assertThat(file).doesNotExist();
        assertThat(file.getParent().getParent()).doesNotExist();
        assertThat(aura.imports().get(0).file()).isEmpty();
        assertThat(Files.exists(file)).isFalse();
    }
}
