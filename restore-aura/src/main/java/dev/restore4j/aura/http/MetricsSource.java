package dev.restore4j.aura.http;

import dev.restore4j.verify.CheckContext;
import java.io.IOException;

/** Where the metrics of a restored instance come from. Thread-safe. */
@FunctionalInterface
public interface MetricsSource {

    /**
     * {@return the metrics of the context's target, as text in the format of OpenMetrics or Prometheus}
     *
     * @param context says whose, and how long there is
     * @throws IOException if they are not served for now; its message is shown
     * @throws dev.restore4j.error.RestoreException if it cannot be told whether they are served: no permission, no address
     * @throws InterruptedException if the thread was interrupted
     */
    String fetch(CheckContext context) throws IOException, InterruptedException;
}
