package dev.restore4j.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotsTest {

    @TempDir
    private Path root;

    @Test
    void whatWasAddedIsFound() {
        Snapshots snapshots = new Snapshots(root);
        snapshots.add("one", draft -> Directories.create(draft.resolve("content")));
        assertThat(snapshots.find("one").resolve("content")).isDirectory();
    }

    @Test
    void aFailedDumpLeavesNothingAndCanBeRepeated() {
        Snapshots snapshots = new Snapshots(root);
        assertThatThrownBy(() -> snapshots.add("one", draft -> {
                    Directories.create(draft.resolve("half"));
                    throw new IllegalStateException("disk full");
                }))
                .hasMessage("disk full");
        assertThat(root).isEmptyDirectory();
        assertThatThrownBy(() -> snapshots.find("one")).isInstanceOf(NoSuchElementException.class);

        snapshots.add("one", draft -> {});
        assertThat(snapshots.find("one")).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../one", ".draft", "a/b", "a\\b", "a b"})
    void anIdThatIsNoFileNameIsRefused(String id) {
        Snapshots snapshots = new Snapshots(root);
        assertThatThrownBy(() -> snapshots.add(id, draft -> {})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> snapshots.find(id)).isInstanceOf(IllegalArgumentException.class);
        assertThat(root).isEmptyDirectory();
    }
}
