package dev.restore4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.testkit.admin.FakeNeo4jAdmin;
import dev.restore4j.testkit.admin.SampleDump;
import dev.restore4j.testkit.admin.StoreSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What an instance contains after a dump of the fake tool was imported. */
@DisabledOnOs(OS.WINDOWS)
class ArchiveContentTest {

    private static final ArchiveContent CONTENT = ArchiveContent.ofFakeDumps();

    @TempDir
    Path directory;

    private Path dump;

    @BeforeEach
    void makeADump() throws Exception {
        FakeNeo4jAdmin tool = FakeNeo4jAdmin.in(directory.resolve("neo4j"))
                .addDatabase("neo4j", StoreSpec.of("1000 orders").lastTransaction(42));
        Process process = new ProcessBuilder(
                        tool.executable().toString(), "database", "dump", "--to-path=" + directory, "neo4j")
                .redirectErrorStream(true)
                .start();
        process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isZero();
        dump = directory.resolve("neo4j.dump");
    }

    @Test
    void aDumpOfTheFakeToolContainsWhatWasInTheDatabase() throws IOException {
        assertThat(CONTENT.of(dump)).isEqualTo("1000 orders");
        assertThat(StoreSpec.inDump(dump).lastTransaction()).isEqualTo(42);
    }

    @Test
    void whatIsNotWholeOrAnotherProgramsIsNone() throws IOException {
        byte[] bytes = Files.readAllBytes(dump);
        byte[] flipped = bytes.clone();
        flipped[bytes.length / 2] ^= 1;

        refused(Files.write(directory.resolve("flipped"), flipped), "flipped is no whole dump (INVALID)");
        refused(
                Files.write(directory.resolve("cut"), Arrays.copyOf(bytes, bytes.length - 100)),
                "cut is no whole dump (CUT)");
        refused(Files.writeString(directory.resolve("junk"), "junk"), "junk is no whole dump (INVALID)");
        refused(
                SampleDump.write(directory.resolve("sample"), "a file".getBytes(StandardCharsets.UTF_8)),
                "sample is no dump of the fake neo4j-admin");
    }

    private static void refused(Path archive, String why) {
        assertThatThrownBy(() -> CONTENT.of(archive))
                .isInstanceOf(IOException.class)
                .hasMessage(why);
    }
}
