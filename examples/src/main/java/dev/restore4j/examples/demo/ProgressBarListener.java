package dev.restore4j.examples.demo;

import dev.restore4j.event.RestoreEvent;
import dev.restore4j.event.RestoreEvent.Checked;
import dev.restore4j.event.RestoreEvent.Finished;
import dev.restore4j.event.RestoreEvent.Looked;
import dev.restore4j.event.RestoreEvent.StateChanged;
import dev.restore4j.event.RestoreListener;
import dev.restore4j.operation.RestoreState;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Draws a restore as a progress bar. Aura states no progress, so the bar is an estimate from how long a restore usually
 * takes here; it is full only when the restore was completed.
 */
final class ProgressBarListener implements RestoreListener, AutoCloseable {

    private static final int FULL = 100;
    private static final int ALMOST = 98;

    private final Duration usual;
    private @Nullable ProgressBar drawn;

    ProgressBarListener(Duration usual) {
        this.usual = usual;
    }

    private static ProgressBar draw() {
        return new ProgressBarBuilder()
                .setTaskName("Restoring")
                .setInitialMax(FULL)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(500)
                .hideEta()
                .setConsumer(new ConsoleProgressBarConsumer(System.err, 100))
                .build();
    }

    @Override
    public synchronized void on(RestoreEvent event) {
        ProgressBar bar = drawn == null ? draw() : drawn;
        drawn = bar;
        if (event instanceof StateChanged change) {
            bar.setExtraMessage(change.to().toString());
        } else if (event instanceof Looked look) {
            double estimate = Math.max(look.estimate(), (double) look.elapsed().toMillis() / usual.toMillis());
            bar.stepTo(Math.min(ALMOST, Math.round(FULL * estimate)));
            bar.setExtraMessage("Aura says '" + look.word() + "'");
        } else if (event instanceof Checked check) {
            bar.setExtraMessage(check.result().outcome() + " " + check.result().check());
        } else if (event instanceof Finished end && end.result().state() == RestoreState.COMPLETED) {
            bar.stepTo(FULL);
            bar.setExtraMessage("COMPLETED");
        }
    }

    @Override
    public synchronized void close() {
        if (drawn != null) {
            drawn.close();
        }
    }
}
