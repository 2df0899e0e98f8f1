package dev.restore4j.spi;

/** Deletes what a rehearsal has created. Thread-safe. */
public interface Disposal {

    /** What became of it. */
    enum Disposed {
        /** It is gone, or on its way out. */
        GONE,
        /** Not yet: ask again. */
        NOT_YET
    }

    /**
     * Deletes an instance that the operation created; idempotent. One that does not carry the operation's id in its name is
     * never deleted.
     *
     * @param look for which operation, and which instance it created
     * @return what became of it
     * @throws dev.restore4j.error.RestoreException if the service refuses or cannot be reached
     * @throws InterruptedException if the thread was interrupted
     */
    Disposed delete(Look look) throws InterruptedException;
}
