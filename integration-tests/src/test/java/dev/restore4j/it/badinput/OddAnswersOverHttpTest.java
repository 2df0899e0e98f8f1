package dev.restore4j.it.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.aura.AuraClient;
import dev.restore4j.error.OutcomeUnknownException;
import dev.restore4j.error.ProtocolException;
import dev.restore4j.error.RestoreException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.it.badinput.RawServer.Script;
import dev.restore4j.it.fixture.Production;
import dev.restore4j.it.fixture.Way;
import dev.restore4j.journal.Journal;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.time.ScaledTime;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Answers that no HTTP server gives, as bytes on a real connection to the JDK's own client: an error in time, in little
 * memory, and a restore that is sent once. Each case mostly waits, so that all run at once.
 */
class OddAnswersOverHttpTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nX-Request-Id: r-1\r\n";
    private static final String ACCEPTED = "HTTP/1.1 202 Accepted\r\nX-Request-Id: r-1\r\n";
    private static final long BOUND = 64L * 1024 * 1024;

    /** So many before the client's deadline passes. */
    private static final int DROPS = 10;

    private static ExecutorService pool;

    @BeforeAll
    static void start() {
        pool = Executors.newFixedThreadPool(12);
    }

    @AfterAll
    static void stop() {
        pool.shutdownNow();
    }

    @TestFactory
    Stream<DynamicTest> answers() {
        Map<String, Case> cases = new LinkedHashMap<>();
        nonsense(cases);
        unavailable(cases);
        submissions(cases);
        cases.put(
                "body of 1,000,000 bytes",
                new Case(
                        sized(OK, 1_000_000),
                        world -> assertThat(world.client().instances()).isEmpty()));
        List<DynamicTest> tests = new ArrayList<>();
        cases.forEach((name, odd) -> {
            CompletableFuture<Void> done = CompletableFuture.runAsync(odd::run, pool);
            tests.add(DynamicTest.dynamicTest(name, () -> done.get()));
        });
        return tests.stream();
    }

    private static void nonsense(Map<String, Case> cases) {
        cases.put("endless body", read(ProtocolException.class, endless(OK + "\r\n{", " ")));
        cases.put("endless body in chunks", read(ProtocolException.class, endless(chunked(OK), "8\r\n        \r\n")));
        cases.put("body of 1,000,001 bytes", read(ProtocolException.class, sized(OK, 1_000_001)));
        cases.put("no content", read(ProtocolException.class, text("HTTP/1.1 204 No Content\r\n\r\n")));
        cases.put("empty", read(ProtocolException.class, text(OK + "Content-Length: 0\r\n\r\n")));
        cases.put("no JSON", read(ProtocolException.class, text(OK + "Content-Length: 5\r\n\r\nHello")));
        String compressed = "Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\n\u001f\u008b\b";
        cases.put("compressed", read(ProtocolException.class, text(OK + compressed)));
    }

    private static void unavailable(Map<String, Case> cases) {
        Class<UnavailableException> error = UnavailableException.class;
        cases.put("cut short", read(error, text(OK + "Content-Length: 90\r\n\r\n{\"data\":")));
        cases.put("stalled body", read(error, stalled(OK + "Content-Length: 90\r\n\r\n{")));
        cases.put("body in drops", read(error, drops(OK + "\r\n{", " ")));
        cases.put("stalled head", read(error, stalled("HTTP/1.1 200")));
        cases.put("head in drops", read(error, drops(OK, "X-Drop: y\r\n")));
        cases.put("endless head", read(error, endless(OK, "X-More: more\r\n")));
        cases.put("endless status line", read(error, endless("HTTP/1.1 200 ", "O")));
        cases.put("no answer", read(error, stalled("")));
        cases.put("closed", read(error, text("")));
        cases.put("no HTTP", read(error, text("220 mail.example ESMTP\r\n\r\n")));
        cases.put("bad length", read(error, text(OK + "Content-Length: -7\r\n\r\n{}")));
        cases.put("bad chunk", read(error, text(chunked(OK) + "zz\r\n{}\r\n")));
    }

    private static void submissions(Map<String, Case> cases) {
        cases.put("POST: no answer", unknown(stalled("")));
        cases.put("POST: closed", unknown(text("")));
        cases.put("POST: stalled head", unknown(stalled("HTTP/1.1 202")));
        cases.put("POST: endless head", unknown(endless(ACCEPTED, "X-More: more\r\n")));
        cases.put("POST: no HTTP", unknown(text("220 mail.example ESMTP\r\n\r\n")));
        cases.put("POST: no content", unknown(text("HTTP/1.1 204 No Content\r\n\r\n")));
        cases.put("POST: endless body", unknown(endless(ACCEPTED + "\r\n{", " ")));
        cases.put("POST: stalled body", unknown(stalled(ACCEPTED + "Content-Length: 90\r\n\r\n{")));
        cases.put("POST: cut short", unknown(text(ACCEPTED + "Content-Length: 90\r\n\r\n{")));
        Script refusal = endless("HTTP/1.1 409 Conflict\r\n\r\n{", " ");
        cases.put(
                "POST: endless refusal",
                new Case(
                        refusal,
                        world -> assertThat(world.submitted())
                                .isInstanceOf(RestoreRejectedException.class)
                                .hasMessageContaining("409")));
    }

    private static Case read(Class<? extends RestoreException> error, Script script) {
        return new Case(script, world -> {
            AuraClient client = world.client();
            assertThat(catchThrowable(client::instances)).isInstanceOf(error);
            // four tries; the JDK itself sends a GET again, once, when the connection ends without an answer
            assertThat(world.server().scripted()).isBetween(1, 8);
        });
    }

    /** Aura never gets the request and nobody can know that. */
    private static Case unknown(Script script) {
        return new Case(script, world -> {
            RestoreException e = world.submitted();
            assertThat(e).isInstanceOf(OutcomeUnknownException.class);
            assertThat(e.overwritten()).isEqualTo(Overwritten.UNKNOWN);
        });
    }

    /** A fake over HTTP behind a server that answers oddly. */
    private record World(Production production, RawServer server, Duration deadline) {

        AuraClient client() {
            return production
                    .builder(Journal.inMemory())
                    .baseUrl(server.baseUri())
                    .httpClient(HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .build())
                    .exchangeTimeout(deadline)
                    .build();
        }

        RestoreException submitted() {
            AuraClient client = client();
            RestoreException e = catchThrowableOfType(
                    RestoreException.class,
                    () -> Way.IN_PLACE.plan(production, client).confirm().execute());
            assertThat(server.scripted()).as("sent once").isEqualTo(1);
            return e;
        }
    }

    /**
     * One odd answer.
     *
     * @param script what is sent
     * @param check what becomes of it
     */
    private record Case(Script script, Consumer<World> check) {

        /** For an answer, minutes of real time. */
        private static final Duration DEADLINE = Duration.ofHours(3);

        void run() {
            ScaledTime time = ScaledTime.times(50);
            try (Production production = Production.in(FakeAura.builder().time(time));
                    RawServer server = new RawServer(
                            production.aura().serve().baseUri(),
                            Case::isAnsweredOddly,
                            script,
                            () -> time.advance(DEADLINE))) {
                check.accept(new World(production, server, DEADLINE));
                production.assertNothingSent();
                server.assertContent();
            }
        }

        private static boolean isAnsweredOddly(String line) {
            return line.startsWith("GET /v1/instances HTTP") || line.contains("/restore HTTP");
        }
    }

    private static String chunked(String head) {
        return head + "Transfer-Encoding: chunked\r\n\r\n";
    }

    private static Script text(String text) {
        return line -> line.out().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The client's deadline passes once it has had a moment to read this, which makes no difference to what it says. */
    private static Script stalled(String text) {
        return line -> {
            text(text).write(line);
            line.out().flush();
            boolean unused = line.isLeftWithin(100);
            line.passDeadline();
            unused = line.isLeftWithin(0);
        };
    }

    private static Script drops(String text, String drop) {
        return line -> {
            text(text).write(line);
            int drops = 0;
            do {
                text(drop).write(line);
                line.out().flush();
                drops++;
                if (drops == DROPS) {
                    line.passDeadline();
                }
            } while (!line.isLeftWithin(10));
        };
    }

    /** Ends when the client goes away; one that does not is a failure. */
    private static Script endless(String text, String more) {
        return line -> {
            text(text).write(line);
            byte[] block = more.repeat(16_384).getBytes(StandardCharsets.ISO_8859_1);
            for (long written = 0; written < BOUND; written += block.length) {
                line.out().write(block);
            }
            throw new AssertionError("the client has read " + BOUND + " bytes");
        };
    }

    private static Script sized(String head, int size) {
        return line -> {
            text(head + "Content-Length: " + size + "\r\n\r\n").write(line);
            byte[] body = new byte[size];
            Arrays.fill(body, (byte) ' ');
            byte[] json = "{\"data\":[]}".getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(json, 0, body, 0, json.length);
            line.out().write(body);
        };
    }
}
