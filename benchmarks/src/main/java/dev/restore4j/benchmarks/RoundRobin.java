package dev.restore4j.benchmarks;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * An even interval that adapts: whenever the limit allows a request, it goes to whoever was not looked at for longest.
 * It needs one queue over all restores, and no knowledge of how long they take.
 */
final class RoundRobin extends Polling {

    private final Map<String, Long> lastLook = new HashMap<>();
    private final Set<String> underWay = new HashSet<>();

    @Override
    public String name() {
        return "round robin";
    }

    @Override
    void begin(Round round) {
        lastLook.clear();
        underWay.clear();
        tick(round);
    }

    private void tick(Round round) {
        long due = round.nanoTime() - SHORTEST.toNanos();
        round.accepted().stream()
                .filter(instance -> !round.knows(instance) && !underWay.contains(instance))
                .filter(instance -> lastLook.getOrDefault(instance, due) - due <= 0)
                .min(Comparator.comparing(instance -> lastLook.getOrDefault(instance, Long.MIN_VALUE)))
                .ifPresent(instance -> {
                    underWay.add(instance);
                    lastLook.put(instance, round.nanoTime());
                    round.look(instance);
                });
        if (!round.isOver()) {
            round.after(FAIR, () -> tick(round));
        }
    }

    @Override
    void stillGoingOn(Round round, String instance) {
        underWay.remove(instance);
    }
}
