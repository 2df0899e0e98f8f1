package dev.restore4j.testkit.model;

import java.time.Instant;

/**
 * A snapshot of a fake instance, as it really is.
 *
 * @param id opaque
 * @param instanceId the instance it was taken of
 * @param profile {@code AdHoc} or {@code Scheduled}
 * @param extent whether it stands alone; the API does not say
 * @param timestamp when its taking began: the data is that of this moment
 * @param content the label of the data in it
 */
public record FakeSnapshot(
        String id, String instanceId, String profile, Extent extent, Instant timestamp, String content) {

    /** Whether a snapshot stands alone. */
    public enum Extent {
        /** The whole data. */
        FULL,
        /** The changes since the last full one; cannot be exported. */
        DIFFERENTIAL
    }
}
