package dev.restore4j.testkit.store;

import java.util.EnumSet;
import java.util.Set;

/** One thing that goes wrong with one request to a store. Immutable. */
public final class StoreFault {

    private static final Set<StoreCall> ALL = EnumSet.complementOf(EnumSet.of(StoreCall.OTHER));
    private static final Set<StoreCall> SENDING = EnumSet.of(StoreCall.SESSION_BYTES, StoreCall.PART);
    private static final Set<StoreCall> OF_A_SESSION = EnumSet.of(StoreCall.SESSION_BYTES, StoreCall.SESSION_POSITION);

    private final String name;
    private final Set<StoreCall> calls;
    private final Kind kind;
    private final long number;

    private StoreFault(String name, Set<StoreCall> calls, Kind kind, long number) {
        this.name = name;
        this.calls = calls;
        this.kind = kind;
        this.number = number;
    }

    /**
     * An answer in XML. All bytes were read; a session has kept half of them, and a part is not kept.
     *
     * @param status for example 503
     * @return the fault
     */
    public static StoreFault error(int status) {
        return new StoreFault(String.valueOf(status), ALL, Kind.ERROR, status);
    }

    /**
     * The connection is reset after some bytes. A session has kept them, in whole blocks of 256 KiB; a part is not kept.
     *
     * @param bytes how many arrive; all of a request that has fewer
     * @return the fault
     */
    public static StoreFault resetAfter(long bytes) {
        return new StoreFault("reset after " + bytes, SENDING, Kind.RESET, bytes);
    }

    /** {@return the connection is reset before anything is read} */
    public static StoreFault reset() {
        return new StoreFault("reset", ALL, Kind.RESET, 0);
    }

    /**
     * After some bytes, nothing more is read or answered until the fake is closed.
     *
     * @param bytes how many arrive; all of a request that has fewer
     * @return the fault
     */
    public static StoreFault stallAfter(long bytes) {
        return new StoreFault("stall after " + bytes, SENDING, Kind.STALL, bytes);
    }

    /** {@return all is done, and nothing is answered until the fake is closed} */
    public static StoreFault stallAfterWork() {
        return new StoreFault("stall after work", ALL, Kind.STALL_AFTER_WORK, 0);
    }

    /** {@return all is done, and the connection is reset in place of an answer} */
    public static StoreFault answerLost() {
        return new StoreFault("answer lost", ALL, Kind.ANSWER_LOST, 0);
    }

    /**
     * The session keeps fewer bytes of this request than it was sent, and says so with 308, also at the end of the file.
     *
     * @param bytes how many it keeps, in whole blocks of 256 KiB
     * @return the fault
     */
    public static StoreFault keepsOnly(long bytes) {
        return new StoreFault("keeps only " + bytes, EnumSet.of(StoreCall.SESSION_BYTES), Kind.KEEPS_ONLY, bytes);
    }

    /** {@return the session is gone, from this request on: 410} */
    public static StoreFault sessionExpired() {
        return sessionExpired(410);
    }

    /**
     * The session is gone, from this request on.
     *
     * @param status 404 or 410
     * @return the fault
     */
    public static StoreFault sessionExpired(int status) {
        return new StoreFault("session expired " + status, OF_A_SESSION, Kind.EXPIRED, status);
    }

    /** {@return 403 in XML: the address is not valid any more; nothing is done} */
    public static StoreFault addressExpired() {
        return new StoreFault("address expired", ALL, Kind.ADDRESS_EXPIRED, 403);
    }

    /** {@return a page of HTML with status 200, and none of the headers that matter; nothing is done} */
    public static StoreFault nonsense() {
        return new StoreFault("nonsense", ALL, Kind.NONSENSE, 200);
    }

    /** {@return a bit of every 64 KiB or less that arrive is kept the other way round, and the answer is as usual} */
    public static StoreFault flippedBit() {
        return new StoreFault("flipped bit", SENDING, Kind.FLIPPED_BIT, 0);
    }

    /** {@return what to write in a transcript} */
    @Override
    public String toString() {
        return name;
    }

    boolean suits(StoreCall call) {
        return calls.contains(call);
    }

    boolean is(Kind other) {
        return kind == other;
    }

    /** A status, or how many bytes. */
    long number() {
        return number;
    }

    enum Kind {
        ERROR,
        RESET,
        STALL,
        STALL_AFTER_WORK,
        ANSWER_LOST,
        KEEPS_ONLY,
        EXPIRED,
        ADDRESS_EXPIRED,
        NONSENSE,
        FLIPPED_BIT
    }
}
