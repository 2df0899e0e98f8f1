package dev.restore4j.testkit.store;

import java.time.Duration;
import java.util.OptionalLong;

/** How fast the stores are, how large their parts, and what they call them. Immutable. */
public final class StoreSettings {

    private static final StoreSettings DEFAULTS =
            new StoreSettings(OptionalLong.empty(), Duration.ZERO, 8 << 20, EntityTags.MD5);

    private final OptionalLong bytesPerSecond;
    private final Duration latency;
    private final long partBytes;
    private final EntityTags entityTags;

    private StoreSettings(OptionalLong bytesPerSecond, Duration latency, long partBytes, EntityTags entityTags) {
        this.bytesPerSecond = bytesPerSecond;
        this.latency = latency;
        this.partBytes = partBytes;
        this.entityTags = entityTags;
    }

    /** {@return as fast as the machine; parts of 8 MiB} */
    public static StoreSettings defaults() {
        return DEFAULTS;
    }

    /**
     * Caps the rate of each connection.
     *
     * @param value bytes in a second of real time, more than zero
     * @return the changed settings
     */
    public StoreSettings bytesPerSecond(long value) {
        if (value <= 0) {
            throw new IllegalArgumentException("a rate must be more than zero: " + value);
        }
        return new StoreSettings(OptionalLong.of(value), latency, partBytes, entityTags);
    }

    /**
     * Delays each reply.
     *
     * @param value real time, from the end of the request
     * @return the changed settings
     */
    public StoreSettings latency(Duration value) {
        return new StoreSettings(bytesPerSecond, value, partBytes, entityTags);
    }

    /**
     * Sets how large the parts are that clients of the store like Amazon's are told to send, at most: the archive is divided
     * evenly. What Aura chooses is not known.
     *
     * @param value bytes, more than zero
     * @return the changed settings
     */
    public StoreSettings partBytes(long value) {
        if (value <= 0) {
            throw new IllegalArgumentException("a part must have more than zero bytes: " + value);
        }
        return new StoreSettings(bytesPerSecond, latency, value, entityTags);
    }

    /**
     * Sets what the store like Amazon's calls a part. What Aura's does is not known.
     *
     * @param value the MD5 of its bytes unless this is called
     * @return the changed settings
     */
    public StoreSettings entityTags(EntityTags value) {
        return new StoreSettings(bytesPerSecond, latency, partBytes, value);
    }

    OptionalLong bytesPerSecond() {
        return bytesPerSecond;
    }

    Duration latency() {
        return latency;
    }

    long partBytes() {
        return partBytes;
    }

    EntityTags entityTags() {
        return entityTags;
    }
}
