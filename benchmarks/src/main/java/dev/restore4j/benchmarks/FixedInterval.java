package dev.restore4j.benchmarks;

import java.time.Duration;
import java.util.List;

/** Each restore is polled every 20 seconds, as aura-cli does, whatever the limit; a 429 is obeyed and repeated. */
final class FixedInterval extends Polling {

    private static final Duration INTERVAL = Duration.ofSeconds(20);

    @Override
    public String name() {
        return "every " + INTERVAL.toSeconds() + " s";
    }

    @Override
    void begin(Round round) {
        List<String> instances = round.instances();
        for (int i = 0; i < instances.size(); i++) {
            String instance = instances.get(i);
            round.after(INTERVAL.multipliedBy(i).dividedBy(instances.size()), () -> first(round, instance));
        }
    }

    private void first(Round round, String instance) {
        if (round.accepted().contains(instance)) {
            round.look(instance);
        } else {
            round.after(INTERVAL, () -> first(round, instance));
        }
    }

    @Override
    void stillGoingOn(Round round, String instance) {
        round.after(INTERVAL, () -> round.look(instance));
    }
}
