package dev.restore4j.aura.baseline;

import java.util.Locale;

/** 128 bits of a SHA-256, or a sum of such, in which the order does not matter and equal ones do not cancel out. */
record ContentHash(long high, long low) implements Comparable<ContentHash> {

    static final ContentHash ZERO = new ContentHash(0, 0);

    ContentHash plus(ContentHash other) {
        return new ContentHash(high + other.high, low + other.low);
    }

    @Override
    public int compareTo(ContentHash other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%016x%016x", high, low);
    }
}
