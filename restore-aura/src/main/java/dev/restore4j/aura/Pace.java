package dev.restore4j.aura;

import dev.restore4j.spi.Urgency.Rank;
import java.time.Duration;

/**
 * Spreads what can wait over the minute once a quarter of the places is taken. A window that is used up at once comes back at
 * once, a minute later, and so on: everybody would look in the same second of each minute, and a submission would wait for the
 * rest of it. Guarded by the budget's lock.
 */
final class Pace {

    /** So many go at once: few restores have nothing to wait for. */
    private static final double FREE = 0.25;

    private final int places;
    private final long step;
    private long next;

    Pace(int places, Duration window, long now) {
        this.places = places;
        this.step = window.toNanos() / places;
        this.next = now;
    }

    static boolean holdsBack(Rank rank) {
        return rank == Rank.CHECK || rank == Rank.WATCH;
    }

    /** {@return whether one of those that can wait may go} */
    boolean isOpen(long now, int used) {
        return used < places * FREE || next - now <= 0;
    }

    /** Somebody goes. What follows a check is not held back, and is counted with it. */
    void went(long now, Rank rank) {
        if (holdsBack(rank)) {
            next = now + step * (rank == Rank.CHECK ? 1 + Promises.FOLLOWERS : 1);
        }
    }

    /** {@return when the next may go} */
    long next() {
        return next;
    }
}
