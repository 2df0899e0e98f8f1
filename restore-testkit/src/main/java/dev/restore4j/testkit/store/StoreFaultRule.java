package dev.restore4j.testkit.store;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * On which requests to a store a fault strikes: unless stated otherwise on the next one that it suits, once. Thread-safe.
 */
public final class StoreFaultRule {

    private final StoreFault fault;
    private Optional<StoreCall> call = Optional.empty();
    private OptionalInt part = OptionalInt.empty();
    private int skip;
    private int left = 1;
    private int matched;
    private int struck;

    StoreFaultRule(StoreFault fault) {
        this.fault = fault;
    }

    /**
     * Only requests that ask this.
     *
     * @param only what they ask
     * @return this
     * @throws IllegalArgumentException if the fault does nothing there
     */
    public synchronized StoreFaultRule on(StoreCall only) {
        if (!fault.suits(only)) {
            throw new IllegalArgumentException("The fault '" + fault + "' does nothing to " + only + ".");
        }
        call = Optional.of(only);
        return this;
    }

    /**
     * Only requests that send this part.
     *
     * @param number from 1
     * @return this
     * @throws IllegalArgumentException if the fault does nothing there
     */
    public synchronized StoreFaultRule onPart(int number) {
        part = OptionalInt.of(number);
        return on(StoreCall.PART);
    }

    /**
     * Lets some matching requests pass first.
     *
     * @param requests how many
     * @return this
     */
    public synchronized StoreFaultRule after(int requests) {
        skip = requests;
        return this;
    }

    /**
     * Strikes so many matching requests and not only one.
     *
     * @param requests how many
     * @return this
     */
    public synchronized StoreFaultRule times(int requests) {
        left = requests;
        return this;
    }

    /** {@return the fault, and how often it has struck} */
    @Override
    public synchronized String toString() {
        return fault + call.map(only -> " on " + only).orElse("")
                + (part.isPresent() ? " " + part.getAsInt() : "")
                + ", struck " + struck + " times";
    }

    synchronized boolean hasStruck() {
        return struck > 0;
    }

    synchronized Optional<StoreFault> strike(StoreCall asked, OptionalInt ofPart) {
        boolean matches = fault.suits(asked)
                && (call.isEmpty() || call.get() == asked)
                && (part.isEmpty() || part.equals(ofPart));
        if (left == 0 || !matches || ++matched <= skip) {
            return Optional.empty();
        }
        left--;
        struck++;
        return Optional.of(fault);
    }
}
