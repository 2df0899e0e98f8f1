package dev.restore4j.testkit.store;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What becomes of the bytes of one request under its fault.
 *
 * @param read how many are read
 * @param keep how many of them a session keeps
 * @param flipsBit whether the first byte is kept wrong
 */
record IntakePlan(long read, long keep, boolean flipsBit) {

    static IntakePlan of(long length, Optional<StoreFault> fault) {
        long read = length;
        long keep = length;
        if (is(fault, StoreFault.Kind.RESET) || is(fault, StoreFault.Kind.STALL)) {
            read = Math.min(length, fault.get().number());
            keep = read;
        } else if (is(fault, StoreFault.Kind.KEEPS_ONLY)) {
            keep = Math.min(length - 1, fault.get().number());
        } else if (is(fault, StoreFault.Kind.ERROR)) {
            keep = length / 2;
        } else if (is(fault, StoreFault.Kind.NONSENSE) || is(fault, StoreFault.Kind.ADDRESS_EXPIRED)) {
            keep = 0;
        }
        return new IntakePlan(read, keep, is(fault, StoreFault.Kind.FLIPPED_BIT));
    }

    static boolean is(Optional<StoreFault> fault, StoreFault.Kind kind) {
        return fault.isPresent() && fault.get().is(kind);
    }

    /** Makes the bytes wrong, if they are to be: one bit of each buffer. */
    void spoil(ByteBuffer bytes) {
        if (flipsBit) {
            bytes.put(bytes.position(), (byte) (bytes.get(bytes.position()) ^ 1));
        }
    }
}
