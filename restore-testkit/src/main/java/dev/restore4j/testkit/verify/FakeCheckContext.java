package dev.restore4j.testkit.verify;

import dev.restore4j.time.TimeSource;
import dev.restore4j.verify.CheckContext;
import dev.restore4j.verify.Notes;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a check is told, written down by a test: to look with a check of one's own, without a restore. Its notes are in memory, and
 * shared with those that are made from it. Immutable but for its notes: each method returns another. Thread-safe.
 *
 * @param operation the operation's id
 * @param target the target's reference
 * @param connection where Bolt is
 * @param restorePoint the time to which the restore went back
 * @param left how long the check may take
 * @param time the time to wait on
 * @param notes what was written down
 */
public record FakeCheckContext(
        String operation,
        String target,
        Optional<URI> connection,
        Instant restorePoint,
        Duration left,
        TimeSource time,
        Notes notes)
        implements CheckContext {

    /**
     * {@return a context: ten minutes for a check, an hour since the restore point, no connection}
     *
     * @param target such as {@code aura:2f49c2b3}
     * @param time the time
     */
    public static FakeCheckContext of(String target, TimeSource time) {
        return new FakeCheckContext(
                "0123456789abcdef",
                target,
                Optional.empty(),
                time.now().minus(Duration.ofHours(1)),
                Duration.ofMinutes(10),
                time,
                new MemoryNotes());
    }

    /**
     * The same for another operation.
     *
     * @param id its id
     * @return the changed context
     */
    public FakeCheckContext ofOperation(String id) {
        return new FakeCheckContext(id, target, connection, restorePoint, left, time, notes);
    }

    /**
     * The same with another limit.
     *
     * @param limit how long the check may take; does not run down
     * @return the changed context
     */
    public FakeCheckContext withLeft(Duration limit) {
        return new FakeCheckContext(operation, target, connection, restorePoint, limit, time, notes);
    }

    /**
     * The same with Bolt somewhere.
     *
     * @param bolt where
     * @return the changed context
     */
    public FakeCheckContext connectedTo(URI bolt) {
        return new FakeCheckContext(operation, target, Optional.of(bolt), restorePoint, left, time, notes);
    }

    private static final class MemoryNotes implements Notes {

        private final Map<String, String> written = new ConcurrentHashMap<>();

        @Override
        public void write(String key, String text) {
            written.put(key, text);
        }

        @Override
        public Optional<String> read(String key) {
            return Optional.ofNullable(written.get(key));
        }
    }
}
