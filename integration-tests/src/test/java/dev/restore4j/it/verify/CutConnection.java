package dev.restore4j.it.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A way to a server that ends after so many pieces of data, of either direction; nothing can be connected after that. */
final class CutConnection implements AutoCloseable {

    private final ServerSocket door;
    private final URI server;
    private final AtomicInteger piecesLeft;
    private final List<Socket> open = new CopyOnWriteArrayList<>();

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
