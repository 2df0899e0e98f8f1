package dev.restore4j.it.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.aura.bolt.Bolt;
import dev.restore4j.verify.Check;
import dev.restore4j.verify.Marker;
import dev.restore4j.verify.Verdict;
import dev.restore4j.verify.Verdict.Again;
import dev.restore4j.verify.Verdict.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.GraphDatabase;

/** What the first check finds, and what others make of a server that they cannot use. */
@ExtendWith(Lab.Door.class)
class ReachingTest {

    private static final String SECRET = "top-secret-password";

    private final Lab lab;

    ReachingTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void aServerThatAnswersIsNamed() throws Exception {
        List<Check> checks = lab.bolt().checks();
        Verdict answers = checks.get(0).look(new LookContext());
        assertThat(answers.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(answers.evidence()).startsWith("Neo4j/5.26").contains("127.0.0.1");
        assertThat(checks.get(1).look(new LookContext())).isEqualTo(Verdict.passed("220 nodes"));
    }

    @Test
    void theAddressOfTheTargetIsUsedAndNoOther() throws Exception {
        Bolt bolt = Bolt.atTarget(lab::credentials);
        LookContext context = new LookContext();
        assertThat(first(bolt, context.connection(lab.neo4j().driverUri())).outcome())
                .isEqualTo(Outcome.PASSED);
        assertThat(first(bolt, context))
                .isEqualTo(Verdict.inconclusive("The address of the target is not known. Name it: Bolt.at."));
        Verdict refused =
                first(bolt, context.connection(URI.create("neo4j+s://2f49c2b3.databases.neo4j.io.example.com")));
        assertThat(refused.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(refused.reason()).startsWith("No credentials are sent to '2f49c2b3.databases.neo4j.io.example.com'");
    }

    @Test
    void aClosedPortIsAFailureThatMayPass() throws Exception {
        try (Socket held = held()) {
            unreachable(URI.create("bolt://127.0.0.1:" + held.getLocalPort()));
        }
    }

    @Test
    void whatIsNoNeo4jIsAFailureThatMayPass() throws Exception {
        try (ServerSocket web = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> answer(web));
            server.setDaemon(true);
            server.start();
            unreachable(URI.create("bolt://127.0.0.1:" + web.getLocalPort()));
        }
    }

    private static void answer(ServerSocket web) {
        while (!web.isClosed()) {
            try (Socket client = web.accept()) {
                client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // Nobody else asks.
            }
        }
    }

    @Test
    void aHandshakeThatFailsIsAFailureThatMayPass() throws Exception {
        unreachable(URI.create("bolt+s://127.0.0.1:" + lab.neo4j().boltUri().getPort()));
    }

    @Test
    void anUnknownHostIsAFailureThatMayPass() throws Exception {
        Bolt bolt = Bolt.over(
                () -> GraphDatabase.driver("neo4j://no-such-host.invalid", AuthTokens.basic("mallory", SECRET)));
        Verdict verdict = first(bolt, new LookContext());
        assertUnreachable(verdict);
        assertThat(verdict.reason()).contains("unknown host");
    }

    @Test
    void aWrongPasswordProvesNothingAndMayBeRightLater() throws Exception {
        Bolt direct = Bolt.at(lab.neo4j().boltUri(), () -> AuthTokens.basic("mallory", SECRET));
        Bolt routed =
                Bolt.over(() -> GraphDatabase.driver(lab.neo4j().driverUri(), AuthTokens.basic("mallory", SECRET)));
        List<Check> checks = new ArrayList<>(direct.writable().indexesOnline().checks());
        checks.addAll(routed.writable().checks());
        for (Check check : checks) {
            Verdict verdict = check.look(new LookContext());
            assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
            assertThat(verdict.again()).isEqualTo(Again.LATER);
            assertThat(verdict.reason())
                    .contains("credentials are not accepted")
                    .contains("Neo.ClientError.Security.");
        }
    }

    @Test
    void credentialsAreAskedForAtEachLookSoThatNewOnesCount() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Bolt bolt = Bolt.at(
                lab.neo4j().boltUri(),
                () -> asked.incrementAndGet() == 1 ? AuthTokens.basic("neo4j", SECRET) : lab.credentials());
        List<Check> checks = bolt.writable().checks();
        assertThat(asked).hasValue(0);
        assertThat(checks.get(0).look(new LookContext()).outcome())
                .as("with the old password")
                .isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(checks.get(0).look(new LookContext()).outcome()).isEqualTo(Outcome.PASSED);
        assertThat(asked).as("twice by one check").hasValue(2);
        assertThat(checks.get(1).look(new LookContext()).outcome()).isEqualTo(Outcome.PASSED);
        assertThat(checks.get(2).look(new LookContext()).outcome()).isEqualTo(Outcome.PASSED);
        assertThat(asked).as("by each check").hasValue(4);
        Marker marker = bolt.marker();
        LookContext notes = new LookContext();
        marker.place("restore4j marker", notes);
        marker.look("restore4j marker", notes);
        marker.remove("restore4j marker", notes);
        assertThat(asked).as("by each act of a marker").hasValue(7);
    }

    @Test
    void aSupplierThatThrowsTellsNothing() throws Exception {
        Verdict verdict = first(
                Bolt.over(() -> {
                    throw new IllegalStateException("vault says " + SECRET);
                }),
                new LookContext());
        assertThat(verdict)
                .isEqualTo(Verdict.inconclusive("It could not be looked at: java.lang.IllegalStateException."));
    }

    @Test
    void aDatabaseThatIsNotThereIsAFailureThatMayPass() throws Exception {
        Verdict verdict = first(lab.bolt().database("nowhere"), new LookContext());
        assertThat(verdict.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(verdict.again()).isEqualTo(Again.LATER);
        assertThat(verdict.reason()).contains("Neo.ClientError.Database.DatabaseNotFound");
    }

    @Test
    void noTimeMeansNoLook() throws Exception {
        assertThat(first(lab.bolt(), new LookContext().left(Duration.ZERO)).outcome())
                .isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void usersLogInOrDoNot() throws Exception {
        Bolt bolt = lab.bolt();
        assertThat(lab.look(bolt.user("neo4j", lab::credentials)).outcome()).isEqualTo(Outcome.PASSED);
        Verdict unknown = lab.look(bolt.user("alice", () -> AuthTokens.basic("alice", SECRET)));
        assertThat(unknown.outcome()).as(unknown.toString()).isEqualTo(Outcome.FAILED);
        assertThat(unknown.reason()).contains("credentials").doesNotContain(SECRET);
        try (Socket held = held()) {
            Bolt closed = Bolt.at(URI.create("bolt://127.0.0.1:" + held.getLocalPort()), lab::credentials);
            List<Check> checks = closed.user("alice", lab::credentials).checks();
            assertThat(checks.get(2).look(new LookContext()).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        }
    }

    private void unreachable(URI uri) throws Exception {
        Bolt bolt = Bolt.at(uri, () -> AuthTokens.basic("mallory", SECRET));
        assertUnreachable(first(bolt, new LookContext()));
        // the others cannot tell
        assertThat(bolt.checks().get(1).look(new LookContext()).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }

    private static void assertUnreachable(Verdict verdict) {
        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Outcome.FAILED);
        assertThat(verdict.again()).isEqualTo(Again.LATER);
        assertThat(verdict.reason()).startsWith("It cannot be reached: ").doesNotContain(SECRET);
    }

    private static Verdict first(Bolt bolt, LookContext context) throws Exception {
        return bolt.checks().get(0).look(context);
    }

    /** {@return a port that nobody answers at, and that nobody else can get meanwhile: it is bound and does not listen} */
    private static Socket held() throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return socket;
    }
}
