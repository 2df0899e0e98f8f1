package dev.restore4j.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.admin.process.Machine;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.operation.DatabaseLogin;
import dev.restore4j.time.TimeSource;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A login that would reach the tool as another one is refused before anything is made. */
class LoginEncodingTest {

    private static final Charset ASCII = StandardCharsets.US_ASCII;
    private static final Charset UTF_8 = StandardCharsets.UTF_8;
    private static final String ODD = "p\u00e4ss-hunter2";

    @TempDir
    Path directory;

    private static RestoreRejectedException refused(DatabaseLogin login, Charset written, Charset read) {
        return catchThrowableOfType(RestoreRejectedException.class, () -> LoginEncoding.require(login, written, read));
    }

    @Test
    void whatDoesNotSurviveIsRefusedWithoutBeingShown() {
        RestoreRejectedException error = refused(DatabaseLogin.of("neo4j", ODD), ASCII, ASCII);

        assertThat(error.code()).isEqualTo("login-encoding");
        assertThat(error)
                .hasMessageContaining("The target's password")
                .hasMessageContaining("US-ASCII")
                .hasMessageContaining("LC_ALL=C.UTF-8")
                .hasMessageNotContaining("hunter2");
        assertThat(refused(DatabaseLogin.of("n\u00e4o", "x"), ASCII, ASCII)).hasMessageContaining("The target's user");
        assertThat(refused(DatabaseLogin.of("neo4j", ODD), UTF_8, ASCII))
                .as("written and read in different ways")
                .isNotNull();
        assertThat(refused(DatabaseLogin.of("neo4j", ODD), UTF_8, StandardCharsets.ISO_8859_1))
                .isNotNull();
    }

    @Test
    void whatSurvivesIsTaken() {
        assertThat(refused(DatabaseLogin.of("neo4j", ODD), UTF_8, UTF_8)).isNull();
        assertThat(refused(DatabaseLogin.of("neo4j", ODD), StandardCharsets.ISO_8859_1, StandardCharsets.ISO_8859_1))
                .isNull();
        assertThat(refused(DatabaseLogin.of("neo4j", "hunter2"), ASCII, ASCII)).isNull();
    }

    @Test
    void inALocaleThatHasItNotNothingIsDumped() throws Exception {
        Path home = Files.createDirectory(directory.resolve("home"));
        String program = Machine.java("", Program.class, home, directory.resolve("dumps"));

        assertThat(Machine.ran(List.of("sh", "-c", "LC_ALL=C " + program))).isEqualTo("0:login-encoding");
        assertThat(home.resolve("calls")).doesNotExist();
        assertThat(directory.resolve("dumps")).doesNotExist();
    }

    /** Prepares an upload with a password that takes more than ASCII. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws InterruptedException {
            ShellTool tool = new ShellTool(Path.of(arguments[0]));
            FakeTarget target = new FakeTarget(DatabaseLogin.of("neo4j", ODD));
            UploadRoute route = new UploadRoute(tool.admin(), "neo4j", target, Path.of(arguments[1]));
            try {
                new UploadPreparation(route).prepare(new FakeBench(TimeSource.system()));
                System.out.print("prepared");
            } catch (RestoreRejectedException e) {
                System.out.print(e.code());
            }
        }
    }
}
