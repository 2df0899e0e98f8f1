package dev.restore4j.testkit.wire;

import java.util.UUID;

/**
 * Numbers drawn by hash: the same seed and the same names give the same number, whatever was drawn before. Immutable.
 */
public final class Draw {

    private final long seed;

    private Draw(long seed) {
        this.seed = seed;
    }

    /**
     * A draw from a seed.
     *
     * @param seed any number
     * @return the draw
     */
    public static Draw of(long seed) {
        return new Draw(mix(seed));
    }

    /**
     * A draw that depends on one thing more.
     *
     * @param part told apart by its {@code toString}
     * @return the draw
     */
    public Draw at(Object part) {
        long hash = seed ^ 0xcbf29ce484222325L;
        String text = part.toString();
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return new Draw(mix(hash));
    }

    /** {@return all 64 bits} */
    public long bits() {
        return seed;
    }

    /** {@return a number from 0 to just under 1} */
    public double fraction() {
        return (seed >>> 11) * 0x1.0p-53;
    }

    /**
     * A whole number.
     *
     * @param bound more than zero
     * @return from 0 to just under the bound
     */
    public int below(int bound) {
        return (int) (fraction() * bound);
    }

    /** {@return a UUID of version 4} */
    public UUID uuid() {
        long high = (mix(seed + 1) & ~0xf000L) | 0x4000L;
        long low = (mix(seed + 2) >>> 2) | 0x8000000000000000L;
        return new UUID(high, low);
    }

    /**
     * Some hexadecimal digits.
     *
     * @param digits how many, at most 64
     * @return lower case
     */
    public String hex(int digits) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < digits; i++) {
            String block = Long.toHexString(mix(seed + 17L * (i + 1)));
            text.append("0".repeat(16 - block.length())).append(block);
        }
        return text.substring(0, digits);
    }

    // the finalizer of SplitMix64
    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
