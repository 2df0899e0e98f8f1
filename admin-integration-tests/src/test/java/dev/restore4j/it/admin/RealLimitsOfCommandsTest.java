package dev.restore4j.it.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.admin.Neo4jAdmin;
import dev.restore4j.embedded.SelfManagedNeo4j;
import dev.restore4j.error.Neo4jAdminException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The typed commands where the real tool may not do something, has no room for it, or is too old; nothing is left of them. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "small disks and other users are made as Linux has them")
class RealLimitsOfCommandsTest {

    @TempDir
    private static Path directory;

    private static SelfManagedNeo4j neo4j;
    private static Limited limited;
    private static Path dump;

    @BeforeAll
    static void aDump() throws IOException {
        // another user has to get in
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        neo4j = Stores.withOrders(directory.resolve("home"));
        limited = new Limited(neo4j.admin().executable(), directory);
        dump = Archives.dump(neo4j.home(), made("dumps").resolve("neo4j.dump"));
    }

    @AfterAll
    static void close() {
        neo4j.close();
    }

    private static Path made(String name) throws IOException {
        return Files.createDirectories(directory.resolve(name));
    }

    private static Path copy(String name) throws IOException {
        return Stores.copied(neo4j, directory.resolve(name));
    }

    private static Neo4jAdmin admin(Path executable, Path home) {
        return Neo4jAdmin.builder().executable(executable).home(home).build();
    }

    private static Callable<Neo4jAdminException> thrown(ThrowingCallable call) {
        return () -> catchThrowableOfType(Neo4jAdminException.class, call);
    }

    private static void mustBe(String code, Map<String, Callable<Neo4jAdminException>> calls) throws Exception {
        ToolRuns.all(calls).forEach((name, error) -> {
            assertThat(error).as(name).isNotNull();
            assertThat(error.code())
                    .as(name + ": " + error + "\n" + error.tail())
                    .isEqualTo(code);
            assertThat(error.exitCode())
                    .as(name + " was told by the tool: " + error)
                    .isPresent();
        });
    }

    @Test
    @EnabledIf("dev.restore4j.it.admin.RealAdminLimitsTest#hasOtherUsers")
    void whatMustNotBeWrittenOrReadIsToldSo() throws Exception {
        Path launcher = limited.withoutRights();
        Path target = made("target");
        Map<String, Callable<Neo4jAdminException>> calls = new LinkedHashMap<>();
        Path home = Limited.closed(copy("closed"));
        Neo4jAdmin closed = admin(launcher, home);
        calls.put("info", thrown(() -> closed.info("neo4j")));
        calls.put("check", thrown(() -> closed.check("neo4j").run()));
        calls.put("dump", thrown(() -> closed.dump("neo4j").into(target).run()));
        calls.put("load", thrown(() -> closed.load(dump).into("neo4j").run()));
        mustBe("no-permission", calls);
        assertThat(target).isEmptyDirectory();
        assertThat(admin(neo4j.admin().executable(), Limited.open(home))
                        .info("neo4j")
                        .lastTransaction())
                .isPresent();

        Path secret = Files.copy(dump, made("secret").resolve("neo4j.dump"));
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
        Neo4jAdmin other = admin(launcher, copy("other"));
        mustBe(
                "archive-invalid",
                Map.of("load", thrown(() -> other.load(secret).into("other").run())));
    }

    @Test
    @EnabledIf("dev.restore4j.it.admin.RealAdminLimitsTest#hasSmallDisks")
    void aDumpOntoAFullDiskSaysSoAndIsNotKept() throws Exception {
        Path target = made("small");
        Neo4jAdmin full = admin(limited.withSmallTarget(4), copy("full"));

        mustBe(
                "disk-full",
                Map.of("dump", thrown(() -> full.dump("neo4j").into(target).run())));
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void whatANewerNeo4jHasWrittenIsLeftToANewerTool() throws Exception {
        Path home = Archives.newer(copy("newer"));
        Path newer = Archives.dump(home, made("newer-dumps").resolve("neo4j.dump"));
        Path target = made("newer-target");
        Neo4jAdmin same = admin(neo4j.admin().executable(), home);
        Neo4jAdmin checked = admin(neo4j.admin().executable(), Archives.newer(copy("newer-checked")));
        Neo4jAdmin dumped = admin(neo4j.admin().executable(), Archives.newer(copy("newer-dumped")));
        Neo4jAdmin sound = admin(neo4j.admin().executable(), copy("sound"));
        Map<String, Callable<Neo4jAdminException>> calls = new LinkedHashMap<>();
        calls.put("info", thrown(() -> same.info("neo4j")));
        calls.put("check", thrown(() -> checked.check("neo4j").run()));
        calls.put("dump", thrown(() -> dumped.dump("neo4j").into(target).run()));
        calls.put("check of a dump", thrown(() -> sound.check(newer).run()));
        calls.put("info of a dump", thrown(() -> sound.infoOfDump(newer)));
        calls.put("load", thrown(() -> sound.load(newer).into("neo4j").run()));
        mustBe("newer-version", calls);

        assertThat(target).isEmptyDirectory();
        assertThat(sound.info("neo4j").lastTransaction()).isPresent();
        assertThat(sound.check("neo4j").run().consistent()).isTrue();
    }

    @Test
    void aDumpIsLoadedWhereNothingEverWas() throws IOException {
        Neo4jAdmin fresh = admin(neo4j.admin().executable(), made("fresh"));

        assertThat(fresh.load(dump).into("neo4j").run().keptStore()).isEmpty();
    }
}
