package dev.restore4j.benchmarks;

import java.util.List;

/** Something that is measured. */
interface Benchmark {

    /** How much of it. */
    enum Scale {
        /** What the numbers are for. */
        FULL,
        /** As little as shows that it still works. */
        SMOKE;

        int choose(int full, int smoke) {
            return this == FULL ? full : smoke;
        }
    }

    /**
     * {@return the tables, measured now}
     *
     * @param scale how much
     * @throws Exception as it likes: a measurement that fails has no numbers
     */
    List<Table> measure(Scale scale) throws Exception;
}
