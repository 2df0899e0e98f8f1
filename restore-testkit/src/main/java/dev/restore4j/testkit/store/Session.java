package dev.restore4j.testkit.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A resumable session like Google's. What is not the end of the file is kept in whole blocks of 256 KiB; bytes that it has
 * already are skipped.
 */
final class Session {

    static final long BLOCK = 256 * 1024;

    final SessionObject object;

    private final Path file;
    private boolean made;
    private final ReentrantLock oneWriter = new ReentrantLock();
    private volatile long kept;
    private volatile boolean complete;
    private volatile int goneWith;

    Session(SessionObject object, Path file) {
        this.object = object;
        this.file = file;
    }

    /** {@return how many bytes it has} */
    long kept() {
        return kept;
    }

    boolean isComplete() {
        return complete;
    }

    void expire(int status) {
        goneWith = status;
    }

    /** {@return the status with which it answers everything; 0 while it lives} */
    int goneWith() {
        return goneWith;
    }

    /**
     * Takes the bytes of one request; a second request waits.
     *
     * @param range which they are, not beyond those that it has
     * @param intake reads them
     * @param plan how many are read and kept
     */
    void take(ContentRange range, Intake intake, IntakePlan plan) throws IOException, InterruptedException {
        oneWriter.lockInterruptibly();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long before = kept;
            long keepTo = range.first() + plan.keep();
            Place place = new Place(range.first());
            intake.read(plan.read(), bytes -> {
                plan.spoil(bytes);
                place.put(bytes, channel, before, keepTo);
            });
            long end = Math.min(keepTo, range.first() + intake.length());
            boolean atEnd = range.isLast() && end == range.end();
            kept = Math.max(before, atEnd ? end : end / BLOCK * BLOCK);
            channel.truncate(kept);
            complete = atEnd && kept == end;
        } finally {
            oneWriter.unlock();
        }
    }

    /** {@return whether the object is made of it; two requests of one session may both come to its end} */
    synchronized boolean finish() {
        made |= object.create(file);
        return made;
    }

    /** Where in the file the next bytes belong. */
    private static final class Place {

        private long at;

        Place(long at) {
            this.at = at;
        }

        /** Writes what is neither there already nor to be dropped. */
        void put(ByteBuffer bytes, FileChannel channel, long from, long to) throws IOException {
            long start = at;
            at += bytes.remaining();
            long first = Math.max(start, from);
            long end = Math.min(at, to);
            if (first < end) {
                bytes.limit((int) (end - start)).position((int) (first - start));
                for (long position = first; bytes.hasRemaining(); ) {
                    position += channel.write(bytes, position);
                }
            }
        }
    }
}
