package dev.restore4j.spi;

/** Something to restore into. Bound to the client it came from; thread-safe. */
public interface RestoreTarget {

    /**
     * {@return what names the target in the journal, such as {@code aura:2f49c2b3}: the same in every process, no secret}
     */
    String reference();

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
}
