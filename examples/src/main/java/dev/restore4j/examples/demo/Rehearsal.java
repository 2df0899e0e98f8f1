package dev.restore4j.examples.demo;

import dev.restore4j.journal.FileJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A fake Aura with a damaged database, for the operator's program in another terminal: to practise what docs/at-3am.md says
 * before the night comes. It runs until its input ends.
 */
public final class Rehearsal {

    private Rehearsal() {}

    /**
     * Starts it, says how to reach it, and waits.
     *
     * @param args none
     * @throws IOException if there is no place for its files
     */
    public static void main(String[] args) throws IOException {
        Path directory = Files.createTempDirectory("restore4j-rehearsal-");
        try (DemoWorld world = DemoWorld.start(directory.resolve("neo4j"))) {
            try (OrderGraph orders = world.connect()) {
                orders.write();
            }
            RestoreOrder order = world.orderAfterDamage("REHEARSAL-1");
            Map<String, String> variables = new LinkedHashMap<>(world.environment());
            variables.put(
                    FileJournal.STATE_DIRECTORY_VARIABLE,
                    directory.resolve("state").toString());
            variables.forEach((name, value) -> System.out.println("export " + name + "='" + value + "'"));
            System.out.println(
                    "# The orders of instance " + world.instance() + " were deleted after " + order.incident());
            System.out.println("# In another terminal: the lines above, then examples/restore4j snapshots "
                    + world.instance().id());
            System.out.println("# The operator may look over Bolt: restore ... --verify");
            System.out.println("# Enter ends the rehearsal.");
            System.in.read();
            try (OrderGraph orders = world.connect()) {
                System.out.println("At the end there were " + orders.count() + "; "
                        + world.aura().overwrites().size() + " overwrites.");
            }
        }
        System.exit(0);
    }
}
