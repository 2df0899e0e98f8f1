package dev.restore4j.testkit.contract;

/**
 * One thing that a client relies on.
 *
 * @param name a sentence
 * @param step throws an {@link AssertionError} if it is not so
 */
public record Check(String name, Step step) {

    /** A check's program. */
    @FunctionalInterface
    public interface Step {

        /**
         * Checks.
         *
         * @throws Exception what the HTTP client throws
         */
        void run() throws Exception;
    }

    /**
     * Checks.
     *
     * @throws Exception what the HTTP client throws
     */
    public void run() throws Exception {
        step.run();
    }

    static void that(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }

    static void equal(Object expected, Object actual, String what) {
        that(expected.equals(actual), what + " should be " + expected + " but is " + actual);
    }
}
