package dev.restore4j.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A free loopback port that stays ours while the server on it stops and starts.
 *
 * <p>It is held by a socket that is bound and neither listens nor connects. Linux gives such a port to nobody who asks
 * for any port, and still lets a server listen on it by its number. Where a system does not allow the latter, the port
 * is only remembered: another process could then take it while the server is down.
 */
final class ReservedPort implements AutoCloseable {

    private final Socket holder;
    private final int number;

    private ReservedPort(Socket holder) {
        this.holder = holder;
        this.number = holder.getLocalPort();
    }

    static ReservedPort onLoopback() {
        try {
            ReservedPort port = new ReservedPort(bound());
            if (!port.letsServersListen()) {
                port.close();
            }
            return port;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int number() {
        return number;
    }

    /** {@return whether nobody else can be given the port} */
    boolean isHeld() {
        return !holder.isClosed();
    }

    private static Socket bound() throws IOException {
        Socket socket = new Socket();
        socket.setReuseAddress(true);
        socket.bind(loopback(0));
        return socket;
    }

    private boolean letsServersListen() {
        try (ServerSocket server = new ServerSocket()) {
            server.setReuseAddress(true);
            server.bind(loopback(number));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static InetSocketAddress loopback(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    }

    @Override
    public void close() {
        try {
            holder.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
