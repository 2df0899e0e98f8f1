package dev.restore4j.aura.upload;

import java.time.Duration;

/**
 * How many parts are sent at once: 4 at first, twice as many while the whole gets a tenth faster, at most 16. Half as many when the
 * store says that it is too much. For the sending thread.
 */
final class Degree {

    static final int FIRST = 4;
    static final int MOST = 16;

    /** For so long it is measured; and what came before, while buffers on the way filled up, does not count. */
    private static final long WINDOW = Duration.ofMillis(500).toNanos();

    /** After it was too much, it stays for so long. */
    private static final long REST = Duration.ofSeconds(30).toNanos();

    private static final double WORTH_IT = 1.10;

    private int limit = FIRST;
    private int former;
    private double formerRate;
    private long since;
    private long bytesAtStart;
    private boolean settling = true;
    private long restUntil;
    private boolean grows = true;

    /**
     * Begins to measure.
     *
     * @param nowNanos the time
     */
    Degree(long nowNanos) {
        this.since = nowNanos;
        this.restUntil = nowNanos;
    }

    /** {@return how many parts may be under way} */
    int limit() {
        return limit;
    }

    /**
     * Measures, while as many are under way as may be.
     *
     * @param nowNanos the time
     * @param sent how many bytes were sent until now
     */
    void measure(long nowNanos, long sent) {
        if (nowNanos - since < WINDOW) {
            return;
        }
        if (settling) {
            begin(nowNanos, sent);
            settling = false;
            return;
        }
        double rate = (sent - bytesAtStart) * 1e9 / (nowNanos - since);
        begin(nowNanos, sent);
        judge(nowNanos, rate);
    }

    private void judge(long nowNanos, double rate) {
        if (nowNanos - restUntil < 0) {
            return;
        }
        boolean tried = former > 0;
        if (tried && rate < formerRate * WORTH_IT) {
            limit = former;
            grows = false;
            settling = true;
        } else if (grows && limit < MOST) {
            former = limit;
            formerRate = rate;
            limit = Math.min(MOST, limit * 2);
            settling = true;
            return;
        }
        former = 0;
    }

    /** Less than as many as may be are under way: what would be measured says nothing. */
    void pause(long nowNanos) {
        since = nowNanos;
        settling = true;
    }

    /** The store says that it is too much. */
    void tooMuch(long nowNanos) {
        limit = Math.max(1, limit / 2);
        former = 0;
        grows = true;
        restUntil = nowNanos + REST;
        pause(nowNanos);
    }

    private void begin(long nowNanos, long sent) {
        since = nowNanos;
        bytesAtStart = sent;
    }
}
