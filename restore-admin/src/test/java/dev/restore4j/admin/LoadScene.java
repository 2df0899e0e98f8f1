package dev.restore4j.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.error.Neo4jAdminException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A home with a store, a dump of another, and a tool that loads the one over the other. */
abstract class LoadScene {

    static final String STORE = "data/databases/neo4j/store";
    static final String LOG = "data/transactions/neo4j/log";

    @TempDir
    Path directory;

    ShellTool tool;
    Path dump;

    @BeforeEach
    void make() throws IOException {
        tool = new ShellTool(directory.resolve("home"));
        dump = Files.writeString(directory.resolve("some name.dump"), "DZV1\nsecond\n");
    }

    LoadRequest request() {
        return tool.admin().load(dump).into("neo4j");
    }

    String failing() {
        return catchThrowableOfType(Neo4jAdminException.class, () -> request().run())
                .code();
    }

    void nothingWasChanged() {
        assertThat(tool.read(STORE)).isEqualTo("first");
        assertThat(tool.read(LOG)).isEqualTo("first log");
        assertThat(tool.home().resolve("data/restore4j-kept/neo4j.loading")).doesNotExist();
    }
}
