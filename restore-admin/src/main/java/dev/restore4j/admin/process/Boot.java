package dev.restore4j.admin.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which run of the machine this is. */
final class Boot {

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path NAMESPACE = Path.of("/proc/self/ns/pid");

    private Boot() {}

    /**
     * {@return an identifier that changes with each start of the machine, and from container to container: from another one, nobody
     * can see whether a process runs; empty where the system offers none}
     */
    static String id() {
        try {
            String boot = Files.readString(BOOT_ID).trim().replace("-", "");
            return boot + Files.readSymbolicLink(NAMESPACE).toString().replaceAll("\\D", "");
        } catch (IOException e) {
            return "";
        }
    }
}
