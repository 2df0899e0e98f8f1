package dev.restore4j.spi;

import dev.restore4j.operation.OperationId;
import java.util.List;
import java.util.Optional;

/** The way from one source to one target. Thread-safe. */
public interface RestoreRoute {

    /** {@return the kind of route, a stable word such as {@code snapshot-in-place}} */
    String kind();

    /** {@return what names the source in the journal, such as {@code aura:2f49c2b3/snapshot/…}} */
    String sourceReference();

    /** {@return the target} */
    RestoreTarget target();

    /**
     * {@return what the source is like now that it was not when an operation was confirmed, a phrase a field as of
     * {@link Fingerprint#changesTo}; empty where it is what it was, where it is not there any more, and where that takes a request.
     * An operation that has ended is not what somebody means who says its name and has another source by now} Sends nothing.
     *
     * @param confirmed the source as it was confirmed
     */
    default List<String> changesSince(SourceView confirmed) {
        return List.of();
    }

    /** {@return what is done before the request; empty where nothing is, and where it was done} */
    default Optional<Preparation> preparation() {
        return Optional.empty();
    }

    /**
     * Reads source and target. Sends reads only.
     *
     * @param urgency how urgent the reads are
     * @return both as seen, and what was found
     * @throws dev.restore4j.error.RestoreException as {@link RestoreTarget#observe}; a source or target that does not exist
     *     is a {@link dev.restore4j.error.RestoreRejectedException}
     * @throws InterruptedException if the thread was interrupted
     */
    Preflight look(Urgency urgency) throws InterruptedException;

    /**
     * Sends the one request that cannot be repeated, once: it is not sent again here whatever the answer is.
     *
     * <p>Where it has to wait for a place in a budget, for a token, or for anything else before it can be sent, and cannot be
     * sent by the given time, it is not sent at all: {@link SubmissionAnswer.NotTakenOver}. What was checked would be too
     * old by then.
     *
     * @param operation the operation it is sent for
     * @param latestNanos the latest time to send it, a reading of the environment's time source
     * @return what is known of it; never an exception for anything that happened after the first byte may have been sent
     * @throws InterruptedException if the thread was interrupted before anything was sent
     */
    SubmissionAnswer submit(OperationId operation, long latestNanos) throws InterruptedException;
}
