package dev.restore4j.aura.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.aura.WrappingClient;
import dev.restore4j.aura.wire.Reply.Answer;
import dev.restore4j.aura.wire.Reply.BodyFault;
import dev.restore4j.aura.wire.Reply.Silence;
import dev.restore4j.testkit.time.ScaledTime;
import dev.restore4j.time.TimeSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One exchange over real sockets and the JDK's client: what no fake in process can be trusted to do. */
class ExchangeTest {

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final AtomicInteger received = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Set<AutoCloseable> opened = Collections.synchronizedSet(new HashSet<>());

    /** Answers a request whose head and body have been read. */
    private interface Script {
        void answer(OutputStream out, int ordinal) throws IOException, InterruptedException;
    }

    @AfterEach
    void close() throws Exception {
        over.countDown();
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    private URI serve(Script script) throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        opened.add(server);
        Thread thread = new Thread(() -> accept(server, script), "raw-server");
        thread.setDaemon(true);
        thread.start();
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1/instances");
    }

    private void accept(ServerSocket server, Script script) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                opened.add(socket);
                Thread thread = new Thread(() -> converse(socket, script), "raw-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void converse(Socket socket, Script script) {
        try (socket) {
            InputStream in = socket.getInputStream();
            while (readRequest(in)) {
                script.answer(socket.getOutputStream(), received.incrementAndGet());
                socket.getOutputStream().flush();
            }
        } catch (SocketException e) {
            // the client hung up, as it should
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads up to the end of the head, and the two bytes of a body of braces. */
    private static boolean readRequest(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return false;
            }
            head.append((char) next);
        }
        if (head.indexOf("Content-Length: 2") >= 0) {
            return in.readNBytes(2).length == 2;
        }
        return true;
    }

    private static void head(OutputStream out, String status, String... headers) throws IOException {
        String text = "HTTP/1.1 " + status + "\r\nX-Request-Id: req-1\r\n" + String.join("\r\n", headers)
                + (headers.length == 0 ? "" : "\r\n") + "\r\n";
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static HttpRequest post(URI uri) {
        return HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString("{}")).build();
    }

    private Reply send(URI uri, Duration timeout) throws InterruptedException {
        return new Exchange(client, TimeSource.system(), timeout).send(post(uri), "POST /test");
    }

    private Reply send(URI uri) throws InterruptedException {
        return send(uri, Duration.ofSeconds(20));
    }

    /** For whoever has got the head of an answer, so much time passes at once. */
    private HttpClient passingAfterTheHead(ScaledTime time, Duration passing) {
        return new WrappingClient(client) {
            @Override
            public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
                return super.sendAsync(request, info -> {
                    BodySubscriber<T> body = handler.apply(info);
                    time.advance(passing);
                    return body;
                });
            }
        };
    }

    @Test
    void aWholeAnswer() throws Exception {
        URI uri = serve((out, ordinal) -> {
            head(out, "202 Accepted", "Content-Length: 4");
            out.write("true".getBytes(StandardCharsets.US_ASCII));
        });
        assertThat(send(uri)).isInstanceOfSatisfying(Answer.class, answer -> {
            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.body()).isEqualTo("true");
            assertThat(answer.requestId()).isEqualTo("req-1");
            assertThat(answer.fault()).isNull();
        });
    }

    @Test
    void aBodyThatStallsEndsWithTheDeadline() throws Exception {
        URI uri = serve((out, ordinal) -> {
            head(out, "202 Accepted", "Content-Length: 100");
            out.write("{\"data\":".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            over.await();
        });
        ScaledTime time = ScaledTime.times(0);
        Duration timeout = Duration.ofSeconds(30);
        Exchange exchange = new Exchange(passingAfterTheHead(time, timeout), time, timeout);
        assertThat(exchange.send(post(uri), "POST /test")).isInstanceOfSatisfying(Answer.class, answer -> {
            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.fault()).isEqualTo(BodyFault.STALLED);
        });
    }

    @Test
    void silenceEndsWithTheDeadline() throws Exception {
        URI uri = serve((out, ordinal) -> over.await());
        assertThat(send(uri, Duration.ofMillis(300)))
                .isInstanceOfSatisfying(
                        Silence.class, silence -> assertThat(silence.kind()).isEqualTo(Silence.Kind.DEADLINE));
        // on a busy machine the deadline may pass before the server reads; a second request would be the defect
        assertThat(received).hasValueLessThanOrEqualTo(1);
    }

    @Test
    void aBodyThatIsCutShort() throws Exception {
        URI uri = serve((out, ordinal) -> {
            head(out, "202 Accepted", "Content-Length: 100", "Connection: close");
            out.write("{\"data\":".getBytes(StandardCharsets.US_ASCII));
            throw new SocketException("enough");
        });
        assertThat(send(uri)).isInstanceOfSatisfying(Answer.class, answer -> {
            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.fault()).isEqualTo(BodyFault.CUT_SHORT);
        });
    }

    @Test
    void aBodyWithoutEndIsCutOffAndTheConnectionClosed() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        URI uri = serve((out, ordinal) -> {
            head(out, "200 OK", "Transfer-Encoding: chunked");
            byte[] spaces = new byte[8192];
            Arrays.fill(spaces, (byte) ' ');
            try {
                while (true) {
                    out.write("2000\r\n".getBytes(StandardCharsets.US_ASCII));
                    out.write(spaces);
                    out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                }
            } catch (SocketException e) {
                closed.countDown();
                throw e;
            }
        });
        assertThat(send(uri))
                .isInstanceOfSatisfying(
                        Answer.class, answer -> assertThat(answer.fault()).isEqualTo(BodyFault.TOO_BIG));
        closed.await();
    }

    @Test
    void aRefusedConnectionSendsNothing() throws Exception {
        // bound and not listening: refused, and nobody else can get the port meanwhile
        Socket held = new Socket();
        opened.add(held);
        held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        URI uri = URI.create("http://127.0.0.1:" + held.getLocalPort() + "/");
        assertThat(send(uri))
                .isInstanceOfSatisfying(
                        Silence.class, silence -> assertThat(silence.kind()).isEqualTo(Silence.Kind.NOT_SENT));
    }

    @Test
    void aHostThatDoesNotExistSendsNothing() throws Exception {
        assertThat(send(URI.create("http://restore4j.invalid/")))
                .isInstanceOfSatisfying(
                        Silence.class, silence -> assertThat(silence.kind()).isEqualTo(Silence.Kind.NOT_SENT));
    }

    @Test
    void aConnectionThatEndsWithoutAnAnswerIsBroken() throws Exception {
        URI uri = serve((out, ordinal) -> {
            throw new SocketException("bye");
        });
        assertThat(send(uri))
                .isInstanceOfSatisfying(
                        Silence.class, silence -> assertThat(silence.kind()).isEqualTo(Silence.Kind.BROKEN));
        assertThat(received).hasValue(1);
    }

    /** The JDK sends a GET again over a new connection then; a POST it must not. */
    @Test
    void aKeptConnectionThatEndsWithoutAnAnswerIsBrokenAndNothingIsSentAgain() throws Exception {
        URI uri = serve((out, ordinal) -> {
            if (ordinal > 1) {
                throw new SocketException("bye");
            }
            head(out, "200 OK", "Content-Length: 0");
        });
        assertThat(send(uri)).isInstanceOf(Answer.class);
        assertThat(send(uri))
                .isInstanceOfSatisfying(
                        Silence.class, silence -> assertThat(silence.kind()).isEqualTo(Silence.Kind.BROKEN));
        assertThat(received).hasValue(2);
    }

    @Test
    void aRedirectIsAnAnswer() throws Exception {
        URI uri = serve((out, ordinal) ->
                head(out, "307 Temporary Redirect", "Location: http://127.0.0.1:1/", "Content-Length: 0"));
        assertThat(send(uri))
                .isInstanceOfSatisfying(
                        Answer.class, answer -> assertThat(answer.status()).isEqualTo(307));
        assertThat(received).hasValue(1);
    }

    @Test
    void whatIsNoHttpIsBroken() throws Exception {
        URI uri = serve((out, ordinal) -> {
            out.write("SSH-2.0-OpenSSH_9.2\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            throw new SocketException("bye");
        });
        assertThat(send(uri))
                .isInstanceOfSatisfying(
                        Silence.class, silence -> assertThat(silence.kind()).isEqualTo(Silence.Kind.BROKEN));
    }
}
