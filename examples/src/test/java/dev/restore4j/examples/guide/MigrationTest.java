// tag::all[]
package dev.restore4j.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.admin.Neo4jAdmin;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.error.VerificationFailedException;
import dev.restore4j.journal.Journal;
import dev.restore4j.operation.DatabaseLogin;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.testkit.ArchiveContent;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.admin.AdminFault;
import dev.restore4j.testkit.admin.FakeNeo4jAdmin;
import dev.restore4j.testkit.admin.StoreSpec;
import dev.restore4j.testkit.admin.ToolCommand;
import dev.restore4j.testkit.fault.Fault;
import dev.restore4j.testkit.http.FakeAuraServer;
import dev.restore4j.testkit.model.OperationTimes;
import dev.restore4j.testkit.time.ScaledTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationTest {

    @TempDir
    private Path directory;

    private final Journal journal = Journal.inMemory();
    private final FakeAura fake = FakeAura.builder()
            .time(ScaledTime.times(50).startingAt(Instant.now())) // children live in the machine's time
            .operationTimes(OperationTimes.fixed(Duration.ofMinutes(2))) // 2.4 seconds of the machine
            .archiveContent(ArchiveContent.ofFakeDumps())
            .build();
    private final FakeAuraServer server = fake.serve();
    private FakeInstance instance;
    private FakeNeo4jAdmin tool;

    @BeforeEach
    void aDatabaseAndAnInstanceThatHoldsSomethingElse() {
        instance = fake.addInstance(spec -> spec.name("Orders"));
        instance.write("no orders");
        tool = FakeNeo4jAdmin.in(directory.resolve("neo4j"))
                .addDatabase("neo4j", StoreSpec.of("1000 orders"))
                .uploadsTo(server.baseUri());
    }

    @Test
    void movesTheDatabaseOnceHoweverOftenItIsRun() {
        fake.faults().next(Fault.answerLost()).on("POST", "/databases/*/import/upload-complete");

        RestoreResult result = migrate("1000 orders");
        RestoreResult again = migrate("1000 orders");

        assertThat(instance.content()).isEqualTo("1000 orders");
        assertThat(result.isVerified()).isTrue();
        assertThat(again.id()).isEqualTo(result.id());
        assertThat(fake.overwrites()).hasSize(1);
        assertThat(tool.calls(ToolCommand.UPLOAD)).hasSize(1);
    }

    @Test
    void putsBackWhatWasThereWhenTheDataIsWrong() {
        assertThatThrownBy(() -> migrate("2000 orders")).isInstanceOf(VerificationFailedException.class);

        assertThat(instance.content()).isEqualTo("no orders");
        assertThat(fake.overwrites()).hasSize(2); // the upload, and the safety snapshot
    }

    @Test
    void overwritesNothingWhenTheDumpIsCut() {
        tool.next(ToolCommand.DUMP, AdminFault.cutArchive()); // of which the tool says nothing

        assertThatThrownBy(() -> migrate("1000 orders")).isInstanceOf(RestoreRejectedException.class);

        assertThat(instance.content()).isEqualTo("no orders");
        assertThat(fake.overwrites()).isEmpty();
    }

    private RestoreResult migrate(String expected) {
        Neo4jAdmin admin = Neo4jAdmin.home(tool.home());
        try (AuraClient aura = AuraClient.builder()
                .baseUrl(server.baseUri()) // on loopback, the Console is there, too
                .credentials(fake.clientId(), fake.clientSecret())
                .time(fake.time())
                .exchangeTimeout(Duration.ofMinutes(10)) // 12 seconds of the machine
                .journal(journal)
                .build()) {
            return new Migration(aura, admin.database("neo4j").dumpsIn(directory.resolve("dumps")))
                    .migrate(
                            instance.id(),
                            () -> DatabaseLogin.of(instance.user(), instance.password()),
                            fake.contentIs(expected));
        }
    }

    @AfterEach
    void everyFaultHasStruck() {
        tool.assertAllStruck();
        fake.faults().assertAllStruck();
        fake.assertNothingLeftBehind();
        fake.close();
    }
}
// end::all[]
