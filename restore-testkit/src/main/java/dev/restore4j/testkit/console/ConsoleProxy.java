package dev.restore4j.testkit.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;

/**
 * A proxy on a loopback port, behind which {@code https://console.neo4j.io} is a fake: to whoever uses it and trusts its
 * certificate. With it the real neo4j-admin uploads to a fake, unmodified and to a usual address.
 *
 * <pre>{@code
 * try (FakeAuraServer server = aura.serve(); ConsoleProxy proxy = ConsoleProxy.to(server.baseUri())) {
 *     ProcessBuilder upload = new ProcessBuilder("neo4j-admin", "database", "upload", ...);
 *     upload.environment().put("JAVA_OPTS", String.join(" ", proxy.javaOptions()));
 * }
 * }</pre>
 *
 * <p>It lets nothing through but CONNECT to {@code console.neo4j.io:443}; other hosts get 403. The object stores have plain
 * addresses on the loopback interface, which need no proxy. The certificate is made anew each time, by the JDK's
 * {@code keytool}, and lives as long as the proxy. Thread-safe.
 */
public final class ConsoleProxy implements AutoCloseable {

    /** The host that is a fake behind the proxy. */
    public static final String HOST = "console.neo4j.io";

    private final ServerSocket listening;
    private final URI door;
    private final Path directory;
    private final Certificate certificate;
    private final SSLContext context;
    private final Set<Tunnel> open = ConcurrentHashMap.newKeySet();

    private ConsoleProxy(ServerSocket listening, URI door, Path directory) throws IOException {
        this.listening = listening;
        this.door = door;
        this.directory = directory;
        this.certificate = Certificate.of(HOST, directory);
        this.context = certificate.context();
    }

    /**
     * Starts a proxy.
     *
     * @param door where the fake answers over HTTP
     * @return the running proxy
     * @throws UncheckedIOException if {@code keytool} or a port cannot be had
     */
    public static ConsoleProxy to(URI door) {
        try {
            ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            ConsoleProxy proxy = new ConsoleProxy(listening, door, Files.createTempDirectory("fake-aura-console"));
            proxy.run("fake-aura-console", proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return where it listens} */
    public InetSocketAddress address() {
        return new InetSocketAddress(listening.getInetAddress(), listening.getLocalPort());
    }

    /** {@return what trusts its certificate, for an HTTP client in this JVM} */
    public SSLContext sslContext() {
        return context;
    }

    /** {@return the options of a JVM that uses it and trusts its certificate, and no other} */
    public List<String> javaOptions() {
        return List.of(
                "-Djavax.net.ssl.trustStore=" + certificate.trustStore(),
                "-Djavax.net.ssl.trustStorePassword=" + Certificate.STORE_PASSWORD,
                "-Dhttps.proxyHost=" + listening.getInetAddress().getHostAddress(),
                "-Dhttps.proxyPort=" + listening.getLocalPort());
    }

    private void accept() throws IOException {
        while (!listening.isClosed()) {
            Socket client = listening.accept();
            run("fake-aura-console-connection", () -> {
                try (Tunnel tunnel = new Tunnel(client, context)) {
                    open.add(tunnel);
                    tunnel.connect(HOST + ":443", door, this::run);
                } finally {
                    open.removeIf(Tunnel::isOver);
                }
            });
        }
    }

    /** Connections end when either side ends them, so what is thrown then is no news. */
    private Thread run(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        System.getLogger(ConsoleProxy.class.getName())
                                .log(System.Logger.Level.DEBUG, "a connection has ended", e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Ends the connections and deletes the certificate; does nothing the second time. */
    @Override
    public void close() {
        try {
            listening.close();
            for (Tunnel each : open) {
                each.close();
            }
            Files.deleteIfExists(directory.resolve("key.p12"));
            Files.deleteIfExists(directory.resolve("trust.p12"));
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Something that ends with its connection. */
    interface Work {
        void run() throws IOException;
    }

    /** Starts a thread of the proxy. */
    interface Threads {
        Thread start(String name, Work work);
    }
}
