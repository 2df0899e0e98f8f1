package dev.restore4j.testkit.wire;

/** What is behind a door: it answers each request at once. Thread-safe. */
@FunctionalInterface
public interface Gate {

    /**
     * Answers a request, at the present time.
     *
     * @param request what arrived
     * @return the answer and how it is to be delivered
     */
    AuraAnswer answer(AuraRequest request);
}
