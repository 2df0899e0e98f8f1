package dev.restore4j.it.admin;

import dev.restore4j.RestorePlan;
import dev.restore4j.admin.Neo4jAdmin;
import dev.restore4j.aura.AuraTarget;
import dev.restore4j.error.RestoreException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.event.RestoreEvent.StateChanged;
import dev.restore4j.journal.FileJournal;
import dev.restore4j.operation.DatabaseLogin;
import dev.restore4j.operation.RestoreResult;
import java.net.URI;
import java.nio.file.Path;

/** A program of a user's that is killed and started again: it tells on its standard output how it ended. */
final class MigrationProgram {

    private MigrationProgram() {}

    /**
     * Runs.
     *
     * @param args the tool, its home, the directory for everything else, the Console, and the instance
     */
    public static void main(String[] args) {
        Path directory = Path.of(args[2]);
        URI bolt = URI.create("neo4j+s://" + args[4] + ".databases.neo4j.io");
        int code = 0;
        try (AuraTarget target = AuraTarget.builder(bolt, () -> DatabaseLogin.of("neo4j", System.getenv("IT_PASSWORD")))
                .console(URI.create(args[3]))
                .journal(FileJournal.at(directory.resolve("journal")))
                .listener(event -> {
                    if (event instanceof StateChanged changed) {
                        System.out.println("STATE " + changed.to());
                    }
                })
                .build()) {
            RestoreResult result = RestorePlan.from(Neo4jAdmin.builder()
                            .executable(Path.of(args[0]))
                            .home(Path.of(args[1]))
                            .javaOptions(System.getProperty("restore4j.it.javaOptions", "")
                                    .split(" "))
                            .build()
                            .database("neo4j")
                            .dumpsIn(directory.resolve("dumps")))
                    .into(target)
                    .named("MIGRATION")
                    .confirm()
                    .execute();
            System.out.println("RESULT " + result.state() + " " + result.overwritten());
        } catch (RestoreException e) {
            String reason = e instanceof RestoreRejectedException rejected ? rejected.code() : "-";
            System.out.println("ERROR " + e.state() + " " + e.overwritten() + " "
                    + e.getClass().getSimpleName() + " " + reason + " "
                    + e.getMessage().replace('\n', ' '));
            code = 1;
        }
        System.exit(code);
    }
}
