package dev.restore4j.spi;

import java.util.Optional;

/** Something to restore from: a snapshot, a backup file, a database. Bound to the client it came from; thread-safe. */
public interface RestoreSource {

    /** {@return the target that is meant when a plan names none: a snapshot's own instance} */
    Optional<RestoreTarget> home();

    /**
     * {@return the way from this source to a target; sends nothing}
     *
     * @param target where to
     * @throws dev.restore4j.error.RestoreRejectedException if there is none, for instance between two credentials
     */
    RestoreRoute to(RestoreTarget target);
}
