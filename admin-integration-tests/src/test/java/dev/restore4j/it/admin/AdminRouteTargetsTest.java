package dev.restore4j.it.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.restore4j.Assessment;
import dev.restore4j.RestorePlan;
import dev.restore4j.admin.Neo4jAdmin;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.aura.AuraTarget;
import dev.restore4j.it.admin.AdminWorld.End;
import dev.restore4j.journal.FileJournal;
import dev.restore4j.operation.DatabaseLogin;
import dev.restore4j.operation.Finding;
import dev.restore4j.testkit.admin.AdminLine;
import dev.restore4j.testkit.admin.ToolCommand;
import dev.restore4j.testkit.fault.ImportFault;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A target that takes no upload, an address that is none of Aura's, and a login that is none are refused. */
class AdminRouteTargetsTest extends OnLoopback {

    @TempDir
    static Path directory;

    private static AdminWorld world(String name) {
        return AdminWorld.in(loopback, directory, name);
    }

    @Test
    void aTargetThatDoesNotTakeItIsRefused() throws Exception {
        AdminWorld base = world("targets");
        Neo4jAdmin admin = base.admin();
        List<Callable<Void>> cases = new ArrayList<>();
        cases.add(target(base, admin, "paused2", world -> world.instance().pause(), "PLANNED NO target-not-running"));
        cases.add(target(
                base,
                admin,
                "noadmin",
                world -> world.fault("POST", "/databases/*/import/auth", ImportFault.notAdministrator()),
                "PLANNED NO AccessException"));
        cases.add(target(
                base,
                admin,
                "noconsent",
                world -> world.fault("POST", "/databases/*/import/auth", ImportFault.noConsent()),
                "PLANNED NO no-consent"));
        // those that are found out right before the work
        cases.add(target(
                base,
                admin,
                "noadmin2",
                world -> world.fault("POST", "/databases/*/import/auth", ImportFault.notAdministrator())
                        .after(1),
                "PREPARING NO AccessException"));
        cases.add(target(
                base,
                admin,
                "noconsent2",
                world -> world.fault("POST", "/databases/*/import/auth", ImportFault.noConsent())
                        .after(1),
                "REJECTED NO no-consent"));
        cases.add(
                with(base, admin, "wrong", world -> DatabaseLogin.of("neo4j", "wrong"), "PLANNED NO AccessException"));
        cases.add(with(
                base,
                admin,
                "throws",
                world -> {
                    throw new IllegalStateException(
                            "the vault says " + world.instance().password());
                },
                "PLANNED NO AccessException"));
        // asked for by the assessment, the journal, and twice before the dump: whether the tool can read it, and
        // whether it is
        // right; the fifth is for the tool
        AtomicInteger asked = new AtomicInteger();
        cases.add(with(
                base,
                admin,
                "forgotten",
                world -> {
                    if (asked.incrementAndGet() > 4) {
                        throw new IllegalStateException(
                                "the vault says " + world.instance().password());
                    }
                    return world.login();
                },
                "REJECTED NO AccessException",
                "neo4j.dump"));
        cases.add(with(base, admin, "nothing", world -> null, "PLANNED NO AccessException"));
        cases.add(() -> {
            AdminWorld world = base.beside("unknown");
            try (AuraTarget target = world.targetAt(URI.create("neo4j+s://00000000.databases.neo4j.io"))
                    .build()) {
                world.mustBeRefused(
                        AdminWorld.run(() -> world.plan(admin.database("neo4j").dumpsIn(world.dumps()), target)
                                .confirm()
                                .execute()),
                        "PLANNED NO unknown-instance");
            }
            return null;
        });
        cases.add(() -> {
            AdminWorld world = base.beside("nobody");
            int port;
            try (ServerSocket closed = new ServerSocket(0)) {
                port = closed.getLocalPort();
            }
            try (AuraTarget target = world.targetAt(world.bolt())
                    .console(URI.create("http://127.0.0.1:" + port))
                    .build()) {
                world.mustBeRefused(
                        AdminWorld.run(() -> world.plan(admin.database("neo4j").dumpsIn(world.dumps()), target)
                                .confirm()
                                .execute()),
                        "PLANNED NO UnavailableException");
            }
            return null;
        });
        AdminWorld.together(cases);
    }

    private static Callable<Void> target(
            AdminWorld base, Neo4jAdmin admin, String name, Consumer<AdminWorld> trouble, String expected) {
        return () -> {
            AdminWorld world = base.beside(name);
            trouble.accept(world);
            try (AuraTarget target = world.target()) {
                End end =
                        AdminWorld.run(() -> world.plan(admin.database("neo4j").dumpsIn(world.dumps()), target)
                                .confirm()
                                .execute());
                world.mustBeRefused(end, expected);
            }
            return null;
        };
    }

    private interface Logins {
        DatabaseLogin of(AdminWorld world);
    }

    private static Callable<Void> with(
            AdminWorld base, Neo4jAdmin admin, String name, Logins logins, String expected, String... left) {
        return () -> {
            AdminWorld world = base.beside(name);
            Supplier<DatabaseLogin> login = () -> logins.of(world);
            try (AuraTarget target = AuraTarget.builder(world.bolt(), login)
                    .console(loopback.server().baseUri())
                    .journal(FileJournal.at(world.journal()))
                    .time(loopback.time())
                    .build()) {
                End end =
                        AdminWorld.run(() -> world.plan(admin.database("neo4j").dumpsIn(world.dumps()), target)
                                .confirm()
                                .execute());
                world.mustBeRefused(end, expected, left);
            }
            return null;
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bolt+s://abcd1234.databases.neo4j.io",
                "neo4j+s://abcd1234.databases.neo4j.io:7687",
                "neo4j+s://abcd1234.databases.neo4j.io/",
                "neo4j+s://abcd1234.databases.neo4j.io/db",
                "neo4j://abcd1234-@127.0.0.1:18443/.databases.neo4j.io",
                "neo4j+s://abcd1234-.evil.example/.databases.neo4j.io",
                "neo4j+s://abcd1234.databases.neo4j.io.evil.example",
                "neo4j+s://abcd1234xdatabases.neo4j.io",
                "neo4j+s://user@abcd1234.databases.neo4j.io",
                "neo4j+s://abcd1234.instances.neo4j.io",
                "neo4j+s://localhost"
            })
    void anAddressThatIsNoneOfAurasIsRefusedAtOnce(String uri) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AuraTarget.of(URI.create(uri), () -> DatabaseLogin.of("neo4j", "secret-word")))
                .withMessageContaining("neo4j+s://<id>.databases.neo4j.io")
                .withMessageNotContaining("secret-word");
    }

    @Test
    void anInstanceWithSeveralDatabasesTakesAToolOfTheNewerLine() throws Exception {
        AdminWorld world = world("several");
        URI bolt = URI.create("neo4j+s://abcd1234.instances.neo4j.io");
        try (AuraTarget target =
                world.targetAt(bolt).database(world.instance().id()).build()) {
            Assessment older = world.plan(world.source(), target).assess();
            assertThat(older.blocking()).extracting(Finding::code).containsExactly("tool-version-unknown");
            assertThat(older.blocking().get(0).message()).contains("5.26.30", "instances.neo4j.io", "2025.01");
            world.mustBeRefused(AdminWorld.run(() -> older.confirm().execute()), "PLANNED NO tool-version-unknown");

            world.tool().line(AdminLine.V2026);
            End end = AdminWorld.run(
                    () -> world.plan(world.source(), target).confirm().execute());
            assertThat(end).as(end.message()).hasToString("COMPLETED YES ACCEPTED_AND_SEEN");
        }
        assertThat(world.tool().calls(ToolCommand.UPLOAD))
                .last()
                .satisfies(call -> assertThat(call.arguments())
                        .contains("--to-dbid=" + world.instance().id(), "--to-uri=" + bolt));
        assertThat(world.imports()).isOne();
    }

    @Test
    void aClientThatOnlyReadsAndATargetThatTakesNoUploadsAreRefused() throws Exception {
        AdminWorld world = world("client");
        try (AuraClient client = AuraClient.builder()
                .credentials(loopback.aura().clientId(), loopback.aura().clientSecret())
                .baseUrl(loopback.server().baseUri())
                .console(loopback.server().baseUri())
                .journal(FileJournal.at(world.journal()))
                .time(loopback.time())
                .readOnly()
                .build()) {
            var instance = client.instance(world.instance().id());
            world.mustBeRefused(
                    AdminWorld.run(() -> RestorePlan.from(world.source())
                            .into(instance.withLogin(world::login))
                            .confirm()
                            .execute()),
                    "PLANNED NO read-only");
            world.mustBeRefused(
                    AdminWorld.run(() -> RestorePlan.from(world.source())
                            .into(instance)
                            .confirm()
                            .execute()),
                    "PLANNED NO no-route");
        }
    }
}
