package dev.restore4j.aura.upload;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the way to the store was like before the first byte.
 *
 * @param host the store's host
 * @param dns how long its name took to be resolved; null where this machine does not know it, as behind a proxy
 * @param connect how long a connection took, with TLS
 * @param latency how long an answer took on that connection
 */
record StoreProbe(String host, @Nullable Duration dns, Duration connect, Duration latency) {

    /** {@return it in words, such as {@code storage.googleapis.com: name 12 ms, connection 40 ms, answer 18 ms}} */
    @Override
    public String toString() {
        return host + ": name " + (dns == null ? "not known here" : dns.toMillis() + " ms") + ", connection "
                + connect.toMillis() + " ms, answer " + latency.toMillis() + " ms";
    }
}
