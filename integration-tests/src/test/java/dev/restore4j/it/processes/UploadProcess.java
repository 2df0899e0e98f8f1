package dev.restore4j.it.processes;

import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraTarget;
import dev.restore4j.error.RestoreException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.event.RestoreEvent.Progressed;
import dev.restore4j.journal.FileJournal;
import dev.restore4j.operation.DatabaseLogin;
import dev.restore4j.operation.RestoreResult;
import java.net.URI;
import java.nio.file.Path;

/** A program of a user's that restores a database from a file, and tells on its standard output how far it is. */
final class UploadProcess {

    private UploadProcess() {}

    /**
     * Runs.
     *
     * @param args the file, the journal's directory, the Console, and the instance
     */
    public static void main(String[] args) {
        int code = 0;
        URI bolt = URI.create("neo4j+s://" + args[3] + ".databases.neo4j.io");
        try (AuraTarget target = AuraTarget.builder(bolt, () -> DatabaseLogin.of("neo4j", System.getenv("IT_PASSWORD")))
                .console(URI.create(args[2]))
                .journal(FileJournal.at(Path.of(args[1])))
                .listener(event -> {
                    if (event instanceof Progressed progressed) {
                        System.out.println("PROGRESS " + progressed.progress().phase() + " "
                                + progressed.progress().bytes().orElse(-1));
                    }
                })
                .build()) {
            RestoreResult result = RestorePlan.from(target.backupFile(Path.of(args[0])))
                    .into(target)
                    .named("FROM-FILE")
                    .confirm()
                    .execute();
            System.out.println("RESULT " + result.state() + " " + result.overwritten());
        } catch (RestoreException e) {
            String reason = e instanceof RestoreRejectedException rejected ? rejected.code() : "-";
            System.out.println("ERROR " + e.state() + " " + e.overwritten() + " "
                    + e.getClass().getSimpleName() + " " + reason + " "
                    + String.valueOf(e.getMessage()).replace('\n', ' '));
            code = 1;
        }
        System.exit(code);
    }
}
