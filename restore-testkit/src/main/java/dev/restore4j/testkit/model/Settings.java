package dev.restore4j.testkit.model;

/**
 * What a model is made of.
 *
 * @param seed of all ids, durations and draws
 * @param quirks which of the possible Auras it is
 * @param times how long operations take
 * @param limits what the account may have
 */
public record Settings(long seed, Quirks quirks, OperationTimes times, Limits limits) {

    /**
     * The documented Aura with usual times and a paid account.
     *
     * @param seed of all ids, durations and draws
     * @return the settings
     */
    public static Settings seeded(long seed) {
        return new Settings(seed, Quirks.documented(), OperationTimes.typical(), Limits.paid());
    }

    /**
     * The same with other quirks.
     *
     * @param other which
     * @return the changed settings
     */
    public Settings with(Quirks other) {
        return new Settings(seed, other, times, limits);
    }

    /**
     * The same with other times.
     *
     * @param other which
     * @return the changed settings
     */
    public Settings with(OperationTimes other) {
        return new Settings(seed, quirks, other, limits);
    }

    /**
     * The same with other limits.
     *
     * @param other which
     * @return the changed settings
     */
    public Settings with(Limits other) {
        return new Settings(seed, quirks, times, other);
    }

    /**
     * The same with another seed.
     *
     * @param other which
     * @return the changed settings
     */
    public Settings with(long other) {
        return new Settings(other, quirks, times, limits);
    }
}
