package dev.restore4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.restore4j.testkit.fault.Fault;
import dev.restore4j.testkit.fault.ImportFault;
import dev.restore4j.testkit.model.AuraModel;
import dev.restore4j.testkit.model.LoadFailure;
import dev.restore4j.testkit.model.OperationKind;
import dev.restore4j.testkit.model.Overwrite;
import dev.restore4j.testkit.model.Quirk;
import dev.restore4j.testkit.model.Quirks;
import dev.restore4j.testkit.store.StoreFault;
import dev.restore4j.testkit.store.StoreSettings;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Console's protocol, from a login to the content of the instance. Time passes only where the test says so. */
@Timeout(60)
class ImportsTest extends ImportScene {

    @Test
    void anArchiveThroughASessionBecomesTheContent() throws Exception {
        ConsoleClient console = console();
        assertThat(console.size(1000).status()).isEqualTo(200);
        ConsoleClient.Reply announced = console.announce(archive);
        assertThat(announced.status()).isEqualTo(202);
        assertThat(announced.json().path("Provider").asText()).isEqualTo("GCP");
        assertThat(announced.body()).contains("X-Goog-Signature=" + AuraModel.SECRET_MARKER);
        URI session = ConsoleClient.open(announced);
        assertThat(session.toString()).contains(AuraModel.SECRET_MARKER);
        assertThat(ConsoleClient.put(session, archive).status()).isEqualTo(200);
        assertThat(console.status()).isEqualTo("running");
        assertThat(console.complete(archive).status()).isEqualTo(200);
        assertThat(console.status()).isEqualTo("loading");
        assertThat(instance.status()).isEqualTo("loading");
        assertThat(aura.overwrites()).singleElement().satisfies(act -> {
            assertThat(act.kind()).isEqualTo(OperationKind.IMPORT);
            assertThat(act.target()).isEqualTo(instance.id());
            assertThat(act.outcome()).isEqualTo(Overwrite.Outcome.UNDER_WAY);
        });
        time.advance(LONG);

        assertThat(console.status()).isEqualTo("running");
        assertThat(console.statusReply().json().has("Error")).isFalse();
        assertThat(instance.content()).isEqualTo("import:%08x".formatted(ConsoleClient.crc32(archive)));
        assertThat(aura.overwrites()).singleElement().matches(act -> act.outcome() == Overwrite.Outcome.SUCCEEDED);
        ReceivedImport received = aura.imports().get(0);
        assertThat(received.crc32()).hasValue(ConsoleClient.crc32(archive));
        assertThat(received.size()).hasValue(archive.length);
        assertThat(received.received()).isEqualTo(archive.length);
        assertThat(received.file().orElseThrow()).hasBinaryContent(archive);
        assertThat(received.completions()).isOne();
        assertThat(received.announced().neo4jVersion()).isEqualTo("5.26.30");
    }

    @Test
    void anArchiveInPartsBecomesTheContent() throws Exception {
        instance = aura.addInstance(spec -> spec.name("Amazon").region("aws", "eu-west-1"));
        ConsoleClient console = console();
        JsonNode announced = console.announce(archive).json();
        assertThat(announced.path("Provider").asText()).isEqualTo("AWS");
        assertThat(announced.path("TotalParts").asInt()).isEqualTo(3);
        assertThat(announced.path("SignedLinks")).hasSize(3);
        assertThat(announced.toString()).contains("X-Amz-Signature=" + AuraModel.SECRET_MARKER);
        sendPart(announced, 3);
        sendPart(announced, 1);
        sendPart(announced, 2);
        sendPart(announced, 2);
        JsonNode parts = parts(console, announced);
        assertThat(parts.path("Parts")).hasSize(3);
        assertThat(parts.path("Parts").path(0).path("PartNumber").asInt()).isOne();
        assertThat(console.complete(parts, archive).status()).isEqualTo(200);
        time.advance(LONG);

        assertThat(instance.content()).isEqualTo("import:%08x".formatted(ConsoleClient.crc32(archive)));
        assertThat(aura.imports().get(0).file().orElseThrow()).hasBinaryContent(archive);
        assertThat(aura.imports().get(0).received()).isEqualTo(archive.length + 200_000);
    }

    @Test
    void aSecondAnnouncementGoesOnWithWhatIsMissing() throws Exception {
        instance = aura.addInstance(spec -> spec.name("Amazon").region("aws", "eu-west-1"));
        ConsoleClient console = console();
        JsonNode first = console.announce(archive).json();
        sendPart(first, 1);
        sendPart(first, 3);
        JsonNode second = console.announce(archive).json();
        assertThat(second.path("UploadID")).isEqualTo(first.path("UploadID"));
        assertThat(second.path("TotalParts").asInt()).isEqualTo(3);
        assertThat(second.path("SignedLinks")).hasSize(2);

        console = with(Quirks.documented().with(Quirk.RepeatedUpload.STARTS_ANEW), builder -> {});
        assertThat(console.announce(archive).json().path("UploadID"))
                .isNotEqualTo(console.announce(archive).json().path("UploadID"));
    }

    /** Parts 1 and 3 have arrived of 4. */
    @ParameterizedTest
    @CsvSource({"GOES_ON, '2,3,4'", "GOES_ON_WITH_MISSING, '2,4'", "GOES_ON_WITH_LAST, '3,4'"})
    void whichPartsHaveAddressesIsNotKnown(Quirk.RepeatedUpload repeated, String expected) throws Exception {
        ConsoleClient unused = with(
                Quirks.documented().with(repeated),
                builder -> builder.stores(StoreSettings.defaults().partBytes(150_000)));
        instance = aura.addInstance(spec -> spec.name("Amazon").region("aws", "eu-west-1"));
        ConsoleClient console = console();
        JsonNode first = console.announce(archive).json();
        sendPart(first, 1);
        sendPart(first, 3);

        List<String> numbers = new ArrayList<>();
        console.announce(archive)
                .json()
                .path("SignedLinks")
                .forEach(link -> numbers.add(link.asText().replaceAll(".*partNumber=(\\d+).*", "$1")));

        assertThat(String.join(",", numbers)).isEqualTo(expected);
    }

    @Test
    void aWholeObjectIsNotReplaced() throws Exception {
        ConsoleClient console = console();
        ConsoleClient.put(ConsoleClient.open(console.announce(archive)), archive);
        ConsoleClient.Reply again = ConsoleClient.put(ConsoleClient.open(console.announce(archive)), archive);
        assertThat(again.status()).isEqualTo(403);
        assertThat(again.body())
                .contains("<Code>AccessDenied</Code>")
                .contains("does not have storage.objects.delete access to the Google Cloud Storage object.");
    }

    @Test
    void whatIsWrongIsFoundOutWhileLoading() throws Exception {
        ConsoleClient console = console();
        ConsoleClient.put(ConsoleClient.open(console.announce(7, archive.length)), archive);
        assertThat(console.announce(8, 10).status()).isEqualTo(202);
        assertFailsToLoad(console, 7, "The checksum of the archive is not the one that was announced");
        assertFailsToLoad(console, 8, "The archive has not arrived whole");
        ConsoleClient.put(ConsoleClient.open(console.announce(9, 10)), archive);
        assertFailsToLoad(console, 9, "The archive has 600000 bytes and should have 10");
    }

    private void assertFailsToLoad(ConsoleClient console, long crc32, String message) throws Exception {
        assertThat(console.completeWith(crc32).status()).isEqualTo(200);
        assertThat(console.status()).isEqualTo("loading");
        time.advance(LONG);
        JsonNode status = console.statusReply().json();
        assertThat(status.path("Status").asText()).isEqualTo("loading failed");
        assertThat(status.path("Error").path("Message").asText()).isEqualTo(message);
        assertThat(status.path("Error").path("Reason").asText()).isEqualTo("ImportIncomplete");
        assertThat(status.path("Error").path("Url").asText()).startsWith("https://");
        assertThat(aura.overwrites().get(aura.overwrites().size() - 1).outcome())
                .isEqualTo(Overwrite.Outcome.FAILED);
    }

    @Test
    void partsThatTheStoreDoesNotHaveAreFoundOutWhileLoading() throws Exception {
        instance = aura.addInstance(spec -> spec.name("Amazon").region("aws", "eu-west-1"));
        ConsoleClient console = console();
        JsonNode announced = console.announce(archive).json();
        for (int part = 1; part <= 3; part++) {
            sendPart(announced, part);
        }
        String parts = parts(console, announced).toString().replaceFirst("\\\\\"[0-9a-f]{8}", "\\\\\"00000000");
        console.complete(new ObjectMapper().readTree(parts), archive);
        time.advance(LONG);
        assertThat(console.status()).isEqualTo("loading failed");
    }

    @ParameterizedTest
    @CsvSource({
        "RESTORING, loading, loading",
        "RESTORING_THEN_LOADING, loading, updating",
        "UPDATING, updating, updating"
    })
    void theWordsMayBeOthers(Quirk.RestoreWords words, String early, String late) throws Exception {
        ConsoleClient console = with(Quirks.documented().with(words, Quirk.StaleRunning.TWENTY_SECONDS), builder -> {});
        ConsoleClient.put(ConsoleClient.open(console.announce(archive)), archive);
        console.complete(archive);
        assertThat(console.status()).isEqualTo("running");
        time.advance(Duration.ofSeconds(21));
        assertThat(console.status()).isEqualTo(early);
        time.advance(LONG.minusSeconds(22));
        assertThat(console.status()).isEqualTo(late);
        time.advance(Duration.ofSeconds(1));
        assertThat(console.status()).isEqualTo("running");
        assertThat(instance.content()).startsWith("import:");
    }

    @Test
    void aFailureStaysUntilTheNextImportShowsItsOwnWord() throws Exception {
        ConsoleClient console = with(
                Quirks.documented().with(Quirk.StaleRunning.TWENTY_SECONDS, Quirk.ContentAfterFailure.LOST),
                builder -> {});
        aura.faults().next(ImportFault.loadingFailed(LoadFailure.of("The store is corrupt", "Corrupt")));
        ConsoleClient.put(ConsoleClient.open(console.announce(archive)), archive);
        console.complete(archive);
        time.advance(LONG);
        assertThat(console.statusReply().json().path("Error").path("Reason").asText())
                .isEqualTo("Corrupt");
        assertThat(instance.content()).isEqualTo("lost");
        assertThat(console.complete(archive).status()).isEqualTo(200);
        assertThat(console.status()).isEqualTo("loading failed");
        time.advance(LONG);
        assertThat(console.status()).isEqualTo("running");
        assertThat(console.statusReply().json().has("Error")).isFalse();

        console = with(Quirks.documented().with(Quirk.RestoreAfterFailure.REFUSED_WITH_409), builder -> {});
        aura.faults().next(Fault.loadingFailed());
        ConsoleClient.put(ConsoleClient.open(console.announce(archive)), archive);
        console.complete(archive);
        time.advance(LONG);
        assertThat(console.statusReply().json().has("Error")).isFalse();
        assertThat(console.announce(5, 5).status()).isEqualTo(409);
    }

    @Test
    void whatAnArchiveContainsIsSaidByAFunction() throws Exception {
        ConsoleClient console = with(Quirks.documented(), builder -> builder.archiveContent(ImportsTest::firstByte));
        byte[] good = {42, 1};
        ConsoleClient.put(ConsoleClient.open(console.announce(good)), good);
        console.complete(good);
        time.advance(LONG);
        assertThat(instance.content()).isEqualTo("42");
        byte[] bad = {0};
        ConsoleClient.put(ConsoleClient.open(console.announce(bad)), bad);
        console.complete(bad);
        time.advance(LONG);
        assertThat(console.statusReply().json().path("Error").path("Message").asText())
                .isEqualTo("The archive cannot be loaded: not an archive");
        assertThat(instance.content()).isEqualTo("42");
    }

    private static String firstByte(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            int first = in.read();
            if (first == 0) {
                throw new IOException("not an archive");
            }
            return String.valueOf(first);
        }
    }

    @Test
    void flippedBitsAreTakenAndFoundOut() throws Exception {
        ConsoleClient console = console();
        aura.stores().faults().next(StoreFault.flippedBit());
        assertThat(ConsoleClient.put(ConsoleClient.open(console.announce(archive)), archive)
                        .status())
                .isEqualTo(200);
        console.complete(archive);
        time.advance(LONG);
        assertThat(console.status()).isEqualTo("loading failed");
    }

    private void sendPart(JsonNode announced, int number) throws Exception {
        int from = (number - 1) * 200_000;
        byte[] part = Arrays.copyOfRange(archive, from, from + 200_000);
        URI link = URI.create(announced.path("SignedLinks").path(number - 1).asText());
        ConsoleClient.Reply reply =
                ConsoleClient.store(HttpRequest.newBuilder(link).PUT(BodyPublishers.ofByteArray(part)));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("ETag")).startsWith("\"").endsWith("\"");
    }

    private JsonNode parts(ConsoleClient console, JsonNode announced) throws Exception {
        return console.parts(
                        ConsoleClient.crc32(archive), announced.path("UploadID").asText())
                .json();
    }
}
