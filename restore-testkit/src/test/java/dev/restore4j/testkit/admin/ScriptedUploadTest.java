package dev.restore4j.testkit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisabledOnOs(OS.WINDOWS)
class ScriptedUploadTest {

    private static final String URI = "neo4j+s://abcd1234.databases.neo4j.io";
    private static final Map<String, String> CREDENTIALS =
            Map.of("NEO4J_USERNAME", "neo4j", "NEO4J_PASSWORD", "swordfish");

    @TempDir
    private Path directory;

    private FakeNeo4jAdmin fake;

    @AfterEach
    void everyFaultStruck() {
        fake.assertAllStruck();
    }

    @BeforeEach
    void install() throws Exception {
        fake = FakeNeo4jAdmin.in(directory.resolve("home")).pollsEvery(Duration.ofMillis(1));
        Files.write(directory.resolve("neo4j.dump"), DumpArchive.write(Stores.files(StoreSpec.of("1000 orders"))));
    }

    private FakeRun upload(String uri, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("database", "upload", "--from-path=" + directory, "--to-uri=" + uri));
        arguments.addAll(List.of(more));
        arguments.add("neo4j");
        return FakeRun.start(fake, CREDENTIALS, arguments.toArray(String[]::new));
    }

    @Test
    void successIsToldInTheWordsOfTheRealTool() throws InterruptedException {
        FakeRun run = upload(URI);
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("Detected source dump file at: " + directory.resolve("neo4j.dump")
                        + "\nSuccessfully authenticated with Aura.\n"
                        + "Generating crc32 of archive, this may take some time...\nUpload\n"
                        + "....................  10%\n")
                .contains(".................... 100%\nUpload completed successfully\n\nWe have received your export")
                .endsWith("Your data was successfully pushed to Aura and is now running.\n"
                        + "Dump successfully uploaded to Aura\nYour archive at " + directory.resolve("neo4j.dump")
                        + " can now be deleted.\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AUTHENTICATE|401|Invalid username/password credentials",
                "AUTHENTICATE|403|The credentials provided do not give administrative access to the target database",
                "AUTHENTICATE|404|We encountered a problem while contacting your Neo4j Aura instance, please check your Bolt URI",
                "AUTHENTICATE|409|No consent to overwrite database. Aborting",
                "AUTHENTICATE|503|Unexpected response code 503 from request: Authorization",
                "SIZE|401|Unexpected response code 401 from request: Size check",
                "INITIATE|401|The given authorization token is invalid or has expired",
                "INITIATE|200|Unexpected response code 200 from request: Initiating upload target",
                "START|503|Unexpected response code 503 from request: Initiating database upload",
                "PUT|400|You can re-try using the existing dump by running this command",
                "PARTS|500|Failed to trigger import, please contact Aura support at",
                "COMPLETE|409|The target database contained data and consent to overwrite the data was not given. Aborting",
                "COMPLETE|202|neo4j-admin database upload --from-path=",
                "STATUS|401|Unexpected response code 401 from request: Trigger import/restore after successful upload",
            })
    void eachRefusalHasItsWords(UploadStep step, int code, String text) throws InterruptedException {
        fake.next(ToolCommand.UPLOAD, AdminFault.answers(step, code));
        FakeRun run = upload(URI);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains(text);
        assertThat(run.out().contains("Upload completed"))
                .isEqualTo(step == UploadStep.COMPLETE || step == UploadStep.STATUS);
        assertThat(run.out().contains("We have received your export")).isEqualTo(step == UploadStep.STATUS);
        assertThat(run.out()).doesNotContain("successfully pushed");
    }

    @Test
    void aTargetThatIsTooSmallIsToldWithWhatItNeeds() throws InterruptedException {
        fake.next(
                ToolCommand.UPLOAD,
                AdminFault.answers(
                        UploadStep.SIZE,
                        422,
                        "{\"Message\":\"Too large.\",\"Reason\":\"ImportExceedsMaxSize\",\"Url\":\"https://help\"}"));
        FakeRun run = upload(URI);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("Error: Too large. Minimum storage space required: 0.0 GB. See: https://help\n");
        assertThat(run.out()).contains("=== Unexpected response ===");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "loading failed|{\"Message\":\"The store is corrupt\",\"Url\":\"https://help\"}|Error: The store is corrupt. See: https://help",
                "loading failed||an unexpected problem occurred, please contact customer support at",
                "paused||Database status: paused",
                "running||Timed out waiting for database load to start",
            })
    void whatTheTargetSaysOfItselfEndsTheUpload(String status, String error, String text) throws InterruptedException {
        fake.next(ToolCommand.UPLOAD, AdminFault.loadStatus(status, error == null ? "" : error));
        FakeRun run = upload(URI);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("Upload completed successfully");
        assertThat(run.err()).contains(text);
    }

    @Test
    void whatTheRealOneTriesAgainSucceeds() throws InterruptedException {
        fake.next(ToolCommand.UPLOAD, AdminFault.answers(UploadStep.STATUS, 503));
        FakeRun status = upload(URI);
        assertThat(status.exitCode()).isZero();
        assertThat(status.err()).isEqualTo("Received HTTP 5xx error polling status. Retrying...\n");
        fake.next(ToolCommand.UPLOAD, AdminFault.answers(UploadStep.PUT, 503));
        FakeRun put = upload(URI);
        assertThat(put.exitCode()).isZero();
        assertThat(put.out()).containsPattern("resume upload from 0 to \\d+ of \\d+ bytes");
    }

    @Test
    void aSilentServerHangsIt() throws InterruptedException {
        fake.next(ToolCommand.UPLOAD, AdminFault.hangsAt(UploadStep.COMPLETE));
        try (FakeRun run = upload(URI)) {
            run.awaitOutAndFaults("Upload completed successfully");
            assertThat(run.process().isAlive()).isTrue();
            run.process().destroy();
            assertThat(run.exitCode()).isEqualTo(143);
            assertThat(run.out()).contains("Upload completed successfully").doesNotContain("We have received");
        }
    }

    @Test
    void aCutArchiveIsUploadedAndReportedAsSuccess() throws Exception {
        byte[] whole = DumpArchive.write(Stores.files(StoreSpec.of("orders ".repeat(5000))));
        Files.write(directory.resolve("neo4j.dump"), Arrays.copyOf(whole, whole.length / 2));
        FakeRun run = upload(URI);
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Your data was successfully pushed to Aura and is now running.");
    }

    @ParameterizedTest
    @CsvSource({
        "neo4j+s://abcd-staging.databases.neo4j.io, 0, 0",
        "neo4j://abcd-@127.0.0.1:18443/.databases.neo4j.io, 0, 0",
        "neo4j+s://abcd.production-orch-0003.neo4j.io, 0, 0",
        "neo4j+s://abcd.databases.neo4j.io/, 1, 1",
        "bolt+s://abcd.databases.neo4j.io, 1, 1",
        "neo4j+s://abcd.instances.neo4j.io, 1, 1",
    })
    void theUriIsCheckedAsLaxlyAsTheRealOneDoes(String uri, int older, int newer) throws InterruptedException {
        assertThat(upload(uri).exitCode()).isEqualTo(older);
        fake.line(AdminLine.V2026);
        assertThat(upload(uri).exitCode()).isEqualTo(newer);
    }

    @Test
    void onlyTheNewerLineKnowsInstancesWithSeveralDatabases() throws InterruptedException {
        String uri = "neo4j+s://abcd.instances.neo4j.io";
        assertThat(upload(uri, "--to-dbid=efgh").exitCode()).isEqualTo(64);
        fake.line(AdminLine.V2026);
        assertThat(upload(uri, "--to-dbid=efgh").exitCode()).isZero();
        FakeRun without = upload(uri);
        assertThat(without.exitCode()).isEqualTo(1);
        assertThat(without.err()).contains("--to-dbid must be specified when providing an instance based URI");
    }
}
