package dev.restore4j.testkit.model;

/**
 * What the account may have.
 *
 * @param requestsAMinute of one credential; the documentation says 125 for paid and 25 for free ones
 * @param instances how many may exist; the next one is refused with 405
 * @param snapshots how many snapshots on demand an instance may have; the next one is refused with 402
 */
public record Limits(int requestsAMinute, int instances, int snapshots) {

    /** {@return 125 requests a minute and no other limit that a test would meet} */
    public static Limits paid() {
        return new Limits(125, 1000, 1000);
    }
}
