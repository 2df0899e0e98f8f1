package dev.restore4j.testkit.http;

import dev.restore4j.testkit.wire.Delivery;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Gives a body to its subscriber as fast as that asks for it. An endless body comes in chunks of 16 KiB: at once for a
 * subscriber that asks from a thread of its own, else every 100 ms, so that a deadline can pass; it stalls at 64 MiB.
 */
final class BodyFeeder implements Flow.Subscription {

    private static final int CHUNK = 16 * 1024;
    private static final int MOST_CHUNKS = 4096;
    private static final Duration PACE = Duration.ofMillis(100);

    private final BodySubscriber<?> subscriber;
    private final byte[] body;
    private final Delivery delivery;
    private final DoorTimer timer;
    private final AtomicLong demand = new AtomicLong();
    private final AtomicInteger entered = new AtomicInteger();
    private int position;
    private int endless;

    /** The next chunk of an endless body waits for the clock. */
    private volatile boolean paced;

    private volatile boolean over;

    BodyFeeder(BodySubscriber<?> subscriber, byte[] body, Delivery delivery, DoorTimer timer) {
        this.subscriber = subscriber;
        this.body = body;
        this.delivery = delivery;
        this.timer = timer;
    }

    void start() {
        subscriber.onSubscribe(this);
        feed();
    }

    /** The connection ends, whatever was delivered. */
    void breakOff(IOException why) {
        if (!over) {
            over = true;
            subscriber.onError(why);
        }
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            over = true;
            subscriber.onError(new IllegalArgumentException("asked for " + n + " items"));
            return;
        }
        demand.accumulateAndGet(n, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
        feed();
    }

    @Override
    public void cancel() {
        over = true;
    }

    private void feed() {
        if (entered.getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        do {
            deliver();
            missed = entered.addAndGet(-missed);
        } while (missed != 0);
    }

    private void deliver() {
        int end = endOfBytes();
        while (!over && position < end && demand.get() > 0) {
            int length = Math.min(CHUNK, end - position);
            ByteBuffer chunk = ByteBuffer.wrap(body, position, length).slice().asReadOnlyBuffer();
            position += length;
            demand.decrementAndGet();
            subscriber.onNext(List.of(chunk));
        }
        if (!over && position >= end) {
            afterBytes();
        }
    }

    private int endOfBytes() {
        return switch (delivery.mode()) {
            case STALLED_IN_BODY, CUT_SHORT -> Math.min(delivery.bytes(), body.length);
            default -> body.length;
        };
    }

    private void afterBytes() {
        switch (delivery.mode()) {
            case STALLED_IN_BODY -> {}
            case ENDLESS -> goOn();
            case CUT_SHORT ->
                breakOff(new IOException("fixed content-length: " + body.length + ", bytes received: " + position));
            default -> {
                over = true;
                subscriber.onComplete();
            }
        }
    }

    private void goOn() {
        if (demand.get() <= 0 || endless >= MOST_CHUNKS || paced) {
            return;
        }
        endless++;
        demand.decrementAndGet();
        byte[] chunk = new byte[CHUNK];
        Arrays.fill(chunk, (byte) ' ');
        paced = true;
        subscriber.onNext(List.of(ByteBuffer.wrap(chunk).asReadOnlyBuffer()));
        if (demand.get() > 0 && !over) {
            timer.after(PACE, this::unpace);
        } else {
            paced = false;
        }
    }

    private void unpace() {
        paced = false;
        feed();
    }
}
