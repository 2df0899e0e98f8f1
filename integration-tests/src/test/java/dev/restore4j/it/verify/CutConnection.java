package dev.restore4j.it.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A way to a server that ends after so many pieces of data, of either direction; nothing can be connected after that. */
final class CutConnection implements AutoCloseable {

    /** Messages of Bolt, in hexadecimal: the length, the kind, and the end; the last is an answer that says no more than that. */
    private static final String GOODBYE = "0002b0020000";

    private static final String RESET = "0002b00f0000";
    private static final String DONE = "0003b170a00000";

    private final ServerSocket door;
    private final URI server;
    private final AtomicInteger piecesLeft;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    /** The first data that did not arrive. */
    private final AtomicReference<String> lost = new AtomicReference<>("");

    CutConnection(URI server, int pieces) throws IOException {
        this.server = server;
        this.piecesLeft = new AtomicInteger(pieces);
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    URI uri() {
        return URI.create("bolt://127.0.0.1:" + door.getLocalPort());
    }

    boolean isCut() {
        return piecesLeft.get() <= 0;
    }

    /** {@return whether all arrived that tells anything; a goodbye does not} */
    boolean isWhole() {
        return lost.get().matches("|" + GOODBYE);
    }

    /** {@return whether something is missing without which nobody can know} How a client ends may or may not count. */
    boolean hasLostWhatTells() {
        return !lost.get().matches("|(" + RESET + ")?" + GOODBYE + "|" + RESET + "|" + DONE);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                Socket further = new Socket(server.getHost(), server.getPort());
                open.add(client);
                open.add(further);
                start(() -> pump(client, further));
                start(() -> pump(further, client));
            }
        } catch (IOException e) {
            cut();
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] piece = new byte[8192];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int length = in.read(piece);
            while (length >= 0 && piecesLeft.decrementAndGet() > 0) {
                out.write(piece, 0, length);
                length = in.read(piece);
            }
            if (length >= 0) {
                lost.compareAndSet("", HexFormat.of().formatHex(piece, 0, length));
            }
        } catch (IOException e) {
            // One of the two has ended, so that both have.
        }
        if (isCut()) {
            cut();
        } else {
            close(from);
            close(to);
        }
    }

    private void cut() {
        close(door);
        open.forEach(CutConnection::close);
    }

    private static void close(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // It is closed.
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "cut-connection");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        cut();
    }
}
