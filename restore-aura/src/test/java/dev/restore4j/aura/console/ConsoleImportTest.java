package dev.restore4j.aura.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.aura.console.CompletionAnswer.NotTaken;
import dev.restore4j.aura.console.CompletionAnswer.Refused;
import dev.restore4j.aura.console.CompletionAnswer.Taken;
import dev.restore4j.aura.console.CompletionAnswer.Unknown;
import dev.restore4j.aura.wire.Exchange;
import dev.restore4j.error.ProtocolException;
import dev.restore4j.error.RestoreException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.operation.DatabaseLogin;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.RecordedRequest;
import dev.restore4j.testkit.fault.Fault;
import dev.restore4j.testkit.fault.ImportFault;
import dev.restore4j.testkit.model.AuraModel;
import dev.restore4j.testkit.model.LoadFailure;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The steps of an import as they are asked of the Console, and what its answers prove. */
class ConsoleImportTest {

    private static final Announcement ARCHIVE = new Announcement(67_121_225L, 11_227_720, 288_849_920);

    /** A Console on this machine, whose stores may be there, too. */
    private final FakeAura aura =
            FakeAura.builder().consoleUri(URI.create("http://127.0.0.1:7")).build();

    private final FakeInstance instance =
            aura.addInstance(spec -> spec.name("Production").importLimit(300_000_000));
    private final Exchange exchange = new Exchange(aura.httpClient(), aura.time(), Duration.ofSeconds(30));
    private final ConsoleSession session = new ConsoleSession(
            new Console(exchange, aura.time(), aura.consoleUri(), instance.id()),
            () -> DatabaseLogin.of(instance.user(), instance.password()));

    @AfterEach
    void close() {
        aura.close();
    }

    private <T> T ask(ConsoleSession.Step<T> step) throws InterruptedException {
        return aura.virtualTime().<T, InterruptedException>run(() -> session.ask(aura.time(), step));
    }

    private Announced announce() throws InterruptedException {
        return ask((console, token) -> console.announce(token, ARCHIVE));
    }

    private void size(long bytes) throws InterruptedException {
        Boolean unused = ask((console, token) -> {
            console.size(token, bytes);
            return true;
        });
    }

    private CompletionAnswer complete() throws InterruptedException {
        return aura.virtualTime()
                .<CompletionAnswer, InterruptedException>run(() -> session.complete(
                        new Completion(ARCHIVE.crc32(), null),
                        aura.time().nanoTime() + Duration.ofMinutes(1).toNanos()));
    }

    private RecordedRequest last() {
        List<RecordedRequest> all = aura.requests();
        return all.get(all.size() - 1);
    }

    @Test
    void theRequestsAreThoseOfTheRealTool() throws Exception {
        size(288_849_920);
        assertThat(last().path()).isEqualTo("/v1/databases/" + instance.id() + "/import/size");
        assertThat(last().body()).isEqualTo("{\"FullSize\":288849920}");
        assertThat(last().headers())
                .containsEntry("content-type", "application/json")
                .containsEntry("accept", "application/json")
                .doesNotContainKey("neo4j-version");

        Announced announced = announce();
        assertThat(last().path()).isEqualTo("/v2/databases/" + instance.id() + "/import");
        assertThat(last().body()).isEqualTo("{\"Crc32\":67121225,\"DumpSize\":11227720,\"FullSize\":288849920}");
        assertThat(last().headers()).containsEntry("neo4j-version", "5.26.30");
        assertThat(announced.isInParts()).isFalse();
        assertThat(announced.toString()).doesNotContain(AuraModel.SECRET_MARKER);

        assertThat(complete()).isInstanceOf(Taken.class);
        assertThat(last().path()).isEqualTo("/v1/databases/" + instance.id() + "/import/upload-complete");
        assertThat(last().body()).isEqualTo("{\"Crc32\":67121225}");
        assertThat(last().headers()).containsEntry("neo4j-version", "5.26.30");
        assertThat(aura.requests())
                .filteredOn(request -> request.path().endsWith("/auth"))
                .hasSize(1);
    }

    @Test
    void thePartsAreAskedForByChecksumAndId() throws Exception {
        FakeInstance amazon = aura.addInstance(spec -> spec.name("Amazon").region("aws", "here"));
        ConsoleSession other = new ConsoleSession(
                new Console(exchange, aura.time(), aura.consoleUri(), amazon.id()),
                () -> DatabaseLogin.of(amazon.user(), amazon.password()));
        aura.virtualTime().<Boolean, InterruptedException>run(() -> {
            Announced announced = other.ask(aura.time(), (console, token) -> console.announce(token, ARCHIVE));
            assertThat(announced.isInParts()).isTrue();
            assertThat(announced.links()).hasSize(announced.totalParts());
            assertThat(announced.numbered()).hasSize(announced.totalParts());
            String id = announced.uploadId();
            ArrivedParts parts = other.ask(aura.time(), (console, token) -> console.arrived(token, ARCHIVE.crc32(), id))
                    .orElseThrow();
            assertThat(last().body()).isEqualTo("{\"Crc32\":67121225,\"UploadID\":\"" + id + "\"}");
            assertThat(parts.numbers()).isEmpty();
            assertThat(parts.areAll(announced.totalParts())).isFalse();
            assertThat(parts.with(7)).contains("\"Parts\":[]", "\"UploadID\":\"" + id, "\"Crc32\":7");
            Optional<ArrivedParts> unknown = other.ask(aura.time(), (console, token) -> console.arrived(token, 1, id));
            assertThat(unknown).isEmpty();
            return true;
        });
    }

    @Test
    void aFileThatIsTooBigIsRefusedWithTheServicesWords() {
        RestoreRejectedException refused =
                catchThrowableOfType(RestoreRejectedException.class, () -> size(300_000_001));

        assertThat(refused.code()).isEqualTo("file-too-big");
        assertThat(refused).hasMessageContaining("larger than the storage of the instance");
    }

    @Test
    void anAnnouncementThatIsTooBigOrBusyIsRefused() {
        aura.faults().next(ImportFault.tooLarge()).on("POST", "/v2/databases/*/import");
        assertThat(catchThrowableOfType(RestoreRejectedException.class, this::announce)
                        .code())
                .isEqualTo("file-too-big");

        instance.pause();
        assertThat(catchThrowableOfType(RestoreRejectedException.class, this::announce)
                        .code())
                .isEqualTo("target-busy");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 301, 404, 418})
    void onlyA202IsAnAnnouncement(int status) {
        aura.faults().next(ImportFault.answeredWith(status)).on("POST", "/v2/databases/*/import");

        assertThatThrownBy(this::announce)
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("POST /v2/…/import")
                .hasMessageContaining(String.valueOf(status))
                .hasMessageNotContaining(AuraModel.SECRET_MARKER);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 202, 204})
    void onlyA200SaysThatItFits(int status) {
        aura.faults().next(ImportFault.answeredWith(status)).on("POST", "/databases/*/import/size");

        assertThatThrownBy(() -> size(1))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("POST /import/size")
                .hasMessageContaining(String.valueOf(status));
    }

    @Test
    void anAnnouncementWithoutAddressesOrJsonIsNonsense() {
        aura.faults().next(ImportFault.noAddresses());
        assertThatThrownBy(this::announce)
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("names no provider");

        aura.faults().next(Fault.notJson()).on("POST", "/v2/databases/*/import");
        assertThatThrownBy(this::announce).isInstanceOf(RestoreException.class).hasMessageContaining("no JSON");
    }

    @ParameterizedTest
    @CsvSource({
        "https://storage.googleapis.com/x?s=SECRET, console.neo4j.io, true",
        "HTTPS://storage.googleapis.com/x, console.neo4j.io, true",
        "https://storage.googleapis.com/x, 127.0.0.1, true",
        "http://127.0.0.1:8080/x, 127.0.0.1, true",
        "HTTP://127.0.0.1:8080/x, localhost, true",
        "http://localhost/x, 127.0.0.1, true",
        "http://127.0.0.1:8080/x?s=SECRET, console.neo4j.io, false",
        "http://localhost/x?s=SECRET, console.neo4j.io, false",
        "http://storage.googleapis.com/x?s=SECRET, console.neo4j.io, false",
        "http://storage.googleapis.com/x?s=SECRET, 127.0.0.1, false",
        "https://user:SECRET@storage.googleapis.com/x, 127.0.0.1, false",
        "http://user:SECRET@127.0.0.1/x, 127.0.0.1, false",
        "ftp://127.0.0.1/SECRET, 127.0.0.1, false",
        "/x?s=SECRET, 127.0.0.1, false",
        "https:///SECRET, 127.0.0.1, false",
        "https://x y/SECRET, 127.0.0.1, false",
        "'', 127.0.0.1, false",
    })
    void bytesGoWhereNobodyReadsAlong(String address, String host, boolean fit) {
        URI giver = URI.create("https://" + host);
        assertThat(SignedAddress.parse(address, giver).isPresent()).isEqualTo(fit);
        if (!fit) {
            assertThatThrownBy(() -> SignedAddress.of(address, giver, "It", null))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageNotContaining("SECRET")
                    .hasNoCause();
        } else {
            assertThat(SignedAddress.of(address, giver, "It", null)).isEqualTo(URI.create(address));
        }
    }

    private CompletionAnswer completeUnder(Fault fault) throws InterruptedException {
        Announced unused = announce();
        aura.faults().next(fault).on("POST", "/v1/databases/*/import/upload-complete");
        CompletionAnswer answer = complete();
        aura.faults().assertAllStruck();
        long sent = aura.requests().stream()
                .filter(request -> request.path().endsWith("/upload-complete"))
                .count();
        assertThat(sent).as("sent once").isEqualTo(1);
        return answer;
    }

    @ParameterizedTest
    @CsvSource({
        "400,upload-refused",
        "404,upload-unknown",
        "410,upload-unknown",
        "409,target-busy",
        "422,upload-refused"
    })
    void aRefusalIsProven(int status, String code) throws Exception {
        Fault refusal = ImportFault.refused(status, LoadFailure.of("No, thank you", "Whatever"));

        assertThat(completeUnder(refusal)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.message()).contains("No, thank you");
        });
    }

    @Test
    void noConsentIsARefusalOfItsOwn() throws Exception {
        assertThat(completeUnder(ImportFault.noConsent()))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo("no-consent"));
    }

    @ParameterizedTest
    @CsvSource({"401,access-refused", "403,access-refused", "429,too-many-requests"})
    void someRefusalsPass(int status, String code) throws Exception {
        Fault refusal = ImportFault.refused(status, LoadFailure.of("Not now", "Whatever"));

        assertThat(completeUnder(refusal))
                .isInstanceOfSatisfying(
                        NotTaken.class, answer -> assertThat(answer.code()).isEqualTo(code));
        assertThat(complete()).isInstanceOf(Taken.class);
        assertThat(aura.requests().stream()
                        .filter(request -> request.path().endsWith("/auth"))
                        .count())
                .as("logins")
                .isEqualTo(status == 429 ? 1 : 2);
    }

    @Test
    void aConnectionThatWasNotMadeSentNothing() throws Exception {
        assertThat(completeUnder(Fault.connectRefused())).isInstanceOf(NotTaken.class);
        assertThat(aura.overwrites()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 202, 204, 301, 307, 408, 500, 502, 503, 504})
    void whatIsNeitherIsUnknown(int status) throws Exception {
        assertThat(completeUnder(ImportFault.answeredWith(status)))
                .isInstanceOfSatisfying(
                        Unknown.class, unknown -> assertThat(unknown.why()).contains(String.valueOf(status)));
        assertThat(aura.overwrites()).hasSize(1);
    }

    @Test
    void aLostAnswerIsUnknown() throws Exception {
        assertThat(completeUnder(Fault.answerLost())).isInstanceOf(Unknown.class);
        assertThat(aura.overwrites()).hasSize(1);
    }

    @Test
    void silenceIsUnknownAfterFiveMinutes() throws Exception {
        long begun = aura.time().nanoTime();

        assertThat(completeUnder(Fault.stallAfterWork()))
                .isInstanceOfSatisfying(
                        Unknown.class, unknown -> assertThat(unknown.why()).contains("no answer within 300"));

        assertThat(Duration.ofNanos(aura.time().nanoTime() - begun)).isBetween(ofMinutes(5), ofMinutes(6));
    }

    private static Duration ofMinutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }

    @Test
    void a200IsAcceptanceWhateverBecameOfItsBody() throws Exception {
        assertThat(completeUnder(Fault.cutShort())).isInstanceOf(Taken.class);
    }

    @Test
    void afterItsTimeNothingIsSent() throws Exception {
        Announced unused = announce();
        int before = aura.requests().size();

        assertThatThrownBy(() -> aura.virtualTime()
                        .<CompletionAnswer, InterruptedException>run(() -> session.complete(
                                new Completion(ARCHIVE.crc32(), null),
                                aura.time().nanoTime() - 1)))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("was not sent");

        assertThat(aura.requests()).hasSize(before);
    }
}
