package dev.restore4j.aura.http;

import dev.restore4j.aura.wire.DirectClient;
import dev.restore4j.aura.wire.Exchange;
import dev.restore4j.aura.wire.Hosts;
import dev.restore4j.aura.wire.Reply;
import dev.restore4j.verify.Check;
import dev.restore4j.verify.CheckContext;
import dev.restore4j.verify.CheckPlace;
import dev.restore4j.verify.CheckSubject;
import dev.restore4j.verify.Verdict;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Asks an address and looks at the answer: that an application which uses the restored database is up again, for example.
 *
 * <pre>{@code
 * HttpCheck.get(URI.create("https://shop.example.com/health"))
 *         .named("the shop is up")
 *         .expectBodyContaining("\"neo4j\":\"UP\"")
 * }</pre>
 *
 * <p>Each look sends one GET, with the headers that were set and no others of ours. Headers and body have one deadline: what is
 * left for the check, at most 30 seconds. The body is read up to 1 MB. Redirects are not followed: one is reported. Neither the
 * body nor a header's value is in any result or log; the address is, without its query.
 *
 * <p>Its subject is {@link CheckSubject#SERVICE}: what answers says nothing certain of the data, so a failure never starts a
 * rollback. It runs from the level STANDARD on. No connection, no answer in time, 408, 5xx and a body without the text are
 * failures that may pass, so that it looks again while there is time; 401, 403 and 429 are inconclusive.
 *
 * <p>Immutable: each method returns another. Thread-safe if the suppliers are.
 */
public final class HttpCheck implements Check {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final URI address;
    private final String name;
    private final HttpExpectation expectation;
    private final Map<String, Supplier<String>> headers;
    private final Supplier<HttpClient> client;

    private HttpCheck(
            URI address,
            String name,
            HttpExpectation expectation,
            Map<String, Supplier<String>> headers,
            Supplier<HttpClient> client) {
        this.address = address;
        this.name = name;
        this.expectation = expectation;
        this.headers = headers;
        this.client = client;
    }

    /**
     * {@return a check that this address answers with a 2xx}
     *
     * @param address HTTP or HTTPS, without user info; a secret belongs into a header and not into the query
     * @throws IllegalArgumentException if it is anything else
     */
    public static HttpCheck get(URI address) {
        boolean http = "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
        if (!http || address.getHost() == null || address.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "A check over HTTP needs an http or https address with a host and without user info.");
        }
        String where = HttpExpectation.words(address);
        return new HttpCheck(
                address, "GET " + where, HttpExpectation.success(where), Map.of(), () -> SharedClient.INSTANCE);
    }

    /**
     * Sets the name.
     *
     * @param name as it appears in results
     * @return the changed check
     */
    public HttpCheck named(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("The name of a check must not be blank.");
        }
        return new HttpCheck(address, name, expectation, headers, client);
    }

    /**
     * Sets which statuses are right, instead of any 2xx.
     *
     * @param statuses one or more, such as 200
     * @return the changed check
     */
    public HttpCheck expectStatus(int... statuses) {
        return new HttpCheck(address, name, expectation.statuses(statuses), headers, client);
    }

    /**
     * Sets a text that the body must contain, in exactly this spelling; with former ones.
     *
     * @param text no secret: it is in results
     * @return the changed check
     */
    public HttpCheck expectBodyContaining(String text) {
        return new HttpCheck(address, name, expectation.containing(text), headers, client);
    }

    /**
     * Adds a header whose value may be a secret: it is asked for at each look, sent to the address alone, and written nowhere.
     *
     * @param header its name
     * @param value supplies its value; what it throws is reported by its class alone
     * @return the changed check
     * @throws IllegalArgumentException if the address is plain HTTP on another host than this one, or the name is none
     */
    public HttpCheck header(String header, Supplier<String> value) {
        if (!Hosts.isPrivate(address)) {
            throw new IllegalArgumentException(
                    "Headers are sent over HTTPS or to loopback hosts only, since they may be secrets.");
        }
        HttpRequest.newBuilder(address).header(header, "x");
        Map<String, Supplier<String>> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new HttpCheck(address, name, expectation, more, client);
    }

    /**
     * Sets the HTTP client, for proxies or certificates.
     *
     * @param httpClient one that never follows redirects
     * @return the changed check
     * @throws IllegalArgumentException if it follows redirects
     */
    public HttpCheck over(HttpClient httpClient) {
        HttpClient checked = DirectClient.checked(httpClient);
        return new HttpCheck(address, name, expectation, headers, () -> checked);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CheckSubject subject() {
        return CheckSubject.SERVICE;
    }

    /** {@return FIXED: the address is its own, and in a rehearsal that of what uses production} */
    @Override
    public CheckPlace place() {
        return CheckPlace.FIXED;
    }

    @Override
    public Verdict look(CheckContext context) throws InterruptedException {
        Duration left = context.left();
        if (left.isZero() || left.isNegative()) {
            return Verdict.inconclusive("There was no time left to ask. Give the verification more.");
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(address).GET();
        for (Map.Entry<String, Supplier<String>> header : headers.entrySet()) {
            try {
                request.setHeader(header.getKey(), header.getValue().get());
            } catch (RuntimeException e) {
                // no message: the JDK's quotes the value, and a supplier's may, too
                return Verdict.inconclusive("The value of header " + header.getKey() + " could not be had or sent ("
                        + e.getClass().getName() + "). Nothing was sent; see what supplies it.");
            }
        }
        Duration limit = left.compareTo(LONGEST) < 0 ? left : LONGEST;
        Reply reply = new Exchange(client.get(), context.time(), limit)
                .send(request.build(), "GET " + HttpExpectation.words(address))
                .orInterrupted();
        return expectation.verdict(reply);
    }

    /** {@return the name} */
    @Override
    public String toString() {
        return name;
    }

    /** Made when the first check is made that has no client of its own. */
    private static final class SharedClient {
        static final HttpClient INSTANCE = DirectClient.create();
    }
}
