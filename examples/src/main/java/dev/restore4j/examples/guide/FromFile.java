package dev.restore4j.examples.guide;

import dev.restore4j.Assessment;
import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.aura.AuraTarget;
import dev.restore4j.aura.backup.BackupFile;
import dev.restore4j.aura.backup.BackupProof;
import dev.restore4j.aura.baseline.GraphBaseline;
import dev.restore4j.aura.baseline.Tolerances;
import dev.restore4j.aura.bolt.Bolt;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.event.Progress;
import dev.restore4j.event.RestoreEvent.Progressed;
import dev.restore4j.event.RestoreEvent.Warned;
import dev.restore4j.operation.DatabaseLogin;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.SafetySnapshot;
import dev.restore4j.verify.CheckLevel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.neo4j.driver.AuthToken;

/** The examples of docs/backup-files.md. */
final class FromFile {

    private FromFile() {}

    static RestoreResult shortest(AuraClient aura, Supplier<DatabaseLogin> login) {
        // tag::shortest[]
        RestoreResult result = RestorePlan.from(aura.backupFile(Path.of("/backups/orders.backup")))
                .into(aura.instance("2f49c2b3").withLogin(login))
                .named("INC-4712") // under this name it is loaded once
                .confirm()
                .execute();
        // end::shortest[]
        return result;
    }

    static void inspect() {
        // tag::inspect[]
        BackupFile file = BackupFile.inspect(Path.of("/backups/orders.backup")); // reads its head only
        System.out.println(file.format().title()); // a backup under zstd (BZV1)
        file.databaseName().ifPresent(name -> System.out.println("of database " + name));
        file.takenAt().ifPresent(time -> System.out.println("taken at " + time));
        System.out.println(file.extent()); // FULL, or DIFFERENTIAL, which nobody can restore from alone

        try {
            BackupProof proof = file.verify(); // one pass over all of it
            System.out.println("whole: " + proof.checks() + ", not provable: " + proof.gaps());
        } catch (RestoreRejectedException e) {
            System.err.println(e.code() + ": " + e.getMessage()); // file-truncated: ...
        }
        // end::inspect[]
    }

    static RestoreResult whole(AuraClient aura, Supplier<DatabaseLogin> login, Supplier<AuthToken> user, Path baseline)
            throws IOException {
        // tag::whole[]
        GraphBaseline expected = GraphBaseline.read(baseline); // taken when the backup was
        Assessment assessment = RestorePlan.from(aura.backupFile(Path.of("/backups/orders.backup")))
                .into(aura.instance("2f49c2b3").withLogin(login))
                .named("INC-4712")
                .keepPresent(SafetySnapshot.within(Duration.ofMinutes(20)).orStop())
                .verify(Bolt.atTarget(user).writable().matches(expected, Tolerances.exact()))
                .verifyAt(CheckLevel.FULL) // STANDARD leaves out content
                .orRollBack()
                .notify(event -> {
                    if (event instanceof Progressed progressed) {
                        Progress now = progressed.progress();
                        System.out.println(now); // verify 40 %, upload 12 %
                        now.left().ifPresent(left -> System.out.println(left.toSeconds() + " s left"));
                    } else if (event instanceof Warned warned) {
                        System.err.println(warned);
                    }
                })
                .assess(); // looks at the file's head and at the instance
        System.out.println(assessment);
        RestoreResult result = assessment.confirm().execute();
        // end::whole[]
        return result;
    }

    static RestoreResult withoutKey(Supplier<DatabaseLogin> login) {
        // tag::without-key[]
        URI bolt = URI.create("neo4j+s://2f49c2b3.databases.neo4j.io"); // as the Aura Console shows it
        try (AuraTarget target = AuraTarget.of(bolt, login)) {
            return RestorePlan.from(target.backupFile(Path.of("/backups/orders.backup")))
                    .into(target)
                    .named("INC-4712")
                    .confirm()
                    .execute();
        }
        // end::without-key[]
    }
}
