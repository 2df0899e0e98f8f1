package dev.restore4j.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.admin.process.Spool;
import dev.restore4j.error.Neo4jAdminException;
import dev.restore4j.spi.RestoreRoute;
import dev.restore4j.spi.SubmissionAnswer;
import dev.restore4j.spi.SubmissionAnswer.Lost;
import dev.restore4j.spi.SubmissionAnswer.NotTakenOver;
import dev.restore4j.spi.SubmissionAnswer.Unfinished;
import dev.restore4j.spi.Urgency;
import dev.restore4j.time.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which words count is asked of the tool that uploads, each time. */
class UploadPreparationTest {

    private static final String NEWER = "2031.01.0";

    @TempDir
    Path directory;

    private final FakeBench bench = new FakeBench(TimeSource.system());
    private ShellTool tool;

    @BeforeEach
    void make() {
        tool = new ShellTool(directory.resolve("home")).on("database upload", """
                        [ "$3" = --restore4j-asks ] && { echo 'Unknown option' >&2; exit 64; }
                        echo 'Successfully authenticated with Aura.'
                        echo Upload
                        kill -9 $$""");
    }

    private RestoreRoute prepared(Neo4jAdmin admin) throws InterruptedException {
        UploadRoute route = new UploadRoute(admin, "neo4j", new FakeTarget(), directory.resolve("dumps"));
        return new UploadPreparation(route).prepare(bench).route();
    }

    private SubmissionAnswer submitted(RestoreRoute route) throws InterruptedException {
        assertThat(route.look(Urgency.of(Urgency.Rank.CHECK)).findings()).isEmpty();
        return route.submit(bench.operation(), Long.MAX_VALUE);
    }

    @Test
    void whereTheWordsAreKnownWhatWasKilledBeforeItHadSentMayBeSentAgain() throws Exception {
        assertThat(submitted(prepared(tool.admin()))).isInstanceOf(NotTakenOver.class);
    }

    /** Its lease was lost while it stood still, and another process has said that it started nothing. */
    @Test
    void whoIsJudgedNotToHaveStartedStartsNothing() throws Exception {
        RestoreRoute route = prepared(tool.admin());
        bench.whenNoted((key, text) -> {
            if (key.startsWith("upload-run.")) {
                make(Path.of(text.substring(text.lastIndexOf('\n') + 1)));
            }
        });

        assertThat(submitted(route)).isInstanceOf(Unfinished.class);
        assertThat(tool.read("calls").lines())
                .isNotEmpty()
                .noneMatch(call -> call.startsWith("database upload --from-path"));
    }

    private static void make(Path spool) {
        try {
            Spool.make(spool);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aToolThatIsReplacedUnderAProgramThatLivesOnIsNoticed() throws Exception {
        Neo4jAdmin admin = tool.admin();
        assertThat(admin.version().text()).isEqualTo("5.26.30");
        prepared(admin);
        tool.on("version", "echo " + NEWER);

        assertThat(submitted(prepared(admin))).isInstanceOf(Lost.class);
        assertThat(admin.version().text()).isEqualTo(NEWER);
    }

    @Test
    void aProgramThatGoesOnWithADumpAsksTheToolToo() throws Exception {
        prepared(tool.admin());
        Neo4jAdmin next = tool.admin();
        RestoreRoute route = prepared(next);

        assertThat(tool.read("calls").lines().filter(call -> call.startsWith("database dump")))
                .hasSize(1);
        assertThat(submitted(route)).isInstanceOf(NotTakenOver.class);
    }

    @Test
    void aProgramThatGoesOnWithADumpRefusesAToolThatCannotBeFollowed() throws Exception {
        prepared(tool.admin());
        tool.on("version", "echo 5.12.0");

        assertThat(catchThrowableOfType(Neo4jAdminException.class, () -> prepared(tool.admin()))
                        .code())
                .isEqualTo("tool-version-unknown");
    }
}
