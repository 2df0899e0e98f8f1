package dev.restore4j.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.error.Neo4jAdminException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckRequestTest {

    private static final String INCONSISTENT = """
            printf 'bad record 17\\nbad record 18\\n' > "$reports/neo4j-2026.report"
            echo "Inconsistencies found. See '$reports/neo4j-2026.report' for details." >&2
            exit 1""";

    @TempDir
    Path directory;

    private ShellTool tool;

    @BeforeEach
    void make() {
        tool = new ShellTool(directory.resolve("home"));
    }

    @Test
    void aStoreIsChecked() {
        CheckReport report = tool.admin().check("neo4j").run();

        assertThat(report.consistent()).isTrue();
        assertThat(report.findings()).isEmpty();
        assertThat(report.file()).isEmpty();
        assertThat(report).hasToString("The database neo4j is consistent, says neo4j-admin 5.26.30");
    }

    @Test
    void whatIsInconsistentIsAFindingAndNoFailure() {
        tool.on("database check", INCONSISTENT);
        CheckReport report = tool.admin().check("neo4j").run();

        assertThat(report.consistent()).isFalse();
        assertThat(report.findings()).isEqualTo("bad record 17\nbad record 18");
        assertThat(report.file()).isEmpty();
        assertThat(report.toString()).contains("INCONSISTENT");
    }

    @Test
    void aDumpThatIsReplacedMeanwhileIsNotTheOneThatWasChecked() throws IOException {
        Path dump = Files.writeString(directory.resolve("some.dump"), "DZV1\nfirst\n");
        tool.after("database check", "echo DZV1 > " + dump + ".new; mv " + dump + ".new " + dump);

        assertThat(catchThrowableOfType(
                                Neo4jAdminException.class,
                                () -> tool.admin().check(dump).run())
                        .code())
                .isEqualTo("archive-changed");
    }

    @Test
    void theWholeReportIsKeptWhereAskedFor() {
        tool.on("database check", INCONSISTENT);

        assertThat(tool.admin().check("neo4j").reportInto(directory).run().file())
                .contains(directory.resolve("neo4j-2026.report"));
    }

    @Test
    void aDumpIsCheckedAlone() throws IOException {
        Path dump = Files.writeString(directory.resolve("Any Name.dump"), "DZV1\nx\n");

        CheckReport report = tool.admin().check(dump).run();
        assertThat(report.consistent()).isTrue();
        assertThat(report).hasToString("The dump " + dump + " is consistent, says neo4j-admin 5.26.30");
        assertThat(tool.read("calls")).doesNotContain("--from-path=" + directory + " ");
        assertThat(tool.home().resolve("scratch")).isEmptyDirectory();
    }

    @Test
    void whatCannotBeCheckedIsAFailure() throws IOException {
        Path dump = Files.writeString(directory.resolve("x.dump"), "junk");

        assertThat(catchThrowableOfType(
                                Neo4jAdminException.class,
                                () -> tool.admin().check(dump).run())
                        .code())
                .isEqualTo("archive-invalid");
        assertThat(catchThrowableOfType(
                                Neo4jAdminException.class,
                                () -> tool.admin().check("nope").run())
                        .code())
                .isEqualTo("database-missing");
    }
}
