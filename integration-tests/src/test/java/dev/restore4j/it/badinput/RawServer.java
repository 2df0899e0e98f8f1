package dev.restore4j.it.badinput;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A server that forwards to a fake, one request a connection, and answers chosen ones with whatever bytes it likes. */
final class RawServer implements AutoCloseable {

    private final ServerSocket listener;
    private final URI behind;
    private final Predicate<String> chosen;
    private final Script script;
    private final Runnable deadline;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger scripted = new AtomicInteger();
    private volatile @Nullable AssertionError complaint;

    /** What is written instead of an answer. */
    @FunctionalInterface
    interface Script {

        /** Writes; a stream that fails means that the client has gone away. */
        void write(Line line) throws IOException;
    }

    /** A connection whose request was read, so that nothing more comes from the client but its end. */
    record Line(Socket socket, Runnable deadline) {

        OutputStream out() throws IOException {
            return socket.getOutputStream();
        }

        /** Lets the time pass for which the client waits. */
        void passDeadline() {
            deadline.run();
        }

        /** {@return whether the client has gone away, for which this waits so long; 0 is for ever} */
        boolean isLeftWithin(int millis) throws IOException {
            socket.setSoTimeout(millis);
            try {
                return socket.getInputStream().read() < 0;
            } catch (SocketTimeoutException e) {
                return false;
            }
        }
    }

    RawServer(URI behind, Predicate<String> chosen, Script script, Runnable deadline) {
        this.deadline = deadline;
        this.behind = behind;
        this.chosen = chosen;
        this.script = script;
        try {
            this.listener = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start("raw-server", this::accept);
    }

    URI baseUri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** {@return how many requests met the script} */
    int scripted() {
        return scripted.get();
    }

    /** Throws what a script found wrong. */
    void assertContent() {
        AssertionError found = complaint;
        if (found != null) {
            throw found;
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                start("raw-connection", () -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            String head = head(socket.getInputStream());
            String body = body(socket.getInputStream(), head);
            String line = head.substring(0, head.indexOf('\r'));
            OutputStream out = socket.getOutputStream();
            if (chosen.test(line)) {
                scripted.incrementAndGet();
                script.write(new Line(socket, deadline));
            } else if (!line.isEmpty()) {
                out.write(forward(line, head, body));
            }
            out.flush();
        } catch (IOException e) {
            // the client went away
        } catch (AssertionError e) {
            complaint = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private byte[] forward(String line, String head, String body) throws IOException, InterruptedException {
        String[] words = line.split(" ", -1);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(behind + words[1]))
                .method(
                        words[0],
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        for (String name : new String[] {"Authorization", "Content-Type"}) {
            String value = header(head, name);
            if (!value.isEmpty()) {
                request.header(name, value);
            }
        }
        HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        byte[] content = answer.body().getBytes(StandardCharsets.UTF_8);
        String start =
                "HTTP/1.1 " + answer.statusCode() + " \r\nConnection: close\r\nContent-Type: application/json\r\n"
                        + "Content-Length: " + content.length + "\r\n\r\n";
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(start.getBytes(StandardCharsets.US_ASCII));
        all.writeBytes(content);
        return all.toByteArray();
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static String body(InputStream in, String head) throws IOException {
        String length = header(head, "Content-Length");
        return length.isEmpty() ? "" : new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8);
    }

    private static String header(String head, String name) {
        for (String line : head.split("\r\n", -1)) {
            if (line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":")) {
                return line.substring(name.length() + 1).trim();
            }
        }
        return "";
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
