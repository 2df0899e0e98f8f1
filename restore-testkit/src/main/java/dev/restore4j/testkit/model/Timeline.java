package dev.restore4j.testkit.model;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/** What will happen, in the order of time: ends of operations and what tests do behind the client's back. */
final class Timeline {

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::sequence));
    private long sequence;

    /** Adds something; it is told the time at which it was to happen. */
    void add(Instant at, Consumer<Instant> action) {
        events.add(new Event(at, sequence++, action));
    }

    /** Lets everything happen that is due, including what that adds. */
    void settle(Instant now) {
        for (Event next = events.peek(); next != null && !next.at().isAfter(now); next = events.peek()) {
            events.remove();
            next.action().accept(next.at());
        }
    }

    private record Event(Instant at, long sequence, Consumer<Instant> action) {}
}
