package dev.restore4j.aura;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * For how long Aura keeps snapshots on demand, by the type of the instance, as documented in August 2025 ("Backup, export,
 * restore" of the new Console). The API states nothing of it, and the numbers move: the classic Console's pages say 30 days for
 * {@code professional-db}. So it is an estimate for messages, and decides nothing.
 */
final class OnDemandRetention {

    private static final Map<String, Integer> DAYS = Map.of(
            "professional-db", 7,
            "business-critical", 30,
            "enterprise-db", 90,
            "professional-ds", 30,
            "enterprise-ds", 90);

    private OnDemandRetention() {}

    /** {@return the estimate; empty for types of which nothing is documented, such as {@code free-db}} */
    static Optional<Duration> of(String type) {
        return Optional.ofNullable(DAYS.get(type)).map(Duration::ofDays);
    }
}
