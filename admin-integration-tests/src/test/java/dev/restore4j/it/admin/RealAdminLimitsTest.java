package dev.restore4j.it.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.embedded.RealNeo4jAdmin;
import dev.restore4j.embedded.SelfManagedNeo4j;
import dev.restore4j.testkit.admin.AdminFault;
import dev.restore4j.testkit.admin.FakeNeo4jAdmin;
import dev.restore4j.testkit.admin.StoreSpec;
import dev.restore4j.testkit.admin.ToolCommand;
import java.io.File;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that is really full and files that really belong to somebody else, for the real tool; the fake, with its faults, says
 * the same. Who has what it takes on Linux, as root has, skips none of these: a mount that fails then is a failure. Elsewhere only
 * the classifier's tables stand for them, and the report tells which are disabled, and why.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "small disks and other users are made as Linux has them")
class RealAdminLimitsTest {

    private static final String NO_DISKS = "this user may not mount (CAP_SYS_ADMIN), or unshare or mount is missing";
    private static final String NO_USERS = "this user may not become another (CAP_SETUID), or setpriv is missing";
    private static final int MAY_BECOME_ANOTHER = 7;
    private static final int MAY_MOUNT = 21;

    private static final String FULL = "No space left on device";

    @TempDir
    private static Path directory;

    private static SelfManagedNeo4j neo4j;
    private static RealNeo4jAdmin admin;
    private static FakeNeo4jAdmin fake;

    @BeforeAll
    static void start() throws IOException {
        // Another user has to get in.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        neo4j = Stores.withOrders(directory.resolve("home"));
        admin = neo4j.admin();
        fake = FakeNeo4jAdmin.in(directory.resolve("fake")).addDatabase("neo4j", StoreSpec.of("1000 orders"));
    }

    @AfterAll
    static void close() {
        neo4j.close();
    }

    @Test
    @EnabledIf(value = "hasSmallDisks", disabledReason = NO_DISKS)
    void aDumpOntoAFullDiskLeavesAHalfThatLooksLikeADump() throws Exception {
        Path small = Files.createDirectories(directory.resolve("small"));
        String dump = admin.executable() + " database dump --to-path=" + small + " neo4j; code=$?; head -c 4 " + small
                + "/neo4j.dump; exit $code";
        Ran real = ran(onSmallDisk(small, 12, dump));
        assertThat(real.exitCode()).isEqualTo(1);
        assertThat(real.output())
                .contains("Failed to dump database 'neo4j': Unable to dump database: IOException: " + FULL)
                .contains("Dump failed for databases: 'neo4j'")
                .endsWith("DZV1");

        fake.next(ToolCommand.DUMP, AdminFault.diskFull());
        Path dumps = Files.createDirectories(directory.resolve("dumps-of-fake"));
        Ran faked = ran(List.of(fake.executable().toString(), "database", "dump", "--to-path=" + dumps, "neo4j"));
        assertThat(faked.exitCode()).isEqualTo(1);
        assertThat(faked.output())
                .contains("Failed to dump database 'neo4j': Unable to dump database: IOException: " + FULL);
        assertThat(dumps.resolve("neo4j.dump")).isNotEmptyFile();
    }

    @Test
    @EnabledIf(value = "hasSmallDisks", disabledReason = NO_DISKS)
    void aLoadAndACheckOntoAFullDiskFailInTheirOwnWords() throws Exception {
        Path dumps = Files.createDirectories(directory.resolve("dumps"));
        assertThat(ran(List.of(admin.executable().toString(), "database", "dump", "--to-path=" + dumps, "neo4j"))
                        .exitCode())
                .isZero();
        Path small = Files.createDirectories(directory.resolve("small-home"));
        String load =
                "NEO4J_HOME=" + small + " " + admin.executable() + " database load --from-path=" + dumps + " neo4j";
        Ran loaded = ran(onSmallDisk(small, 400, load));
        assertThat(loaded.exitCode()).isEqualTo(1);
        assertThat(loaded.output()).contains("Unable to load database: IOException: " + FULL);
        String check = admin.executable() + " database check --from-path=" + dumps + " --temp-path=" + small + " neo4j";
        Ran checked = ran(onSmallDisk(small, 400, check));
        assertThat(checked.exitCode()).isEqualTo(70);
        // It could be a broken dump just as well.
        assertThat(checked.output()).contains("Invalid input for a CheckDump").doesNotContain(FULL);
    }

    @Test
    @EnabledIf(value = "hasOtherUsers", disabledReason = NO_USERS)
    void aStoreOfAnotherUserIsNotPermitted() throws Exception {
        Path open = Files.createDirectories(directory.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        Ran dump = ran(asNobody("dump", "--to-path=" + open));
        assertThat(dump.exitCode()).isEqualTo(1);
        assertThat(dump.output())
                .contains("Failed to dump database 'neo4j': You do not have permission to dump the database.");
        Ran info = ran(asNobody("info", "--format=json"));
        assertThat(info.exitCode()).isEqualTo(1);
        assertThat(info.output()).contains("Failed to execute command: 'Could not write to: ");
        Ran check = ran(asNobody("check", "--report-path=" + open));
        assertThat(check.exitCode()).isEqualTo(77);
        assertThat(check.output()).contains("You do not have permission to check database consistency.");

        fake.addDatabase("foreign", StoreSpec.of("").notPermitted());
        for (String command : List.of("dump", "info", "check")) {
            Ran faked = ran(List.of(
                    fake.executable().toString(), "database", command, "--additional-config=/dev/null", "foreign"));
            assertThat(faked.exitCode()).isEqualTo(command.equals("check") ? 77 : 1);
        }
    }

    /** A file system of so many kilobytes, in a name space of its own, which goes with the process. */
    private static List<String> onSmallDisk(Path place, int kilobytes, String script) throws Exception {
        String mount = "mount -t tmpfs -o size=" + kilobytes + "k small " + place;
        List<String> command = new ArrayList<>(unshared());
        command.add(mount);
        Ran alone = ran(command);
        assertThat(alone.exitCode())
                .as("a small disk is mounted: " + alone.output())
                .isZero();
        command.set(command.size() - 1, mount + " && { " + script + "; }");
        return command;
    }

    private static List<String> asNobody(String command, String option) throws Exception {
        List<String> all = new ArrayList<>(List.of("setpriv", "--reuid=65534", "--clear-groups"));
        all.add(admin.executable().toString());
        Ran alone = ran(with(all, "--version"));
        assertThat(alone.exitCode())
                .as("another user runs the tool: " + alone.output())
                .isZero();
        return with(all, "database", command, option, "neo4j");
    }

    private static List<String> with(List<String> command, String... more) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(more));
        return all;
    }

    /** {@return whether a small disk can be mounted: surely by whoever may mount, and in some systems by anybody} */
    static boolean hasSmallDisks() throws Exception {
        if (!isInstalled("unshare") || !isInstalled("mount")) {
            return false;
        }
        List<String> nothing = new ArrayList<>(unshared());
        nothing.add("true");
        return may(MAY_MOUNT) || ran(nothing).exitCode() == 0;
    }

    static boolean hasOtherUsers() throws IOException {
        return isInstalled("setpriv") && may(MAY_BECOME_ANOTHER);
    }

    static List<String> unshared() throws IOException {
        return List.of("unshare", may(MAY_MOUNT) ? "-m" : "-Urm", "sh", "-c");
    }

    /** {@return whether this process has a capability, by its number} */
    private static boolean may(int capability) throws IOException {
        String mask = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("CapEff:"))
                .map(line -> line.split("\\s+", -1)[1])
                .findFirst()
                .orElseThrow();
        return new BigInteger(mask, 16).testBit(capability);
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    private record Ran(int exitCode, String output) {}

    private static Ran ran(List<String> command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("NEO4J"));
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ran(process.waitFor(), output);
        } catch (IOException e) {
            return new Ran(127, "" + e.getMessage());
        }
    }
}
