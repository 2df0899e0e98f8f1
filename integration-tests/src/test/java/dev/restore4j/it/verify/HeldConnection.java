package dev.restore4j.it.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A way to a server that holds back the answer to one message of the client: the server has done it, and the client waits. */
final class HeldConnection implements AutoCloseable {

    /** The message of Bolt that commits, as text. */
    static final String COMMIT = "\u0000\u0002\u00b0\u0012\u0000\u0000";

    private final ServerSocket door;
    private final URI server;
    private final String trigger;
    private final AtomicInteger occurrencesLeft;
    private final CountDownLatch held = new CountDownLatch(1);
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    /** Holds back what is answered to a message that contains that text, for the so manieth time. */
    HeldConnection(URI server, String trigger, int occurrence) throws IOException {
        this.server = server;
        this.trigger = trigger;
        this.occurrencesLeft = new AtomicInteger(occurrence);
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    URI uri() {
        return URI.create("bolt://127.0.0.1:" + door.getLocalPort());
    }

    /** Waits until the server has answered, and the client does not know that. */
    void awaitHeld() throws InterruptedException {
        if (!held.await(60, TimeUnit.SECONDS)) {
            throw new AssertionError("nothing was sent that contains '" + trigger + "'");
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                Socket further = new Socket(server.getHost(), server.getPort());
                open.add(client);
                open.add(further);
                start(() -> pump(client, further, true));
                start(() -> pump(further, client, false));
            }
        } catch (IOException e) {
            close();
        }
    }

    private void pump(Socket from, Socket to, boolean fromClient) {
        byte[] piece = new byte[8192];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int length = in.read(piece);
            while (length >= 0) {
                if (fromClient && new String(piece, 0, length, StandardCharsets.ISO_8859_1).contains(trigger)) {
                    occurrencesLeft.decrementAndGet();
                } else if (!fromClient && occurrencesLeft.get() <= 0) {
                    held.countDown();
                    return;
                }
                out.write(piece, 0, length);
                length = in.read(piece);
            }
        } catch (IOException e) {
            // One of the two has ended.
        }
        close(from);
        close(to);
    }

    private static void close(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // It is closed.
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "held-connection");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        close(door);
        open.forEach(HeldConnection::close);
    }
}
