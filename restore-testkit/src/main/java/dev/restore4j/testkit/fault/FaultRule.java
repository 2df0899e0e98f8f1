package dev.restore4j.testkit.fault;

import dev.restore4j.testkit.model.Endpoint;
import dev.restore4j.testkit.wire.AuraRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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
    private int struck;

    FaultRule(Fault fault) {
        this.fault = fault;
    }

    /**
     * Only requests like these.
     *
     * @param ofMethod the HTTP method, or a star for any
     * @param ofPath the path with a star for each id, with {@code /v2}, or with or without {@code /v1}, for example
     *     {@code /instances/*}{@code /snapshots/*}{@code /restore}
     * @return this
     * @throws IllegalArgumentException if the fake has no such endpoint, or if the fault does nothing there
     */
    public synchronized FaultRule on(String ofMethod, String ofPath) {
        boolean whole = ofPath.startsWith("/v1/") || ofPath.startsWith("/v2/") || ofPath.startsWith("/oauth/");
        String path = whole ? ofPath : "/v1" + ofPath;
        List<Endpoint> endpoints = Endpoint.like(ofMethod, path);
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException("The fake has no endpoint like " + ofMethod + " " + path + ". It has "
                    + inWords(List.of(Endpoint.values())) + ".");
        }
        if (endpoints.stream().noneMatch(fault::worksOn)) {
            List<Endpoint> fit =
                    List.of(Endpoint.values()).stream().filter(fault::worksOn).toList();
            throw new IllegalArgumentException("The fault '" + fault + "' does nothing to " + ofMethod + " " + path
                    + ". Put it on " + inWords(fit) + ".");
        }
        method = ofMethod;
        pattern = path;
        return this;
    }

    /**
     * Lets some matching requests pass first.
     *
     * @param requests how many
     * @return this
     */
    public synchronized FaultRule after(int requests) {
        skip = atLeast(0, requests, "after");
        return this;
    }

    /**
     * Strikes so many matching requests and not only one.
     *
     * @param requests how many
     * @return this
     */
    public synchronized FaultRule times(int requests) {
        left = atLeast(1, requests, "times");
        return this;
    }

    /**
     * Strikes every n-th matching request, for ever.
     *
     * @param n 1 for each of them
     * @return this
     */
    public synchronized FaultRule every(int n) {
        period = atLeast(1, n, "every");
        left = Integer.MAX_VALUE;
        return this;
    }

    /** {@return the fault, where it strikes, and how often it has} */
    @Override
    public synchronized String toString() {
        StringBuilder text = new StringBuilder(fault.toString());
        text.append(pattern.isEmpty() ? " on the next request that it suits" : " on " + method + " " + pattern);
        if (skip > 0) {
            text.append(", after ").append(skip);
        }
        if (left > Integer.MAX_VALUE / 2) {
            text.append(", one in ").append(period);
        } else if (left + struck > 1) {
            text.append(", ").append(left + struck).append(" times");
        }
        return text.append(", struck ").append(struck).append(" times").toString();
    }

    synchronized boolean hasStruck() {
        return struck > 0;
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
        struck++;
        return Optional.of(fault);
    }

    private boolean matches(AuraRequest request) {
        Optional<Endpoint> endpoint = Endpoint.of(request.method(), request.path());
        if (pattern.isEmpty()) {
            return endpoint.filter(fault::suits).isPresent();
        }
        return endpoint.filter(fault::worksOn).isPresent()
                && (method.equals("*") || method.equalsIgnoreCase(request.method()))
                && isLike(request.path());
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

    private static String inWords(List<Endpoint> endpoints) {
        return endpoints.stream()
                .map(endpoint -> endpoint.method() + " " + endpoint.template())
                .collect(Collectors.joining(", "));
    }

    private static int atLeast(int least, int value, String what) {
        if (value < least) {
            throw new IllegalArgumentException(what + "(" + value + ") must be at least " + least);
        }
        return value;
    }
}
