package dev.restore4j.aura;

import dev.restore4j.catalog.Snapshot;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;

/**
 * Walks back over days and gives snapshots by time stamp, newest first, reading a day only when it must.
 *
 * <p>Where Aura's day begins is not documented. Whatever the zone, what is listed under a day lies within the day before to
 * the day after in UTC. So the walk begins a day late, ends a day early, and gives a snapshot out only when no day that is
 * still unread can hold a newer one. Not thread-safe.
 */
final class SnapshotWalk implements Iterator<Snapshot> {

    private static final Comparator<AuraSnapshot> NEWEST_FIRST =
            Comparator.comparing(AuraSnapshot::timestamp).reversed().thenComparing(AuraSnapshot::id);

    private final Function<LocalDate, List<AuraSnapshot>> days;
    private final Instant from;
    private final Instant until;
    private final LocalDate last;
    private final Set<String> seen = new HashSet<>();
    private final PriorityQueue<AuraSnapshot> held = new PriorityQueue<>(NEWEST_FIRST);
    private LocalDate next;

    SnapshotWalk(Function<LocalDate, List<AuraSnapshot>> days, Instant from, Instant until, Instant now) {
        this.days = days;
        this.from = from;
        this.until = until;
        Instant latest = until.isBefore(now) ? until : now;
        this.next = day(latest).plusDays(1);
        this.last = day(from).minusDays(1);
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    @Override
    public boolean hasNext() {
        while (!isSettled()) {
            if (next.isBefore(last)) {
                return !held.isEmpty();
            }
            read(next);
            next = next.minusDays(1);
        }
        return true;
    }

    /** Whether the newest that is held is newer than anything that unread days can hold. */
    private boolean isSettled() {
        AuraSnapshot newest = held.peek();
        return newest != null && !day(newest.timestamp()).isBefore(next.plusDays(2));
    }

    private void read(LocalDate day) {
        for (AuraSnapshot snapshot : days.apply(day)) {
            boolean within = !snapshot.timestamp().isBefore(from)
                    && !snapshot.timestamp().isAfter(until);
            if (within && seen.add(snapshot.id())) {
                held.add(snapshot);
            }
        }
    }

    @Override
    public Snapshot next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return held.remove();
    }
}
