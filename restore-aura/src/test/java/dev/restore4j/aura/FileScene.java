package dev.restore4j.aura;

import dev.restore4j.aura.FileWorld.Loopback;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** One Aura over HTTP for all tests of a class; each test has a world of its own. */
abstract class FileScene {

    static Loopback loopback;

    @TempDir
    Path directory;

    @BeforeAll
    static void open() {
        loopback = Loopback.open();
    }

    @AfterAll
    static void close() {
        loopback.close();
    }

    /** {@return a world whose instance is at that provider} */
    FileWorld world(String cloud) throws IOException {
        return FileWorld.in(loopback, directory, "world", cloud);
    }
}
