package dev.restore4j.aura.upload;

import dev.restore4j.event.Progress;
import dev.restore4j.operation.OperationId;
import dev.restore4j.spi.Workbench;
import dev.restore4j.time.TimeSource;
import dev.restore4j.verify.Notes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/** A workbench that does something, once, as soon as something has happened. It looks whenever somebody waits. */
final class ScriptedBench implements Workbench {

    private final TimeSource time;
    private final List<Progress> heard = new CopyOnWriteArrayList<>();
    private BooleanSupplier when = () -> false;
    private Act act = () -> {};
    private boolean done;

    /** What is done. */
    interface Act {
        void run() throws InterruptedException;
    }

    /** As the engine's: its type says why the wait ended. */
    static final class Cancelled extends InterruptedException {
        private static final long serialVersionUID = 1L;
    }

    ScriptedBench(TimeSource time) {
        this.time = time;
    }

    ScriptedBench once(BooleanSupplier condition, Act then) {
        when = condition;
        act = then;
        return this;
    }

    ScriptedBench cancelledOnce(BooleanSupplier condition) {
        return once(condition, () -> {
            throw new Cancelled();
        });
    }

    /** And something else, some looks later. */
    ScriptedBench thenOnce(Act next) {
        Act first = act;
        act = () -> {
            first.run();
            int[] looks = {0};
            when = () -> ++looks[0] > 200;
            act = next;
            done = false;
        };
        return this;
    }

    boolean isDone() {
        return done;
    }

    List<Progress> heard() {
        return heard;
    }

    @Override
    public OperationId operation() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public TimeSource time() {
        return time;
    }

    @Override
    public Notes notes() {
        throw new UnsupportedOperationException();
    }

    /** In slices, so that nothing that happens meanwhile is missed. */
    @Override
    public boolean await(CompletableFuture<?> signal, long deadlineNanos) throws InterruptedException {
        long slice = Duration.ofMillis(50).toNanos();
        while (!signal.isDone() && time.nanoTime() - deadlineNanos < 0) {
            look();
            boolean unused = time.await(signal, Math.min(deadlineNanos, time.nanoTime() + slice));
        }
        look();
        return signal.isDone();
    }

    private void look() throws InterruptedException {
        if (!done && when.getAsBoolean()) {
            done = true;
            act.run();
        }
    }

    @Override
    public void report(Progress progress) {
        heard.add(progress);
    }
}
