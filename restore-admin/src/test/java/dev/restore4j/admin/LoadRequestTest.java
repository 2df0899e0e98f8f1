package dev.restore4j.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.error.Neo4jAdminException;
import dev.restore4j.time.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;

class LoadRequestTest extends LoadScene {

    @Test
    void theOldStoreIsKeptAside() {
        LoadResult result = request().run();

        assertThat(tool.read(STORE)).isEqualTo("second");
        assertThat(tool.read(LOG)).isEqualTo("loaded");
        Path kept = result.keptStore().orElseThrow();
        assertThat(kept.getParent()).isEqualTo(tool.home().resolve("data/restore4j-kept"));
        assertThat(kept.resolve("store/store")).hasContent("first");
        assertThat(kept.resolve("transactions/log")).hasContent("first log");
        assertThat(result.unfinishedStore()).isEmpty();
        assertThat(result.verification()).hasToString("The dump " + dump + " is consistent, says neo4j-admin 5.26.30");
        assertThat(result.info().name()).isEqualTo("neo4j");
        assertThat(result.toString()).contains("the store from before is in " + kept);
    }

    @Test
    void eachStoreIsKeptApart() {
        Path first = request().run().keptStore().orElseThrow();
        Path second = request().run().keptStore().orElseThrow();

        assertThat(first).isNotEqualTo(second);
        assertThat(first.resolve("store/store")).hasContent("first");
        assertThat(second.resolve("store/store")).hasContent("second");
    }

    @Test
    void aDatabaseThatDidNotExistHasNothingToKeep() {
        assertThat(tool.admin().load(dump).into("fresh").run().keptStore()).isEmpty();
        assertThat(tool.read("data/databases/fresh/store")).isEqualTo("second");
    }

    @Test
    void aLoadThatFailsPutsTheOldStoreBack() {
        tool.after(
                "database load",
                "echo \"Failed to load database 'neo4j': Unable to load database: ZstdIOException:"
                        + " Truncated source\" >&2; exit 1");

        assertThat(failing()).isEqualTo("archive-truncated");
        nothingWasChanged();
    }

    @Test
    void aLoadOfANewDatabaseThatFailsLeavesNothing() {
        tool.after("database load", "exit 1");

        assertThat(catchThrowableOfType(
                        Neo4jAdminException.class,
                        () -> tool.admin().load(dump).into("fresh").run()))
                .isNotNull();
        assertThat(tool.home().resolve("data/databases/fresh")).doesNotExist();
        assertThat(tool.home().resolve("data/transactions/fresh")).doesNotExist();
    }

    @Test
    void aLoadThatLoadedNothingPutsTheOldStoreBack() {
        tool.after(
                "database load", "rm \"$data/databases/$name/store\"; touch \"$data/databases/$name/database_lock\"");

        assertThat(failing()).isEqualTo("tool-failed");
        nothingWasChanged();
    }

    @Test
    void whatWasLoadedAndStartedAtOnceStaysAndIsNotUndoneLaterEither() {
        tool.after("database load", "touch \"$NEO4J_HOME/started\"");
        tool.before("database info", """
                [ -f "$NEO4J_HOME/started" ] && {
                    ls "$data/restore4j-kept" > "$NEO4J_HOME/kept"
                    echo third > "$data/databases/$name/store"
                    echo "Failed to execute command as the database 'neo4j' is in use. Please stop it" >&2
                    exit 1
                }""");

        Neo4jAdminException error =
                catchThrowableOfType(Neo4jAdminException.class, () -> request().run());
        assertThat(error.code()).isEqualTo("loaded-not-seen");
        assertThat(error)
                .hasMessageContaining(dump + " was loaded into neo4j, and the store from before is in ")
                .hasMessageContaining("Nothing of that is undone")
                .hasMessageContaining("is in use");
        assertThat(tool.read(STORE)).as("what clients wrote").isEqualTo("third");
        assertThat(tool.read("kept")).contains("neo4j-").doesNotContain("neo4j.loading");

        tool.after("database load", "").after("database info", "");
        assertThat(request().run().keptStore().orElseThrow().resolve("store/store"))
                .hasContent("third");
    }

    @Test
    void anInterruptAfterItWasLoadedUndoesNothing() {
        tool.after("database load", "[ \"$3\" = --info ] || touch \"$NEO4J_HOME/started\"");
        tool.before(
                "database info", "[ -f \"$NEO4J_HOME/started\" ] && { touch \"$NEO4J_HOME/asked\"; exec sleep 60; }");
        Thread loading = Thread.currentThread();
        TimeSource.system().fork("interrupts", () -> {
            try {
                dev.restore4j.admin.process.Sh.until(
                        () -> Files.exists(tool.home().resolve("asked")));
                loading.interrupt();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });

        assertThat(failing()).isEqualTo("loaded-not-seen");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(tool.read(STORE)).isEqualTo("second");
    }

    @Test
    void aDumpThatIsReplacedBetweenItsCheckAndItsLoadIsNotKept() {
        tool.after(
                "database check",
                "[ -z \"$from\" ] || { echo DZV1 > " + dump.resolveSibling("new") + "; mv '"
                        + dump.resolveSibling("new") + "' '" + dump + "'; }");

        assertThat(failing()).isEqualTo("archive-changed");
        nothingWasChanged();
    }

    @Test
    void aLoadThatHangsIsEndedAndPutsTheOldStoreBack() {
        tool.after("database load", "exec sleep 60");

        Neo4jAdminException error = catchThrowableOfType(
                Neo4jAdminException.class,
                () -> request().within(Duration.ofSeconds(2)).run());
        assertThat(error.code()).isEqualTo("timed-out");
        nothingWasChanged();
    }

    @Test
    void aBadDumpIsFoundBeforeAnythingIsTouched() throws IOException {
        Files.writeString(dump, "junk");
        assertThat(failing()).isEqualTo("archive-invalid");
        Files.writeString(dump, "");
        assertThat(failing()).isEqualTo("archive-invalid");
        Files.delete(dump);
        assertThat(failing()).isEqualTo("archive-missing");
        dump = Files.writeString(directory.resolve("x.backup"), "x");
        assertThat(failing()).isEqualTo("archive-unsupported");
        nothingWasChanged();
    }

    @Test
    void aDumpThatDoesNotFitIsRefusedBeforeAnythingIsTouched() {
        tool.on("database load", "printf 'Database: x\\nFiles: 1\\nBytes: 9223372036854775807\\n'");

        assertThat(failing()).isEqualTo("disk-full");
        nothingWasChanged();
    }

    @Test
    void aRunningDatabaseIsLeftAlone() {
        tool.on(
                "database info",
                "echo \"Failed to execute command as the database 'neo4j' is in use. Please stop it\" >&2; exit 1");

        assertThat(failing()).isEqualTo("database-in-use");
        nothingWasChanged();
    }

    @Test
    void aDatabaseThatIsStartedDuringTheCheckIsLeftAlone() {
        tool.before("database check", "[ -n \"$from\" ] && touch \"$NEO4J_HOME/started\"");
        tool.before("database info", """
                [ -f "$NEO4J_HOME/started" ] && {
                    echo "Failed to execute command as the database 'neo4j' is in use. Please stop it" >&2
                    exit 1
                }""");

        assertThat(failing()).isEqualTo("database-in-use");
        assertThat(tool.home().resolve("started")).exists();
        assertThat(tool.read("calls")).doesNotContain("database load --from-path");
        nothingWasChanged();
    }

    @Test
    void aToolThatDoesNotSayWhereItsDatabasesAreChangesNothing() {
        tool.on("database check", "echo 'Could not find a valid database, or dump named, in other words' >&2; exit 70");

        assertThat(failing()).isEqualTo("home-unknown");
        nothingWasChanged();
    }

    @Test
    void twoAtOnceAreRefused() {
        try (StoreSwap other = StoreSwap.of(layout(), "neo4j", TimeSource.system())) {
            assertThat(other.isUnfinished()).isFalse();
            assertThat(failing()).isEqualTo("load-running");
        }
        nothingWasChanged();
    }

    private StoreLayout layout() {
        return new StoreLayout(
                tool.home().resolve("data/databases"), tool.home().resolve("data/transactions"));
    }

    /** The tool forces nothing to the disk. */
    @Test
    void whatWasLoadedIsOnTheDiskBeforeItIsTakenForComplete() throws Exception {
        Path file = directory.resolve("forced.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.FileForce").withThreshold(Duration.ZERO);
            recording.start();
            request().run();
            recording.stop();
            recording.dump(file);
        }
        List<Path> forced = RecordingFile.readAllEvents(file).stream()
                .sorted(Comparator.comparing(RecordedEvent::getStartTime))
                .map(event -> Path.of(event.getString("path")))
                .toList();

        Path data = tool.home().resolve("data");
        assertThat(forced)
                .containsSubsequence(
                        tool.home().resolve(STORE),
                        data.resolve("databases/neo4j"),
                        data.resolve("databases"),
                        tool.home().resolve(LOG),
                        data.resolve("transactions/neo4j"),
                        data.resolve("transactions"),
                        data.resolve("restore4j-kept"));
    }

    @Test
    void aDumpThatDoesNotFitIsNotUnpackedToBeCheckedOrLookedAt() {
        tool.on("database load", "printf 'Database: x\\nFiles: 1\\nBytes: 9223372036854775807\\n'");

        assertThat(catchThrowableOfType(
                        Neo4jAdminException.class, () -> request().run()))
                .hasMessageContaining("scratch has ");
        assertThat(catchThrowableOfType(
                                Neo4jAdminException.class, () -> tool.admin().infoOfDump(dump))
                        .code())
                .isEqualTo("disk-full");
        assertThat(tool.read("calls"))
                .doesNotContain("database load --from-path")
                .doesNotContain("check --from-path");
    }

    @Test
    void theStoreInADumpIsLookedAtInAHomeOfItsOwn() {
        DatabaseInfo info = tool.admin().infoOfDump(dump);

        assertThat(info.storeFormat()).isEqualTo("record-aligned-1.1");
        assertThat(tool.home().resolve("data/databases/staged")).doesNotExist();
        assertThat(tool.home().resolve("scratch")).isEmptyDirectory();
        nothingWasChanged();
    }
}
