package dev.restore4j.testkit.fault;

import dev.restore4j.testkit.model.Endpoint;
import dev.restore4j.testkit.wire.AuraRequest;
import java.util.Optional;

/**
 * On which requests a fault strikes: unless stated otherwise on the next one that it suits, once. Changes count from then
 * on. Thread-safe.
 */
public final class FaultRule {

    private final Fault fault;
    private String method = "*";
    private String pattern = "";
    private int skip;
    private int period = 1;
    private int left = 1;
    private int matched;

    FaultRule(Fault fault) {
        this.fault = fault;
    }

    /**
     * Only requests like these.
     *
     * @param ofMethod the HTTP method, or a star for any
     * @param ofPath the path with a star for each id, with or without {@code /v1}, for example
     *     {@code /instances/*}{@code /snapshots/*}{@code /restore}
     * @return this
     */
    public synchronized FaultRule on(String ofMethod, String ofPath) {
        method = ofMethod;
        pattern = ofPath.startsWith("/v1/") || ofPath.startsWith("/oauth/") ? ofPath : "/v1" + ofPath;
        return this;
    }

    /**
     * Lets some matching requests pass first.
     *
     * @param requests how many
     * @return this
     */
    public synchronized FaultRule after(int requests) {
        skip = requests;
        return this;
    }

    /**
     * Strikes so many matching requests and not only one.
     *
     * @param requests how many
     * @return this
     */
    public synchronized FaultRule times(int requests) {
        left = requests;
        return this;
    }

    /**
     * Strikes every n-th matching request, for ever.
     *
     * @param n 1 for each of them
     * @return this
     */
    public synchronized FaultRule every(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("every " + n);
        }
        period = n;
        left = Integer.MAX_VALUE;
        return this;
    }

    synchronized Optional<Fault> strike(AuraRequest request) {
        if (left == 0 || !matches(request)) {
            return Optional.empty();
        }
        matched++;
        if (matched <= skip || (matched - skip) % period != 0) {
            return Optional.empty();
        }
        left--;
        return Optional.of(fault);
    }

    private boolean matches(AuraRequest request) {
        if (pattern.isEmpty()) {
            return Endpoint.of(request.method(), request.path())
                    .filter(fault::suits)
                    .isPresent();
        }
        return (method.equals("*") || method.equalsIgnoreCase(request.method())) && isLike(request.path());
    }

    private boolean isLike(String path) {
        String[] wanted = pattern.split("/", -1);
        String[] parts = path.split("/", -1);
        if (wanted.length != parts.length) {
            return false;
        }
        for (int i = 0; i < parts.length; i++) {
            if (!wanted[i].equals("*") && !wanted[i].equals(parts[i])) {
                return false;
            }
        }
        return true;
    }
}
