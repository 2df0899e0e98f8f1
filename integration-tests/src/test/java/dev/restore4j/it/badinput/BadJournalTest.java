package dev.restore4j.it.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.OperationSummary;
import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.error.JournalException;
import dev.restore4j.it.fixture.Killed;
import dev.restore4j.it.fixture.Production;
import dev.restore4j.it.fixture.Way;
import dev.restore4j.journal.FileJournal;
import dev.restore4j.journal.JournalEntry;
import dev.restore4j.journal.JournalLog;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The journal of a program that was killed while its restore ran, after something has happened to the journal's file. */
class BadJournalTest {

    private static final int LINES = 4;

    @TempDir
    Path directory;

    private final Production production = Production.create();

    @AfterEach
    void nothingWasSentTwice() {
        assertThat(production.posts()).as("what was sent, all in all").hasSizeLessThanOrEqualTo(1);
        production.close();
    }

    /** Kills the program while it watches. {@return the lines that it has left} */
    private List<String> killed() throws IOException {
        AtomicInteger polls = new AtomicInteger();
        production.run(() -> {
            AuraClient client = production
                    .builder(journal())
                    .httpClient(Killed.before(
                            production.aura().httpClient(),
                            request -> !production.posts().isEmpty() && polls.incrementAndGet() > 3))
                    .build();
            assertThat(catchThrowable(() -> plan(client).confirm().execute())).isNotNull();
        });
        List<String> lines = Files.readAllLines(file());
        assertThat(lines).hasSize(LINES);
        assertThat(lines.get(LINES - 1)).contains("\"type\":\"change-seen\"");
        assertThat(production.posts()).hasSize(1);
        return lines;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 30, 200})
    void aTornLastRecordIsIgnoredWithAWarning(int bytes) throws IOException {
        List<String> lines = killed();
        String torn = lines.get(LINES - 1).substring(0, bytes);
        Files.writeString(file(), torn, StandardOpenOption.APPEND);
        production.run(() -> {
            AuraClient client = production.client(journal());
            OperationSummary summary = client.operations().list().get(0);
            assertThat(summary.warnings()).singleElement().asString().contains("line 5", "torn");
            RestoreResult result = plan(client).confirm().execute();
            assertThat(result.state()).isEqualTo(RestoreState.COMPLETED);
            assertThat(result.warnings())
                    .filteredOn(warning -> warning.code().equals("journal-torn"))
                    .singleElement()
                    .extracting(Finding::message)
                    .asString()
                    .contains(file().toString(), "line 5", "ignored");
            assertThat(result.toString()).contains("journal-torn");
        });
        production.assertRestoredOnce();
        assertThat(Files.readString(file())).endsWith("\n").doesNotContain(torn + "\n");
        assertThat(journal().list().get(0).warnings()).isEmpty();
    }

    /** What no crash leaves, but somebody or a bad disk may: each line changed, in each way. */
    @Test
    void aChangedRecordIsRefusedWithItsLine() throws IOException {
        List<String> lines = killed();
        List<UnaryOperator<String>> changes = List.of(
                line -> line.replace("\"at\":\"2026", "\"at\":\"2027"),
                line -> line.replace("\"seq\":", "\"seq\":1"),
                line -> line.replace("CONTINUES", "ENDS"),
                line -> line.replaceAll("\"hash\":\"[0-9a-f]", "\"hash\":\"x"),
                line -> line.replaceAll("\"prev\":\"", "\"prev\":\"0"),
                line -> line + " ",
                line -> " " + line,
                line -> line.substring(0, line.length() - 1),
                line -> line.substring(1),
                line -> "",
                line -> "{}",
                line -> "null",
                line -> line.toUpperCase(java.util.Locale.ROOT));
        for (int index = 0; index < LINES; index++) {
            for (UnaryOperator<String> change : changes) {
                List<String> changed = new ArrayList<>(lines);
                changed.set(index, change.apply(lines.get(index)));
                assertThat(changed).isNotEqualTo(lines);
                refused(changed, index + 1);
            }
        }
    }

    @Test
    void aMissingRecordASecondOneAndAnotherOrderAreRefused() throws IOException {
        List<String> lines = killed();
        for (int index = 0; index < LINES - 1; index++) {
            List<String> missing = new ArrayList<>(lines);
            missing.remove(index);
            refused(missing, index + 1);
            List<String> twice = new ArrayList<>(lines);
            twice.add(index, lines.get(index));
            refused(twice, index + 2);
        }
        refused(List.of(lines.get(0), lines.get(2), lines.get(1), lines.get(3)), 2);
    }

    @Test
    void theRecordOfAnotherOperationIsRefused() throws IOException {
        List<String> lines = killed();
        Path other = file().resolveSibling("0123456789abcdef.jsonl");
        Files.write(other, lines);
        assertThat(refusal()).hasMessageContaining(other.toString()).hasMessageContaining("Line 1");
    }

    @Test
    void aNewerFormatIsRefused() throws IOException {
        List<String> lines = killed();
        for (int index = 0; index < LINES; index++) {
            List<String> newer = new ArrayList<>(lines);
            newer.set(index, lines.get(index).replace("\"format\":1", "\"format\":2"));
            write(newer);
            assertThat(refusal())
                    .hasMessageContaining("Line " + (index + 1))
                    .hasMessageContaining("format 2")
                    .hasMessageContaining("newer one");
        }
    }

    /** A version that knows more kinds of entries, in the same format. */
    @Test
    void anUnknownKindOfEntryIsRefused() throws IOException {
        killed();
        JournalLog log = journal().list().get(0);
        JournalEntry entry = new JournalEntry(
                "teleported", Instant.parse("2026-03-01T15:10:00Z"), JournalEntry.Effect.CONTINUES, Map.of());
        assertThat(journal().append(log.operation().id(), log.head(), entry)).isPresent();
        JournalException e = production
                .aura()
                .virtualTime()
                .run(() -> catchThrowableOfType(
                        JournalException.class,
                        () -> plan(production.client(journal())).confirm().execute()));
        assertThat(e).hasMessageContaining("teleported").hasMessageContaining("newer one");
    }

    /** A first record is moved into place whole, so that no crash cuts it short. */
    @ParameterizedTest
    @ValueSource(strings = {"", "{\"format\":1,\"opera"})
    void aFirstRecordThatWasCutShortIsRefused(String rest) throws IOException {
        killed();
        Files.writeString(file(), rest);
        assertThat(refusal()).hasMessageContaining("Line 1 of " + file()).hasMessageContaining("cut short");
    }

    @Test
    void whatIsNoRecordAtAllHindersNobody() throws IOException {
        Path operations = Files.createDirectories(directory.resolve("state/operations"));
        Files.writeString(operations.resolve("0123456789abcdeh.draft"), "{\"format\":1,\"opera");
        Files.writeString(operations.resolve("0123456789-notes.txt"), "do not touch");
        production.run(() -> plan(production.client(journal())).confirm().execute());
        production.assertRestoredOnce();
    }

    private void refused(List<String> lines, int number) throws IOException {
        write(lines);
        String said = refusal().getMessage();
        assertThat(said).as(String.join("\n", lines)).contains("Line " + number + " of " + file());
    }

    /** Whatever is asked of this journal is refused, for this instance and for others. */
    private JournalException refusal() {
        return production.aura().virtualTime().run(() -> {
            AuraClient client = production.client(journal());
            Throwable e = catchThrowable(() -> plan(client).confirm().execute());
            assertThat(e).isInstanceOf(JournalException.class);
            RestorePlan elsewhere = Way.OVERWRITE.plan(production, client).named("INC-4712");
            assertThat(catchThrowable(() -> elsewhere.confirm().execute())).isInstanceOf(JournalException.class);
            assertThat(production.posts())
                    .as("sent by the program that was killed")
                    .hasSize(1);
            return (JournalException) e;
        });
    }

    private void write(List<String> lines) throws IOException {
        Files.writeString(file(), String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
    }

    private FileJournal journal() {
        return FileJournal.at(directory.resolve("state"));
    }

    private Path file() {
        try (Stream<Path> files = Files.list(directory.resolve("state/operations"))) {
            return files.filter(path -> !path.toString().contains("0123456789"))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private RestorePlan plan(AuraClient client) {
        return Way.IN_PLACE.plan(production, client).named("INC-4711");
    }
}
