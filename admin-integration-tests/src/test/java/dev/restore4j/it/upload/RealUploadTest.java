package dev.restore4j.it.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.embedded.EmbeddedNeo4j;
import dev.restore4j.embedded.RealNeo4jAdmin;
import dev.restore4j.embedded.SelfManagedNeo4j;
import dev.restore4j.it.upload.RealUpload.Ending;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.ReceivedImport;
import dev.restore4j.testkit.RecordedRequest;
import dev.restore4j.testkit.console.ConsoleProxy;
import dev.restore4j.testkit.model.AuraModel;
import dev.restore4j.testkit.model.OperationKind;
import dev.restore4j.testkit.model.OperationTimes;
import dev.restore4j.testkit.model.Overwrite;
import dev.restore4j.testkit.model.UploadProvider;
import dev.restore4j.testkit.store.ArchiveFile;
import dev.restore4j.testkit.store.StoreCall;
import dev.restore4j.testkit.store.StoreFault;
import dev.restore4j.testkit.store.StoreRequest;
import dev.restore4j.testkit.store.StoreSettings;
import dev.restore4j.time.TimeSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Driver;

/** The unmodified tool, the usual address, and the fake behind it. What it says is as in the table of measured texts. */
class RealUploadTest {

    private static final int PART = 100_000;

    @TempDir
    static Path directory;

    private static RealNeo4jAdmin admin;
    private static Path dumps;

    private static FakeAura aura;
    private static ConsoleProxy proxy;

    @BeforeAll
    static void dumpARealGraph() throws Exception {
        dumps = Files.createDirectory(directory.resolve("dumps"));
        try (SelfManagedNeo4j source = SelfManagedNeo4j.start(directory.resolve("source"))) {
            try (Driver driver = source.driver()) {
                driver.executableQuery("UNWIND range(1, 500) AS n CREATE (:Order {number: n,"
                                + " lines: [i IN range(1, 60) | randomUUID()]})-[:OF]->(:Customer)")
                        .execute();
            }
            source.stop();
            admin = source.admin().quickened();
            Ending dump = RealUpload.run(admin, "database", "dump", "--to-path=" + dumps, "neo4j");
            assertThat(dump.exitCode()).as(dump.err()).isZero();
        }
    }

    @BeforeAll
    static void openTheConsole() {
        aura = FakeAura.builder()
                .time(TimeSource.system())
                .operationTimes(OperationTimes.fixed(Duration.ofMillis(1500)))
                .stores(StoreSettings.defaults().partBytes(PART))
                .build();
        proxy = ConsoleProxy.to(aura.serve().baseUri());
    }

    @AfterAll
    static void close() {
        proxy.close();
        aura.close();
    }

    @Test
    void theUploadBecomesTheDataForBothKindsOfStores() throws Exception {
        try (EmbeddedNeo4j google = EmbeddedNeo4j.start(directory.resolve("google"), password());
                EmbeddedNeo4j amazon = EmbeddedNeo4j.start(directory.resolve("amazon"), password())) {
            FakeInstance onGoogle = instance(google, "gcp");
            FakeInstance onAmazon = instance(amazon, "aws");
            RealUpload first = RealUpload.start(admin, dumps, onGoogle, proxy);
            RealUpload second = RealUpload.start(admin, dumps, onAmazon, proxy);
            assertSuccess(first.end());
            assertSuccess(second.end());

            assertThat(count(google)).isEqualTo(500);
            assertThat(count(amazon)).isEqualTo(500);
            assertReceived(onGoogle, UploadProvider.GCP);
            assertReceived(onAmazon, UploadProvider.AWS);
            assertThat(overwritesOf(onGoogle)).hasSize(1);
            assertThat(overwritesOf(onAmazon))
                    .hasSize(1)
                    .allMatch(act -> act.kind() == OperationKind.IMPORT && act.byClient())
                    .allMatch(act -> act.outcome() == Overwrite.Outcome.SUCCEEDED);
            assertRequests(onGoogle);
            assertPartsOf(onAmazon);
        }
    }

    private static void assertSuccess(Ending ending) {
        assertThat(ending.exitCode()).as(ending.out() + ending.err()).isZero();
        assertThat(ending.err()).isEmpty();
        assertThat(ending.out())
                .contains("Successfully authenticated with Aura.")
                .contains("Your data was successfully pushed to Aura and is now running.")
                .contains("Dump successfully uploaded to Aura");
    }

    private static void assertReceived(FakeInstance target, UploadProvider provider) throws Exception {
        Path dump = dumps.resolve("neo4j.dump");
        ReceivedImport received = received(target);
        long crc32 = ArchiveFile.crc32(dump);
        assertThat(received.announced().provider()).isEqualTo(provider);
        assertThat(received.announced().crc32()).isEqualTo(crc32);
        assertThat(received.announced().neo4jVersion()).startsWith("5.26.");
        assertThat(received.crc32()).isEqualTo(OptionalLong.of(crc32));
        assertThat(received.size()).hasValue(Files.size(dump));
        assertThat(received.received()).isEqualTo(Files.size(dump));
        assertThat(received.completions()).isOne();
        assertThat(received.file().orElseThrow()).hasSameBinaryContentAs(dump);
        assertThat(target.content()).isEqualTo("import:%08x".formatted(crc32));
    }

    private static void assertRequests(FakeInstance target) {
        String import1 = "/v1/databases/" + target.id() + "/import/";
        assertThat(aura.requests().stream()
                        .filter(request -> request.path().contains(target.id()))
                        .map(RecordedRequest::line)
                        .distinct())
                .containsExactly(
                        "POST " + import1 + "auth -> 200",
                        "POST " + import1 + "size -> 200",
                        "POST /v2/databases/" + target.id() + "/import -> 202",
                        "POST " + import1 + "upload-complete -> 200",
                        "GET " + import1 + "status -> 200");
        assertThat(aura.stores().requests().stream()
                        .filter(request -> request.path().contains(target.id()))
                        .map(StoreRequest::status))
                .extracting(status -> status.orElse(0))
                .containsExactly(201, 200);
        assertThat(aura.requests().toString() + aura.stores().requests())
                .doesNotContain(AuraModel.SECRET_MARKER)
                .doesNotContain(AuraModel.TOKEN_MARKER);
    }

    private static void assertPartsOf(FakeInstance target) throws Exception {
        List<StoreRequest> puts = aura.stores().requests().stream()
                .filter(request -> request.path().contains(target.id()))
                .toList();
        long size = Files.size(dumps.resolve("neo4j.dump"));
        assertThat(puts).hasSize((int) ((size + PART - 1) / PART)).hasSizeGreaterThan(1);
        assertThat(puts.stream().mapToLong(StoreRequest::length).sum()).isEqualTo(size);
    }

    @Test
    void aWrongPasswordMissingConsentAndWhatDoesNotFitAreRefusedByTheModel() throws Exception {
        FakeInstance target = aura.addInstance(spec -> spec.name("Production"));
        FakeInstance small = aura.addInstance(spec -> spec.name("Small").importLimit(1000));
        FakeInstance gone = aura.addInstance(spec -> spec.name("Gone"));
        RealUpload unknown = RealUpload.start(admin, dumps, target, proxy, "wrong", "--overwrite-destination=true");
        RealUpload unasked = RealUpload.start(admin, dumps, target, proxy, target.password());
        assertFailure(unknown.end(), "Invalid username/password credentials");
        assertFailure(unasked.end(), "No consent to overwrite database. Aborting");
        RealUpload tooLarge = RealUpload.start(admin, dumps, small, proxy);
        gone.destroy();
        RealUpload missing = RealUpload.start(admin, dumps, gone, proxy);
        assertFailure(
                tooLarge.end(),
                "Error: The archive is larger than the storage of the instance. Minimum storage space required: ");
        assertFailure(missing.end(), "please check your Bolt URI");
        for (FakeInstance each : List.of(target, small, gone)) {
            assertThat(aura.imports())
                    .noneMatch(announced -> announced.instance().equals(each.id()));
            assertThat(overwritesOf(each)).isEmpty();
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "restore4j.thorough", matches = "true")
    void bytesThatChangedOnTheWayAreTakenAndFoundOutWhileLoading() throws Exception {
        aura.stores().faults().next(StoreFault.flippedBit());
        FakeInstance target = aura.addInstance(spec -> spec.name("Production"));
        assertFailure(
                RealUpload.start(admin, dumps, target, proxy).end(),
                "Error: The checksum of the archive is not the one that was announced. See: ");
        assertThat(target.status()).isEqualTo("loading failed");
        assertThat(overwritesOf(target)).hasSize(1).allMatch(act -> act.outcome() == Overwrite.Outcome.FAILED);
    }

    @Test
    @EnabledIfSystemProperty(named = "restore4j.thorough", matches = "true")
    void anUploadThatBreaksIsResumedWhereTheStoreSaysSo() throws Exception {
        long size = Files.size(dumps.resolve("neo4j.dump"));
        aura.stores().faults().next(StoreFault.error(503)).on(StoreCall.SESSION_BYTES);
        aura.stores().faults().next(StoreFault.error(500)).onPart(2);
        FakeInstance google = aura.addInstance(spec -> spec.name("Google"));
        FakeInstance amazon = aura.addInstance(spec -> spec.name("Amazon").region("aws", "here"));
        RealUpload first = RealUpload.start(admin, dumps, google, proxy);
        RealUpload second = RealUpload.start(admin, dumps, amazon, proxy);
        assertThat(first.end().out()).contains("resume upload from ");
        assertThat(second.end().err()).contains("Failed to upload part 1 to multipart url");
        for (FakeInstance each : List.of(google, amazon)) {
            ReceivedImport received = received(each);
            assertThat(received.completions()).isOne();
            assertThat(received.size()).hasValue(size);
            assertThat(received.received()).isGreaterThan(size);
            assertThat(overwritesOf(each)).hasSize(1).allMatch(act -> act.outcome() == Overwrite.Outcome.SUCCEEDED);
        }
    }

    private static List<Overwrite> overwritesOf(FakeInstance target) {
        return aura.overwrites().stream()
                .filter(act -> act.target().equals(target.id()))
                .toList();
    }

    private static ReceivedImport received(FakeInstance target) {
        return aura.imports().stream()
                .filter(each -> each.instance().equals(target.id()))
                .findFirst()
                .orElseThrow();
    }

    private static void assertFailure(Ending ending, String text) {
        assertThat(ending.exitCode()).as(ending.out() + ending.err()).isEqualTo(1);
        assertThat(ending.out() + ending.err()).contains(text);
    }

    private static FakeInstance instance(EmbeddedNeo4j backing, String cloud) {
        return aura.addInstance(
                backing, spec -> spec.name(cloud).region(cloud, "here").login(backing.user(), backing.password()));
    }

    private static long count(EmbeddedNeo4j neo4j) {
        try (Driver driver = neo4j.driver()) {
            return driver.executableQuery("MATCH (o:Order)-[:OF]->(:Customer) RETURN count(DISTINCT o.number) AS n")
                    .execute()
                    .records()
                    .get(0)
                    .get("n")
                    .asLong();
        }
    }

    private static String password() {
        return AuraModel.SECRET_MARKER + UUID.randomUUID();
    }
}
