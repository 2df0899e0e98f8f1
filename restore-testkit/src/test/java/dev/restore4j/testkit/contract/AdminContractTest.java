package dev.restore4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.restore4j.testkit.admin.AdminFault;
import dev.restore4j.testkit.admin.AdminLine;
import dev.restore4j.testkit.admin.FakeNeo4jAdmin;
import dev.restore4j.testkit.admin.StoreSpec;
import dev.restore4j.testkit.admin.ToolCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The fake is held to the same checks as the real tool, which is held to them where there is one. */
@DisabledOnOs(OS.WINDOWS)
class AdminContractTest {

    @TempDir
    private static Path directory;

    @TestFactory
    Stream<DynamicTest> theFakeOf526KeepsIt() throws IOException {
        return tests(AdminContract.checks(target(fake("5", AdminLine.V5))));
    }

    @TestFactory
    Stream<DynamicTest> theFakeOf2026KeepsIt() throws IOException {
        return tests(AdminContract.checks(target(fake("2026", AdminLine.V2026))));
    }

    @Test
    void aToolThatSaysSomethingElseIsFound() throws IOException {
        FakeNeo4jAdmin fake = fake("lying", AdminLine.V5);
        fake.always(ToolCommand.VERSION, AdminFault.says("5.26.30", 1));
        List<Check> checks = AdminContract.checks(target(fake));
        assertThatThrownBy(() -> checks.get(0).run())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the exit code should be 0");
    }

    private static FakeNeo4jAdmin fake(String name, AdminLine line) {
        FakeNeo4jAdmin fake =
                FakeNeo4jAdmin.in(directory.resolve(name + "-home")).line(line);
        return fake.addDatabase("neo4j", StoreSpec.of("1000 orders".repeat(1000)));
    }

    private static AdminTarget target(FakeNeo4jAdmin fake) throws IOException {
        Path work = Files.createTempDirectory(directory, "work");
        return new AdminTarget(fake.executable(), fake.home(), "neo4j", work, new AdminTarget.Server() {
            @Override
            public void start() {
                fake.start("neo4j");
            }

            @Override
            public void stop() {
                fake.stop("neo4j");
            }
        });
    }

    private static Stream<DynamicTest> tests(List<Check> checks) {
        assertThat(checks).hasSizeGreaterThan(30);
        return checks.stream().map(check -> dynamicTest(check.name(), check::run));
    }
}
