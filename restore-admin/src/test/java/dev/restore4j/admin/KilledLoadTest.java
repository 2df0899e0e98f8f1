package dev.restore4j.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.admin.process.Family;
import dev.restore4j.error.Neo4jAdminException;
import dev.restore4j.time.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After a load whose program was killed: what it left is undone, unless somebody may need it. */
class KilledLoadTest extends LoadScene {

    /** As a program leaves it that is killed at one of these moments. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void aLoadThatWasKilledIsUndoneByTheNextOne(int moment) throws Exception {
        Path killed = killedAt(moment);
        ruinsCannotBeRead();

        LoadResult result = request().run();

        assertThat(tool.read(STORE)).isEqualTo("second");
        assertThat(result.keptStore().orElseThrow().resolve("store/store")).hasContent("first");
        assertThat(result.keptStore().orElseThrow().resolve("transactions/log")).hasContent("first log");
        if (moment >= 3 && moment <= 4) {
            assertThat(result.unfinishedStore()).contains(killed.resolve("unfinished"));
            assertThat(killed.resolve("unfinished/store/store")).hasContent("half");
        } else if (moment < 3) {
            assertThat(result.unfinishedStore()).isEmpty();
            assertThat(killed).doesNotExist();
        }
    }

    /** As of a store of which not even the beginning is there. */
    private void ruinsCannotBeRead() {
        tool.before("database info", """
                grep -q half "$data/databases/$name/store" 2> /dev/null && {
                    echo 'Store is not readable' >&2
                    exit 1
                }""");
    }

    /** The program was killed; its neo4j-admin finished, somebody deleted nothing, and the server ran for weeks. */
    @Test
    void aStoreThatCanBeReadAndWasLeftByAKilledLoadIsNobodysToUndo() throws Exception {
        Path killed = killedAt(4);
        Files.writeString(tool.home().resolve(STORE), "weeks of work");

        Neo4jAdminException error =
                catchThrowableOfType(Neo4jAdminException.class, () -> request().run());

        assertThat(error.code()).isEqualTo("load-unfinished");
        Path marker = tool.home().resolve("data/restore4j-kept/neo4j.loading");
        assertThat(error)
                .hasMessageContaining(
                        tool.home().resolve("data/databases/neo4j").toString())
                .hasMessageContaining("the store from before is in " + killed)
                .hasMessageContaining("delete " + marker);
        assertThat(tool.read(STORE)).isEqualTo("weeks of work");
        assertThat(tool.read(LOG)).isEqualTo("half log");
        assertThat(killed.resolve("store/store")).hasContent("first");
        assertThat(tool.read("calls")).doesNotContain("--from-path");
        Files.delete(marker);
        assertThat(request().run().keptStore().orElseThrow().resolve("store/store"))
                .hasContent("weeks of work");
    }

    @Test
    void whoeverWantsTheStoreFromBeforeMovesTheOtherAway() throws Exception {
        killedAt(4);
        assertThat(failing()).isEqualTo("load-unfinished");
        for (String part : new String[] {"databases", "transactions"}) {
            Files.move(tool.home().resolve("data/" + part + "/neo4j"), directory.resolve(part));
        }

        assertThat(request().run().keptStore().orElseThrow().resolve("store/store"))
                .hasContent("first");
    }

    @Test
    void aDatabaseThatAKilledLoadHasMadeIsNobodysToUndoEither() throws Exception {
        killedAt(4);
        FileTrees.delete(tool.home().resolve("data/restore4j-kept/neo4j-20260101T000000Z"));
        Path marker = tool.home().resolve("data/restore4j-kept/neo4j.loading");
        Files.writeString(marker, Files.readString(marker).replace("=true", "=false"));

        Neo4jAdminException error =
                catchThrowableOfType(Neo4jAdminException.class, () -> request().run());

        assertThat(error.code()).isEqualTo("load-unfinished");
        assertThat(error).hasMessageContaining("there was none before");
        assertThat(tool.read(STORE)).isEqualTo("half");
    }

    @Test
    void aStoreThatBecomesReadableDuringTheCheckIsNotUndone() throws Exception {
        killedAt(4);
        ruinsCannotBeRead();
        tool.before("database check", "[ -z \"$from\" ] || echo used > \"$data/databases/neo4j/store\"");

        assertThat(failing()).isEqualTo("load-unfinished");
        assertThat(tool.read(STORE)).isEqualTo("used");
    }

    @Test
    void nothingIsPutBackForADumpThatIsMissingOrBad() throws Exception {
        killedAt(4);
        ruinsCannotBeRead();
        Files.writeString(dump, "junk");
        assertThat(failing()).isEqualTo("archive-invalid");
        Files.delete(dump);
        assertThat(failing()).isEqualTo("archive-missing");

        assertThat(tool.read(STORE)).isEqualTo("half");
        assertThat(tool.home().resolve("data/restore4j-kept/neo4j.loading")).exists();
    }

    @Test
    void anInterruptAfterOneThatWasKilledTellsWhereThatOnesLeftoversAre() throws Exception {
        Path killed = killedAt(4);
        ruinsCannotBeRead();
        tool.on("database load", """
                [ "$3" = --info ] && { echo 'Database: x'; exit 0; }
                touch "$NEO4J_HOME/loading"
                exec sleep 60""");
        Thread loading = Thread.currentThread();
        TimeSource.system().fork("interrupts", () -> {
            try {
                dev.restore4j.admin.process.Sh.until(
                        () -> Files.exists(tool.home().resolve("loading")));
                loading.interrupt();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });

        Neo4jAdminException error =
                catchThrowableOfType(Neo4jAdminException.class, () -> request().run());
        assertThat(Thread.interrupted()).isTrue();
        assertThat(error.code()).isEqualTo("interrupted");
        assertThat(error).hasMessageContaining(" is in " + killed.resolve("unfinished"));
        nothingWasChanged();
    }

    @Test
    void aLoadThatFailsAfterOneThatWasKilledTellsWhereThatOnesLeftoversAre() throws Exception {
        Path killed = killedAt(4);
        ruinsCannotBeRead();
        tool.after("database load", "echo 'No space left on device' >&2; exit 1");

        Neo4jAdminException error =
                catchThrowableOfType(Neo4jAdminException.class, () -> request().run());
        assertThat(error.code()).isEqualTo("disk-full");
        assertThat(error.exitCode()).hasValue(1);
        assertThat(error.tail()).contains("No space left");
        assertThat(error).hasMessageContaining(" is in " + killed.resolve("unfinished"));
        assertThat(killed.resolve("unfinished/store/store")).hasContent("half");
        nothingWasChanged();
    }

    private Path killedAt(int moment) throws IOException {
        Path kept = Files.createDirectories(tool.home().resolve("data/restore4j-kept"));
        Path aside = kept.resolve("neo4j-20260101T000000Z");
        Files.writeString(
                kept.resolve("neo4j.loading"),
                "aside=" + aside + "\nfamily=" + Family.fresh().mark() + "\nboot=\nstore=true\ntransactions=true\n");
        Path store = tool.home().resolve("data/databases/neo4j");
        Path log = tool.home().resolve("data/transactions/neo4j");
        if (moment >= 1) { // the first was renamed
            Files.createDirectory(aside);
            Files.move(store, aside.resolve("store"));
        }
        if (moment >= 2) { // both were
            Files.move(log, aside.resolve("transactions"));
        }
        if (moment >= 3) { // the tool had begun
            Files.writeString(Files.createDirectory(store).resolve("store"), "half");
        }
        if (moment >= 4) { // and made the other one
            Files.writeString(Files.createDirectory(log).resolve("log"), "half log");
        }
        if (moment >= 5) { // it was being put back: one is
            FileTrees.delete(store);
            Files.move(aside.resolve("store"), store);
        }
        if (moment >= 6) { // both are
            FileTrees.delete(log);
            Files.move(aside.resolve("transactions"), log);
        }
        return aside;
    }
}
