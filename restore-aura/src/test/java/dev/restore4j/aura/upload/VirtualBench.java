package dev.restore4j.aura.upload;

import dev.restore4j.event.Progress;
import dev.restore4j.operation.OperationId;
import dev.restore4j.spi.Workbench;
import dev.restore4j.time.TimeSource;
import dev.restore4j.verify.Notes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A workbench on any time. */
public class VirtualBench implements Workbench {

    final List<Progress> heard = new ArrayList<>();

    private final TimeSource time;

    /** One. */
    public VirtualBench(TimeSource time) {
        this.time = time;
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

    @Override
    public boolean await(CompletableFuture<?> signal, long deadlineNanos) throws InterruptedException {
        return time.await(signal, deadlineNanos);
    }

    @Override
    public void report(Progress progress) {
        heard.add(progress);
    }
}
