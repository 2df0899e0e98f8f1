package dev.restore4j.catalog;

import dev.restore4j.spi.RestoreSource;
import java.time.Instant;
import java.util.Optional;

/** A snapshot as it was last read, bound to the client it came from. Accessors send nothing. Thread-safe. */
public interface Snapshot extends RestoreSource {

    /** {@return the id: opaque, often a UUID, not always} */
    String id();

    /** {@return the id of the instance it was taken of} */
    String instanceId();

    /** {@return the time to which it restores, as Aura states it} */
    Instant timestamp();

    /** {@return the status when it was read} */
    SnapshotStatus status();

    /** {@return {@code Scheduled} or {@code AdHoc}, or another word} */
    String profile();

    /**
     * {@return whether it could be exported when it was read; empty where Aura does not state it}
     *
     * <p>Overwriting another instance and creating one need an exportable snapshot. It becomes so when it is completed,
     * and stops being so earlier than it stops being restorable.
     */
    Optional<Boolean> exportable();
}
