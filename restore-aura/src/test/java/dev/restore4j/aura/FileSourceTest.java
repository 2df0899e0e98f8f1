package dev.restore4j.aura;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A file is the one that the system finds under its name. */
class FileSourceTest {

    @TempDir
    private Path directory;

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatIsAboveALinkIsNotWhatIsAboveItsName() throws IOException {
        Path backups = Files.createDirectories(directory.resolve("backups"));
        Path monday = Files.createDirectories(directory.resolve("disk/monday"));
        Files.createSymbolicLink(backups.resolve("latest"), monday);
        Files.writeString(directory.resolve("disk/orders.backup"), "the one that is meant");
        Files.writeString(backups.resolve("orders.backup"), "another one");
        Path given = backups.resolve("latest/../orders.backup");
        assertThat(given).content().isEqualTo("the one that is meant");

        assertThat(FileSource.at(given).path()).content().isEqualTo("the one that is meant");
        assertThat(FileSource.at(Path.of("orders.backup")).path()).isAbsolute();
    }
}
