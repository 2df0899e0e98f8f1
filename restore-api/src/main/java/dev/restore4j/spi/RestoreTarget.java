package dev.restore4j.spi;

import java.util.Optional;

/** Something to restore into. Bound to the client it came from; thread-safe. */
public interface RestoreTarget {

    /**
     * {@return what names the target in the journal, such as {@code aura:2f49c2b3}: the same in every process, no secret}
     */
    String reference();

    /**
     * {@return what names an instance that an operation on this target created, as {@link #reference()} would}
     *
     * @param created its id
     */
    default String referenceOf(String created) {
        return created;
    }

    /** {@return where its operations are journalled, and what they run on} */
    RestoreEnvironment environment();

    /**
     * {@return the same target as one route's: what it shows is read as the effect of that route}
     *
     * @param route the kind of route, as {@link RestoreRoute#kind()}
     */
    default RestoreTarget along(String route) {
        return this;
    }

    /** {@return the same target for a rehearsal: what is created for one says so in its name} */
    default RestoreTarget forRehearsal() {
        return this;
    }

    /**
     * Looks at the target once. Sends reads only.
     *
     * @param look for which operation, and how urgent it is
     * @return what was seen
     * @throws dev.restore4j.error.AccessException if the credentials are refused
     * @throws dev.restore4j.error.UnavailableException if nothing could be read for now
     * @throws dev.restore4j.error.ProtocolException if the answer makes no sense
     * @throws InterruptedException if the thread was interrupted
     */
    Observation observe(Look look) throws InterruptedException;

    /** {@return what keeps its present data before it is overwritten; empty where nothing can, or where there is none} */
    default Optional<Safeguard> safeguard() {
        return Optional.empty();
    }

    /** {@return what deletes the instance that an operation created; empty where operations create none} */
    default Optional<Disposal> disposal() {
        return Optional.empty();
    }

    /**
     * {@return where the target serves Bolt, or the instance that the operation created; empty where that is not stated, or not
     * yet}
     *
     * <p>Sends reads only.
     *
     * @param look for which operation, and how urgent it is
     * @throws dev.restore4j.error.RestoreException if it could not be read
     * @throws InterruptedException if the thread was interrupted
     */
    default Optional<java.net.URI> connection(Look look) throws InterruptedException {
        return Optional.empty();
    }
}
