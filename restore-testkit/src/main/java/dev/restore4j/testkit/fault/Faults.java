package dev.restore4j.testkit.fault;

import dev.restore4j.testkit.model.Endpoint;
import dev.restore4j.testkit.wire.AuraRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The faults of one fake. Rules strike before the mix, the oldest first. Thread-safe.
 *
 * <pre>{@code
 * aura.faults().next(Fault.answerLost()).on("POST", "/instances/*\/snapshots/*\/restore");
 * }</pre>
 */
public final class Faults {

    private final List<FaultRule> rules = new ArrayList<>();
    private final Map<String, Integer> ordinals = new HashMap<>();
    private FaultMix mix = FaultMix.none(0);

    /** No faults. */
    public Faults() {}

    /**
     * Puts a fault on the next request that it suits.
     *
     * @param fault which
     * @return to say on which requests instead
     */
    public synchronized FaultRule next(Fault fault) {
        FaultRule rule = new FaultRule(fault);
        rules.add(rule);
        return rule;
    }

    /**
     * Draws faults for all requests that no rule strikes.
     *
     * @param other replaces the present mix
     */
    public synchronized void mix(FaultMix other) {
        mix = other;
    }

    /** Takes all rules and the mix away; the ordinals go on. */
    public synchronized void clear() {
        rules.clear();
        mix = FaultMix.none(0);
    }

    /**
     * Checks that every rule has struck at least once: one that never did was put on requests that nobody sent, and the test
     * shows less than it says. What {@link #clear()} took away is not asked about.
     *
     * @throws AssertionError naming the rules that never struck
     */
    public synchronized void assertAllStruck() {
        List<String> idle = rules.stream()
                .filter(rule -> !rule.hasStruck())
                .map(FaultRule::toString)
                .toList();
        if (!idle.isEmpty()) {
            throw new AssertionError("never struck: " + String.join("; ", idle));
        }
    }

    /**
     * The fault of the next request on its path. For whoever drives the model: each call counts.
     *
     * @param request which
     * @return the fault, if it meets one
     */
    public synchronized Optional<Fault> draw(AuraRequest request) {
        int ordinal = ordinals.merge(request.method() + " " + request.path(), 1, Integer::sum);
        for (FaultRule rule : rules) {
            Optional<Fault> fault = rule.strike(request);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Endpoint.of(request.method(), request.path()).flatMap(endpoint -> mix.draw(endpoint, ordinal));
    }
}
