package dev.restore4j.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.admin.process.Family;
import dev.restore4j.admin.process.Machine;
import dev.restore4j.error.Neo4jAdminException;
import dev.restore4j.time.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Where a store can be neither put aside nor put back. */
class StoreSwapLimitsTest {

    @TempDir
    Path directory;

    @Test
    void whatCouldNotBePutBackIsNotPutBackOnceMoreAndDeleted() throws Exception {
        StoreLayout layout =
                new StoreLayout(directory.resolve("data/databases"), directory.resolve("data/transactions"));
        Path store = Files.createDirectories(layout.store("neo4j"));
        Files.writeString(store.resolve("store"), "first");
        Path kept = directory.resolve("data/restore4j-kept");
        try (StoreSwap swap = StoreSwap.of(layout, "neo4j", TimeSource.system())) {
            swap.putAside(Family.fresh());
            Files.writeString(Files.createDirectories(store).resolve("store"), "half");
            Path inTheWay = unfinished(kept);
            Files.writeString(inTheWay, "no directory");

            assertThat(catchThrowableOfType(Neo4jAdminException.class, swap::putBack)
                            .code())
                    .isEqualTo("io-failed");
            Files.delete(inTheWay); // and whoever had put it there starts what is in place
        }

        assertThat(store.resolve("store")).hasContent("half");
        assertThat(kept.resolve("neo4j.loading")).exists();
    }

    private static Path unfinished(Path kept) throws IOException {
        try (var all = Files.list(kept)) {
            return all.filter(Files::isDirectory).findFirst().orElseThrow().resolve("unfinished");
        }
    }

    @Test
    @EnabledIf(value = Machine.HAS_ANOTHER_DISK, disabledReason = Machine.NO_OTHER_DISK)
    void aDirectoryOfStoresThatIsADiskOfItsOwnIsRefusedAtOnce() {
        Path disk = Machine.memory();
        Path here = directory.resolve("data/databases");
        for (StoreLayout layout : new StoreLayout[] {new StoreLayout(disk, here), new StoreLayout(here, disk)}) {
            Neo4jAdminException error = catchThrowableOfType(
                    Neo4jAdminException.class, () -> StoreSwap.of(layout, "neo4j", TimeSource.system()));

            assertThat(error.code()).isEqualTo("mount-point");
            assertThat(error).hasMessageContaining(disk + " is a disk of its own");
        }
        assertThat(directory.resolve("data")).doesNotExist();
        assertThat(disk.resolveSibling("restore4j-kept")).doesNotExist();
    }
}
