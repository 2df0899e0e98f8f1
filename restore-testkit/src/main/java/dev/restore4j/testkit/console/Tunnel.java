package dev.restore4j.testkit.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** One connection to the proxy: the request to connect, then TLS with the client and plain HTTP with the fake. */
final class Tunnel implements AutoCloseable {

    private static final int LONGEST_HEAD = 16 * 1024;

    private final Socket client;
    private final SSLContext context;
    private volatile Socket secure;
    private volatile Socket fake = new Socket();

    Tunnel(Socket client, SSLContext context) {
        this.client = client;
        this.secure = client;
        this.context = context;
    }

    /** Serves the connection to its end. */
    void connect(String only, URI door, ConsoleProxy.Threads threads) throws IOException {
        String head = head(client.getInputStream());
        if (!head.startsWith("CONNECT " + only + " ")) {
            client.getOutputStream()
                    .write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return;
        }
        client.getOutputStream()
                .write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(client, null, true);
        secure = tls;
        tls.startHandshake();
        fake = new Socket(door.getHost(), door.getPort());
        threads.start("fake-aura-console-answers", () -> pump(fake, secure));
        pump(secure, fake);
    }

    /** Up to the empty line, a byte at a time: what follows is for TLS. */
    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0 || head.size() > LONGEST_HEAD) {
                throw new IOException("the connection ended before a request");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    private static void pump(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[16 * 1024];
            InputStream in = from.getInputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
                out.flush();
            }
        }
    }

    boolean isOver() {
        return client.isClosed();
    }

    @Override
    public void close() throws IOException {
        secure.close();
        client.close();
        fake.close();
    }
}
