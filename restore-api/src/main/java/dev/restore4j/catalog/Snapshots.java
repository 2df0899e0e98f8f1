package dev.restore4j.catalog;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The snapshots of an instance. Only completed ones are seen, unless {@link #inAnyState()} is asked for. Thread-safe.
 *
 * <p>Aura lists the snapshots of one day a request and does not document in which time zone that day is. Therefore every
 * search by time reads a day more at either end and compares time stamps. Each day is one read from the client's request
 * budget; {@link #between} reads them lazily.
 */
public interface Snapshots {

    /** {@return the same snapshots, with those that are pending, in progress, failed or cancelled} */
    Snapshots inAnyState();

    /**
     * {@return the snapshots whose time stamp lies within a day of UTC, newest first; sends three reads}
     *
     * @param day the day in UTC
     */
    List<Snapshot> on(LocalDate day);

    /**
     * {@return the snapshots of a span of time, newest first, read day by day as the stream is consumed}
     *
     * @param from the earliest time stamp
     * @param until the latest time stamp, not before {@code from}
     */
    Stream<Snapshot> between(Instant from, Instant until);

    /**
     * {@return the newest snapshot}
     *
     * @param within how far back to look from now, in days
     */
    Optional<Snapshot> latest(Period within);

    /**
     * {@return the newest snapshot that was taken before a moment}
     *
     * @param moment the moment; a snapshot of exactly that time stamp is not before it
     * @param within how far back to look from that moment, in days
     */
    Optional<Snapshot> latestBefore(Instant moment, Period within);

    /**
     * {@return the snapshot of this id, in whatever state it is; sends one read}
     *
     * @param id the snapshot's id
     * @throws dev.restore4j.error.RestoreRejectedException if it does not exist; the message names those of the last days
     */
    Snapshot get(String id);
}
