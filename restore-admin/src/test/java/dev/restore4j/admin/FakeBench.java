package dev.restore4j.admin;

import dev.restore4j.event.Progress;
import dev.restore4j.operation.OperationId;
import dev.restore4j.spi.Workbench;
import dev.restore4j.time.TimeSource;
import dev.restore4j.verify.Notes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** A bench without an operation. */
final class FakeBench implements Workbench, Notes {

    private final TimeSource time;
    private final AtomicInteger waits = new AtomicInteger();
    private final Map<String, String> notes = new HashMap<>();

    private int attempt = 1;
    private BiConsumer<String, String> noted = (key, text) -> {};

    FakeBench(TimeSource time) {
        this.time = time;
    }

    /** The request is about to be sent once more. */
    void again() {
        attempt++;
    }

    /** Does something whenever a note was written. */
    void whenNoted(BiConsumer<String, String> act) {
        noted = act;
    }

    /** {@return how often it was waited} */
    int waits() {
        return waits.get();
    }

    @Override
    public OperationId operation() {
        return new OperationId("aaaaaaaaaaaaaaaa");
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public TimeSource time() {
        return time;
    }

    @Override
    public Notes notes() {
        return this;
    }

    @Override
    public boolean await(CompletableFuture<?> signal, long deadlineNanos) throws InterruptedException {
        waits.incrementAndGet();
        return time().await(signal, deadlineNanos);
    }

    @Override
    public void report(Progress progress) {}

    @Override
    public void write(String key, String text) {
        notes.put(key, text);
        noted.accept(key, text);
    }

    @Override
    public Optional<String> read(String key) {
        return Optional.ofNullable(notes.get(key));
    }
}
