package dev.restore4j.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.admin.StoreSight.Recovery;
import dev.restore4j.operation.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreSightTest {

    @TempDir
    Path directory;

    private ShellTool tool;

    @BeforeEach
    void make() {
        tool = new ShellTool(directory.resolve("home"));
    }

    private StoreSight sight(Optional<StoreLayout> layout) {
        return StoreSight.of("neo4j", tool.admin().info("neo4j"), layout);
    }

    private Optional<StoreLayout> layout() {
        return Optional.of(new StoreLayout(
                tool.home().resolve("data/databases"), tool.home().resolve("data/transactions")));
    }

    @Test
    void itRestoresToWhenItWasLastWritten() throws IOException {
        Instant written = Instant.parse("2026-03-01T10:00:00Z");
        for (String file : new String[] {"data/databases/neo4j/store", "data/transactions/neo4j/log"}) {
            Files.setLastModifiedTime(tool.home().resolve(file), FileTime.from(written));
            written = written.plusSeconds(60);
        }

        assertThat(sight(layout()).view().restorePoint()).isEqualTo("2026-03-01T10:01:00Z");
        assertThat(sight(layout()).findings()).isEmpty();
    }

    @Test
    void whereThatCannotBeReadItIsTakenForOldAndNotForNew() {
        StoreSight sight = sight(Optional.empty());

        assertThat(sight.view().restorePoint()).isEqualTo(Instant.EPOCH);
        assertThat(sight.findings()).extracting(Finding::code).containsExactly("restore-point-unknown");
        StoreLayout elsewhere = new StoreLayout(directory.resolve("no"), directory.resolve("nothing"));
        assertThat(sight(Optional.of(elsewhere)).findings())
                .extracting(Finding::code)
                .containsExactly("restore-point-unknown");
    }

    @Test
    void oneWhoseLastTransactionIsNotToldIsKnownByWhenItWasWritten() {
        Instant before = Instant.parse("2026-03-01T10:00:00Z");

        assertThat(seen("unknown", before).view().fingerprint())
                .isEqualTo(seen("unknown", before).view().fingerprint())
                .isNotEqualTo(seen("unknown", before.plusSeconds(1)).view().fingerprint());
    }

    @Test
    void anotherStoreThatWasMadeInTheSameWayIsKnownByWhenItWasWritten() {
        Instant before = Instant.parse("2026-03-01T10:00:00Z");

        assertThat(seen("17", before).view().fingerprint())
                .isEqualTo(seen("17", before).view().fingerprint())
                .isNotEqualTo(seen("17", before.plusNanos(1)).view().fingerprint());
    }

    private static StoreSight seen(String last, Instant written) {
        return new StoreSight("neo4j", "record-aligned-1.1", last, written, Recovery.NOT_NEEDED);
    }
}
