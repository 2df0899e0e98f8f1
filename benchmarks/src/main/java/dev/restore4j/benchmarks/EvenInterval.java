package dev.restore4j.benchmarks;

import java.time.Duration;
import java.util.List;

/** Each restore is polled at the same interval, the shortest at which all of them stay within the limit. */
final class EvenInterval extends Polling {

    @Override
    public String name() {
        return "even interval";
    }

    @Override
    void begin(Round round) {
        List<String> instances = round.instances();
        Duration interval = interval(round);
        for (int i = 0; i < instances.size(); i++) {
            String instance = instances.get(i);
            Duration phase = interval.multipliedBy(i).dividedBy(instances.size());
            round.after(phase, () -> slot(round, instance));
        }
    }

    /** The next slot is an interval after this one, and not after its answer. */
    private void slot(Round round, String instance) {
        if (!round.knows(instance)) {
            if (round.accepted().contains(instance)) {
                round.look(instance);
            }
            round.after(interval(round), () -> slot(round, instance));
        }
    }

    @Override
    void stillGoingOn(Round round, String instance) {
        // its next slot is planned
    }

    private static Duration interval(Round round) {
        Duration fair = FAIR.multipliedBy(round.instances().size());
        return fair.compareTo(SHORTEST) > 0 ? fair : SHORTEST;
    }
}
