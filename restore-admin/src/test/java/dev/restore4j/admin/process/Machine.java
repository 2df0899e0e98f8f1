package dev.restore4j.admin.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What this machine lets a test do. A test that takes it says so with {@code @EnabledIf}, so that the report tells where it was not
 * run, and why. Whoever has the right, as root has on Linux, skips none: what fails then is a failure.
 */
public final class Machine {

    private static final String IN = "dev.restore4j.admin.process.Machine#";

    /** Whether there is a disk besides that of temporary files: {@link #memory()}. */
    public static final String HAS_ANOTHER_DISK = IN + "hasAnotherDisk";

    /** Why it has none. */
    public static final String NO_OTHER_DISK = "/dev/shm cannot be written to, or is on the disk of temporary files";

    /** Whether a small disk can be mounted, see {@link #onSmallDisk}. */
    public static final String HAS_SMALL_DISKS = IN + "hasSmallDisks";

    /** Why it has none. */
    public static final String NO_SMALL_DISKS =
            "this user may not mount (CAP_SYS_ADMIN, or a user name space), or unshare or mount is missing";

    /** Whether a file can be given to another user. */
    public static final String GIVES_FILES_AWAY = IN + "givesFilesAway";

    /** Why it cannot. */
    public static final String GIVES_NO_FILES_AWAY = "this user may not give files away (CAP_CHOWN)";

    /** Whether the system tells the environments of processes, and which run of the machine this is. */
    public static final String TELLS_OF_PROCESSES = IN + "tellsOfProcesses";

    /** Why it does not. */
    public static final String TELLS_NOTHING_OF_PROCESSES =
            "there is no /proc with the environments of processes and the id of this run of the machine";

    private static final int MAY_GIVE_AWAY = 0;
    private static final int MAY_MOUNT = 21;
    private static final int BOOT_ID = 32;

    private Machine() {}

    /** {@return a disk in memory, which is there on Linux} */
    public static Path memory() {
        return Path.of("/dev/shm");
    }

    /** {@return whether links and renames from temporary files to {@link #memory()} fail} */
    public static boolean hasAnotherDisk() throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        return Files.isWritable(memory()) && !Files.getFileStore(memory()).equals(Files.getFileStore(temporary));
    }

    public static boolean givesFilesAway() {
        return may(MAY_GIVE_AWAY);
    }

    public static boolean tellsOfProcesses() {
        return Family.canBeFound() && ProcessIdentity.ofThisProgram().boot().length() > BOOT_ID;
    }

    public static boolean hasSmallDisks() throws InterruptedException {
        return isInstalled("unshare")
                && isInstalled("mount")
                && (may(MAY_MOUNT) || ran(inANameSpace("true")).equals("0:"));
    }

    /**
     * Runs a script of the shell that has a disk of its own, in a name space that goes with it.
     *
     * @param size such as {@code 3m}
     * @param place an empty directory, on which the disk is
     * @return the exit code, a colon, and what was printed
     */
    public static String onSmallDisk(String size, Path place, String script) throws InterruptedException {
        String mount = "mount -t tmpfs -o size=" + size + " small '" + place + "'";
        String alone = ran(inANameSpace(mount));
        if (!alone.equals("0:")) {
            throw new AssertionError("A small disk cannot be mounted: " + alone);
        }
        return ran(inANameSpace(mount + " && " + script));
    }

    /** {@return a command of the shell that runs a main class of the tests} */
    public static String java(String options, Class<?> main, Object... arguments) {
        StringBuilder command = new StringBuilder()
                .append(Path.of(System.getProperty("java.home"), "bin", "java"))
                .append(" -XX:TieredStopAtLevel=1 ")
                .append(options)
                .append(" -cp \"$CLASSES\" '")
                .append(main.getName())
                .append('\'');
        for (Object argument : arguments) {
            command.append(" '").append(argument).append('\'');
        }
        return command.toString();
    }

    /**
     * Runs a command that ends by itself. What it prints on the error stream is shown.
     *
     * @return the exit code, a colon, and what was printed
     */
    public static String ran(List<String> command) throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .put("CLASSES", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() + ":" + output.strip();
        } catch (IOException e) {
            return "none:" + e.getMessage();
        }
    }

    private static List<String> inANameSpace(String script) {
        return List.of("unshare", may(MAY_MOUNT) ? "-m" : "-Urm", "sh", "-c", script);
    }

    /** {@return whether this process has a capability, by its number; none where the system has no such thing} */
    private static boolean may(int capability) {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        try {
            String mask = Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("CapEff:"))
                    .map(line -> line.split("\\s+", -1)[1])
                    .findFirst()
                    .orElse("0");
            return new BigInteger(mask, 16).testBit(capability);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
