package dev.restore4j.it.verify;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A port on which nothing listens until it is opened; then it leads to a server. */
final class Relay implements AutoCloseable {

    private final URI server;
    private final Socket holder;
    private final int port;
    private final List<Closeable> open = new CopyOnWriteArrayList<>();

    Relay(URI server, Socket holder) {
        this.server = server;
        this.holder = holder;
        this.port = holder.getLocalPort();
    }

    URI uri() {
        return URI.create("bolt://127.0.0.1:" + port);
    }

    void open() {
        try {
            holder.close();
            ServerSocket door = new ServerSocket();
            open.add(door);
            door.setReuseAddress(true);
            door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            start(() -> accept(door));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket door) {
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
            // It is closed.
        }
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One of the two has ended.
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        for (Closeable each : open) {
            each.close();
        }
    }
}
