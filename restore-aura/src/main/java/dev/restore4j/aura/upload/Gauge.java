package dev.restore4j.aura.upload;

import dev.restore4j.event.Progress;
import dev.restore4j.spi.Workbench;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;

/** How much was sent and how fast, over the last ten seconds. {@link #count} is for any thread, the rest for the sending one. */
final class Gauge {

    private static final long WINDOW = Duration.ofSeconds(10).toNanos();
    private static final long PAUSE = Duration.ofMillis(250).toNanos();

    private final Workbench bench;
    private final long total;
    private final AtomicLong sent = new AtomicLong();
    private final Deque<Sample> samples = new ArrayDeque<>();
    private long reported;

    private record Sample(long nanos, long sent) {}

    Gauge(Workbench bench, long total) {
        this.bench = bench;
        this.total = total;
        this.reported = bench.time().nanoTime() - PAUSE;
        samples.add(new Sample(bench.time().nanoTime(), 0));
    }

    void count(long bytes) {
        sent.addAndGet(bytes);
    }

    /** {@return how many bytes were sent, those that were sent again counted again} */
    long sent() {
        return sent.get();
    }

    /** Tells listeners, unless they were told a moment ago. */
    void report(long done) {
        long now = bench.time().nanoTime();
        if (now - reported >= PAUSE) {
            tell(now, done);
        }
    }

    /** Tells listeners that everything has arrived. */
    void reportWhole() {
        tell(bench.time().nanoTime(), total);
    }

    private void tell(long now, long done) {
        reported = now;
        samples.add(new Sample(now, sent.get()));
        // the oldest that stays is as old as the window, or older
        while (samples.size() > 2 && isOutside(second(), now)) {
            samples.remove();
        }
        bench.report(Progress.ofBytes("upload", Math.min(done, total), total, rate(now)));
    }

    private static boolean isOutside(Sample sample, long now) {
        return now - sample.nanos() >= WINDOW;
    }

    private Sample second() {
        var each = samples.iterator();
        each.next();
        return each.next();
    }

    private double rate(long now) {
        Sample oldest = samples.getFirst();
        long nanos = now - oldest.nanos();
        return nanos <= 0 ? 0 : (sent.get() - oldest.sent()) * 1e9 / nanos;
    }
}
