package dev.restore4j.testkit.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A Console and a store over HTTP, asked as the real tool asks: without any time limit of its own. */
final class HttpPeer implements UploadPeer {

    @Override
    public Reply ask(UploadStep step, Request request) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) request.uri().toURL().openConnection();
        connection.setInstanceFollowRedirects(false);
        connection.setRequestMethod(request.method());
        request.headers().forEach(connection::setRequestProperty);
        if (!request.method().equals("GET")) {
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(request.body().length);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(request.body());
            }
        }
        int code = connection.getResponseCode();
        return new Reply(
                code,
                body(connection, code),
                Objects.requireNonNullElse(connection.getHeaderField("Location"), ""),
                Objects.requireNonNullElse(connection.getHeaderField("Range"), ""));
    }

    private static String body(HttpURLConnection connection, int code) throws IOException {
        try (InputStream in = code >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
