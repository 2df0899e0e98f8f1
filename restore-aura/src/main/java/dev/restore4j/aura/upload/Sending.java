package dev.restore4j.aura.upload;

/**
 * What sending has to do with.
 *
 * @param file the file
 * @param console the Console
 * @param store the store
 * @param gauge counts and tells
 * @param time the workbench's time
 * @param note writes down what is to be remembered
 */
record Sending(VerifiedFile file, ConsoleSteps console, Store store, Gauge gauge, BenchTime time, Note note) {

    /** Writes down what is to be remembered. */
    interface Note {

        /** Survives the process before it returns. */
        void write(Remembered known);
    }
}
