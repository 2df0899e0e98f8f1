package dev.restore4j.examples.guide;

import dev.restore4j.Assessment;
import dev.restore4j.RestorePlan;
import dev.restore4j.admin.AdminDatabase;
import dev.restore4j.admin.CheckReport;
import dev.restore4j.admin.DatabaseInfo;
import dev.restore4j.admin.Dump;
import dev.restore4j.admin.LoadResult;
import dev.restore4j.admin.Neo4jAdmin;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.aura.AuraTarget;
import dev.restore4j.aura.baseline.BaselineOptions;
import dev.restore4j.aura.baseline.GraphBaseline;
import dev.restore4j.aura.baseline.Tolerances;
import dev.restore4j.aura.bolt.Bolt;
import dev.restore4j.error.Neo4jAdminException;
import dev.restore4j.event.RestoreEvent.Progressed;
import dev.restore4j.operation.DatabaseLogin;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.SafetySnapshot;
import dev.restore4j.verify.CheckLevel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;

/** The examples of docs/neo4j-admin.md. */
final class Migrating {

    private Migrating() {}

    /** A program's store of passwords. */
    interface Vault {

        String password(String of);
    }

    static RestoreResult shortest(AuraClient aura, Supplier<DatabaseLogin> login) {
        // tag::shortest[]
        RestoreResult result = RestorePlan.from(Neo4jAdmin.fromEnvironment().database("neo4j"))
                .into(aura.instance("2f49c2b3").withLogin(login))
                .named("MIGRATION-17") // under this name it is uploaded once
                .confirm()
                .execute();
        // end::shortest[]
        return result;
    }

    static RestoreResult migrate(AuraClient aura, Vault vault, Path file) throws IOException {
        // tag::baseline[]
        try (Driver source =
                GraphDatabase.driver("bolt://localhost:7687", AuthTokens.basic("neo4j", vault.password("source")))) {
            GraphBaseline.capture(source, BaselineOptions.countsAndSchema().samples(100))
                    .write(file);
        }
        // end::baseline[]
        // tag::with-key[]
        GraphBaseline baseline = GraphBaseline.read(file); // what was written above
        Supplier<DatabaseLogin> login = () -> DatabaseLogin.of("neo4j", vault.password("2f49c2b3"));
        Supplier<AuthToken> user = () -> AuthTokens.basic("neo4j", vault.password("2f49c2b3"));
        AdminDatabase source = Neo4jAdmin.home(Path.of("/opt/neo4j")).database("neo4j"); // stopped by now
        Assessment assessment = RestorePlan.from(source.dumpsIn(Path.of("/backups/uploads")))
                .into(aura.instance("2f49c2b3").withLogin(login))
                .named("MIGRATION-17")
                .keepPresent(SafetySnapshot.within(Duration.ofMinutes(20)).orStop())
                .verify(Bolt.atTarget(user).writable().matches(baseline, Tolerances.exact()))
                .verifyAt(CheckLevel.FULL) // STANDARD leaves out content
                .assess(); // overwrites nothing
        System.out.println(assessment);
        RestoreResult result = assessment.confirm().execute();
        // end::with-key[]
        return result;
    }

    static RestoreResult withoutKey(
            AdminDatabase source, Supplier<DatabaseLogin> login, Supplier<AuthToken> user, GraphBaseline baseline) {
        // tag::without-key[]
        URI bolt = URI.create("neo4j+s://2f49c2b3.databases.neo4j.io"); // as the Aura Console shows it
        try (AuraTarget target = AuraTarget.of(bolt, login)) {
            return RestorePlan.from(source)
                    .into(target)
                    .named("MIGRATION-17")
                    .verify(Bolt.atTarget(user).matches(baseline, Tolerances.exact()))
                    .verifyAt(CheckLevel.FULL)
                    .confirm()
                    .execute();
        }
        // end::without-key[]
    }

    static AuraTarget byInstance(URI bolt, Supplier<DatabaseLogin> login) {
        // tag::by-instance[]
        AuraTarget target = AuraTarget.builder(bolt, login).database("0e1f9a2b").build();
        // end::by-instance[]
        return target;
    }

    static RestorePlan progress(RestorePlan plan) {
        // tag::progress[]
        RestorePlan watched = plan.notify(event -> {
            if (event instanceof Progressed progressed) {
                System.out.println(progressed.progress()); // dump 42 %, check 7 %, upload 90 %
            }
        });
        // end::progress[]
        return watched;
    }

    static Neo4jAdmin tool() {
        // tag::tool[]
        Neo4jAdmin admin = Neo4jAdmin.builder()
                .executable(Path.of("/opt/neo4j/bin/neo4j-admin")) // or of NEO4J_HOME, or PATH
                .home(Path.of("/opt/neo4j"))
                .environment(Map.of("JAVA_HOME", "/opt/jdk-21"))
                .javaOptions("-Xmx2g", "-Dhttps.proxyHost=proxy.example.com", "-Dhttps.proxyPort=3128")
                .scratch(Path.of("/backups/scratch"))
                .timeLimit(Duration.ofHours(4))
                .build();
        // end::tool[]
        return admin;
    }

    static void commands(Neo4jAdmin admin) {
        // tag::commands[]
        DatabaseInfo info = admin.info("neo4j"); // store format, last transaction, whether it was stopped cleanly
        CheckReport report = admin.check("neo4j").run();
        Dump dump = admin.dump("neo4j").into(Path.of("/backups")).run();
        CheckReport ofDump = admin.check(dump.path()).run();
        DatabaseInfo inDump = admin.infoOfDump(dump.path()); // before it is sent anywhere
        LoadResult loaded = admin.load(dump.path())
                .into("staging")
                .within(Duration.ofHours(2))
                .onProgress(System.out::println)
                .run();
        loaded.keptStore().ifPresent(old -> System.out.println("the store from before is in " + old));
        // end::commands[]
        System.out.println(info + " " + report + " " + ofDump + " " + inDump);
    }

    static void errors(Neo4jAdmin admin) {
        // tag::errors[]
        try {
            admin.dump("neo4j").into(Path.of("/backups")).run();
        } catch (Neo4jAdminException e) {
            System.err.println(e.code() + ": " + e.getMessage()); // what happened, and what to do now
            System.err.println(e.tail()); // the end of what the tool printed, without secrets
        }
        // end::errors[]
    }
}
