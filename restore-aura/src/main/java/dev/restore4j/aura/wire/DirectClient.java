package dev.restore4j.aura.wire;

import java.io.IOException;
import java.io.Reader;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The JDK's HTTP client as this library uses it: it follows no redirect, since neither a token nor a request may go elsewhere. */
public final class DirectClient {

    private static final Duration CONNECT = Duration.ofSeconds(10);

    private static final String RETRY = "jdk.httpclient.enableAllMethodRetry";

    private DirectClient() {}

    /**
     * {@return the client, or a new one where there is none, for requests that must not be sent twice}
     *
     * @param client somebody's, or null
     * @throws IllegalStateException if {@code jdk.httpclient.enableAllMethodRetry}, as a system property or in the JDK's
     *     {@code conf/net.properties}, makes the JDK send requests again by itself
     */
    public static HttpClient sendingOnce(@Nullable HttpClient client) {
        checkThatPostsAreSentOnce(System.getProperty(RETRY), Path.of(System.getProperty("java.home", "")));
        return client == null ? create() : client;
    }

    /** The JDK sends a GET again when a kept connection turns out dead, and a POST only where this property says so. */
    static void checkThatPostsAreSentOnce(@Nullable String property, Path javaHome) {
        if (isOn(property)) {
            throw sentTwice("The system property " + RETRY, "Remove it");
        }
        Path file = javaHome.resolve("conf").resolve("net.properties");
        if (property == null && isOn(read(file).getProperty(RETRY))) {
            throw sentTwice(RETRY + " in " + file, "Remove it there, or set the system property to false");
        }
    }

    private static boolean isOn(@Nullable String value) {
        return value != null && (value.isEmpty() || Boolean.parseBoolean(value));
    }

    /** What cannot be read here, the JDK cannot read either. */
    private static Properties read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            properties.clear();
        }
        return properties;
    }

    private static IllegalStateException sentTwice(String what, String advice) {
        return new IllegalStateException(what + " is on. With it, the JDK may send a restore twice. " + advice + ".");
    }

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
