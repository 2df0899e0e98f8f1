package dev.restore4j.testkit.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The faults of a fake's stores. The oldest rule strikes first. Thread-safe.
 *
 * <pre>{@code
 * aura.store().faults().next(StoreFault.error(503)).onPart(2);
 * }</pre>
 */
public final class StoreFaults {

    private final List<StoreFaultRule> rules = new ArrayList<>();

    /** No faults. */
    public StoreFaults() {}

    /**
     * Puts a fault on the next request that it suits.
     *
     * @param fault which
     * @return to say on which requests instead
     */
    public synchronized StoreFaultRule next(StoreFault fault) {
        StoreFaultRule rule = new StoreFaultRule(fault);
        rules.add(rule);
        return rule;
    }

    /** Takes all rules away. */
    public synchronized void clear() {
        rules.clear();
    }

    /**
     * Checks that every rule has struck at least once.
     *
     * @throws AssertionError naming the rules that never struck
     */
    public synchronized void assertAllStruck() {
        List<String> idle = rules.stream()
                .filter(rule -> !rule.hasStruck())
                .map(StoreFaultRule::toString)
                .toList();
        if (!idle.isEmpty()) {
            throw new AssertionError("never struck: " + String.join("; ", idle));
        }
    }

    synchronized Optional<StoreFault> draw(StoreCall call, OptionalInt part) {
        return rules.stream()
                .map(rule -> rule.strike(call, part))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
