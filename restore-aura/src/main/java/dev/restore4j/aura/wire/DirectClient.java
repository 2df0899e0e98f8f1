package dev.restore4j.aura.wire;

import java.net.http.HttpClient;
import java.time.Duration;

/** The JDK's HTTP client as this library uses it: it follows no redirect, since neither a token nor a request may go elsewhere. */
public final class DirectClient {

    private static final Duration CONNECT = Duration.ofSeconds(10);

    private DirectClient() {}

    /** {@return a new one; HTTP/1.1, so that one connection that hangs hinders one exchange} */
    public static HttpClient create() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .build();
    }

    /**
     * {@return the client, if it follows no redirects}
     *
     * @param client somebody's
     * @throws IllegalArgumentException if it follows them
     */
    public static HttpClient checked(HttpClient client) {
        if (client.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException(
                    "The HttpClient follows redirects. Build it with followRedirects(HttpClient.Redirect.NEVER).");
        }
        return client;
    }
}
