package dev.restore4j.it.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.Assessment;
import dev.restore4j.ConfirmedRestore;
import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.error.JournalException;
import dev.restore4j.error.OutcomeUnknownException;
import dev.restore4j.error.RestoreException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.it.badinput.SmallDisk.Rest;
import dev.restore4j.it.fixture.Intercepting;
import dev.restore4j.it.fixture.Production;
import dev.restore4j.it.fixture.Way;
import dev.restore4j.journal.FileJournal;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.model.OperationTimes;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal that cannot be written stops the restore before anything is sent; after that, it is watched and told. */
class UnwritableJournalTest {

    @TempDir
    Path directory;

    private SmallDisk disk;
    private final Production production = account();

    private static Production account() {
        return Production.in(FakeAura.builder().operationTimes(OperationTimes.fixed(Duration.ofSeconds(40))));
    }

    @BeforeEach
    void format() {
        disk = new SmallDisk(directory.resolve("state"));
    }

    @AfterEach
    void close() {
        production.close();
    }

    /** Real files, in the way. */
    @Test
    void whereTheDirectoryCannotBeMadeNothingIsBegun() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        Path below = Files.createDirectory(directory.resolve("directory"));
        Files.createFile(below.resolve("operations"));
        for (Path place : List.of(file, file.resolve("below"), below, Path.of("/proc/self/restore4j"))) {
            RestorePlan plan = production
                    .aura()
                    .virtualTime()
                    .run(() -> Way.IN_PLACE.plan(production, production.client(FileJournal.at(place))));
            production.run(() -> assertThat(catchThrowable(plan::confirm))
                    .isInstanceOf(RestoreException.class)
                    .hasMessageContaining(place.toString())
                    .hasMessageContaining("RESTORE4J_STATE_DIR"));
        }
        production.assertNothingSent();
    }

    @Test
    void aReadOnlyDiskIsFoundByTheAssessment() {
        disk.makeReadOnly();
        assertThat(blockingFinding()).contains("Cannot write", directory.toString());
        production.assertNothingSent();
    }

    @Test
    void aFullDiskIsFoundByTheAssessment() {
        disk.leave(4_000, Rest.TAKEN_BACK);
        assertThat(blockingFinding()).contains("is full", directory.toString());
        production.assertNothingSent();
    }

    private String blockingFinding() {
        return production.aura().virtualTime().run(() -> {
            Assessment assessment = plan(request -> {}).assess();
            assertThat(assessment.blocking()).extracting(Finding::code).containsExactly("journal-unusable");
            assertThat(catchThrowable(assessment::confirm)).isInstanceOf(RestoreRejectedException.class);
            return assessment.blocking().get(0).message();
        });
    }

    @Test
    void aDiskThatFillsUpAfterTheAssessmentStopsTheRestore() {
        production.run(() -> {
            ConfirmedRestore confirmed = plan(request -> {}).confirm();
            disk.leave(100, Rest.TAKEN_BACK);
            assertThat(catchThrowable(confirmed::execute))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining(directory.toString());
            production.assertNothingSent();
            disk.makeWritable();
            plan(request -> {}).confirm().execute();
        });
        production.assertRestoredOnce();
    }

    @Test
    void aDiskThatBecomesReadOnlyBeforeTheSendingStopsTheRestore() {
        production.run(() -> {
            ConfirmedRestore confirmed = plan(request -> {
                        if (isCheck(request)) {
                            disk.makeReadOnly();
                        }
                    })
                    .confirm();
            JournalException e = catchThrowableOfType(JournalException.class, confirmed::execute);
            assertThat(e.state()).isEqualTo(RestoreState.CONFIRMED);
            assertThat(e.overwritten()).isEqualTo(Overwritten.NO);
            production.assertNothingSent();
            disk.makeWritable();
            plan(request -> {}).confirm().execute();
        });
        production.assertRestoredOnce();
    }

    /** The operation was journalled when the program reads the snapshot again. */
    private boolean isCheck(HttpRequest request) {
        return request.uri().getPath().contains("/snapshots/") && !disk.list().isEmpty();
    }

    @Test
    void aDiskThatFillsUpAfterTheSendingIsToldByTheResultAndNothingIsSentAgain() {
        production.run(() -> {
            RestoreResult result = plan(request -> {
                        if (Intercepting.isSubmission(request)) {
                            disk.leave(0, Rest.TAKEN_BACK);
                        }
                    })
                    .confirm()
                    .execute();
            assertThat(result.state()).isEqualTo(RestoreState.COMPLETED);
            assertThat(result.warnings()).extracting(Finding::code).contains("journal-incomplete");
            assertThat(result.toString()).contains("journal-incomplete", directory.toString());

            // the journal only knows that something may have been sent
            disk.makeWritable();
            OutcomeUnknownException e = catchThrowableOfType(
                    OutcomeUnknownException.class,
                    () -> plan(request -> {}).confirm().execute());
            assertThat(e.operationId()).contains(result.id());
        });
        production.assertRestoredOnce();
        assertThat(production.posts()).hasSize(1);
    }

    @Test
    void whereverTheSpaceEndsNothingIsSentTwiceAndTheTruthIsTold() throws InterruptedException {
        assertThat(everywhere(Rest.TAKEN_BACK)).as("torn records").isZero();
    }

    @Test
    void whereverTheDiskBreaksNothingIsSentTwiceAndTheTruthIsTold() throws InterruptedException {
        assertThat(everywhere(Rest.LEFT_TORN)).as("torn records").isGreaterThan(3);
    }

    /** The assessment finds 4,096 free bytes, in which a whole restore has room; somebody else fills them meanwhile. */
    private int everywhere(Rest rest) throws InterruptedException {
        AtomicInteger torn = new AtomicInteger();
        int stopped = 0;
        int watched = 0;
        for (long bytes = 0; ; bytes += 127) {
            disk = new SmallDisk(directory.resolve("with" + bytes));
            try (Production each = account()) {
                long space = bytes;
                Told told = each.aura().virtualTime().run(() -> {
                    Told first = told(each, () -> disk.leave(space, rest));
                    first.mustBeTrueIn(each, space);
                    disk.makeWritable();
                    each.time().sleep(Duration.ofMinutes(3));
                    Told second = told(each, () -> {});
                    second.mustBeTrueIn(each, space);
                    torn.addAndGet(second.warns("journal-torn"));
                    return first;
                });
                if (told.error() instanceof JournalException) {
                    stopped++;
                } else if (!told.isWithoutWarning()) {
                    watched++;
                } else {
                    break;
                }
            }
        }
        assertThat(stopped).as("stopped before anything was sent").isGreaterThan(8);
        assertThat(watched).as("watched without a journal").isGreaterThan(8);
        return torn.get();
    }

    private Told told(Production each, Runnable meanwhile) {
        try {
            ConfirmedRestore confirmed = plan(each, request -> {}).confirm();
            meanwhile.run();
            return new Told(confirmed.execute(), null);
        } catch (RestoreException e) {
            return new Told(null, e);
        }
    }

    private record Told(RestoreResult result, RestoreException error) {

        boolean isWithoutWarning() {
            return result != null && result.warnings().isEmpty();
        }

        int warns(String code) {
            RestoreResult known = result == null ? error.result().orElseThrow() : result;
            return known.warnings().stream().anyMatch(warning -> warning.code().equals(code)) ? 1 : 0;
        }

        void mustBeTrueIn(Production production, long bytes) {
            String where = "with " + bytes + " bytes: " + this;
            assertThat(production.posts()).as(where).hasSizeLessThanOrEqualTo(1);
            if (result != null) {
                production.assertRestoredOnce();
            } else if (error.overwritten() == Overwritten.NO) {
                assertThat(production.posts()).as(where).isEmpty();
                production.assertUntouched();
            } else {
                assertThat(error).as(where).isInstanceOf(OutcomeUnknownException.class);
            }
        }
    }

    private RestorePlan plan(Consumer<HttpRequest> before) {
        return plan(production, before);
    }

    private RestorePlan plan(Production each, Consumer<HttpRequest> before) {
        AuraClient client = each.builder(disk)
                .httpClient(new Intercepting(each.aura().httpClient(), before))
                .build();
        return Way.IN_PLACE.plan(each, client).named("INC-4711");
    }
}
