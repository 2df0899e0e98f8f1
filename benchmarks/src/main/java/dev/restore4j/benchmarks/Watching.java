package dev.restore4j.benchmarks;

/** A way to find out that restores have ended. */
interface Watching {

    /** {@return what it is called in the table} */
    String name();

    /**
     * Watches until all ends are known; called in the world's virtual time.
     *
     * @param scene the world, which is told of each end that is known
     * @throws InterruptedException if the thread was interrupted
     */
    void watch(Scene scene) throws InterruptedException;
}
