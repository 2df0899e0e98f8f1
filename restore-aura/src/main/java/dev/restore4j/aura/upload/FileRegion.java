package dev.restore4j.aura.upload;

import dev.restore4j.time.TimeSource;
import java.io.EOFException;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A region of a file as a body of known length: 256 KiB at a time, read when they are asked for, from a position of its own. Each
 * buffer is a new one, since nobody says when the last one has left the machine. Thread-safe.
 */
final class FileRegion implements BodyPublisher {

    private static final int BUFFER = 256 * 1024;

    private final Path file;
    private final long from;
    private final long length;
    private final TimeSource time;
    private final LongConsumer counted;
    private volatile @Nullable Reading reading;
    private volatile @Nullable IOException problem;
    private volatile long touched;
    private volatile long taken;
    private volatile Checksum checksum = Checksum.NONE;
    private boolean closed;

    /**
     * A region that nobody reads yet.
     *
     * @param file which file
     * @param range first byte and number of bytes
     * @param time says when a byte was taken last
     * @param counted told how many bytes were taken, from the client's threads
     */
    FileRegion(Path file, Range range, TimeSource time, LongConsumer counted) {
        this.file = file;
        this.from = range.from();
        this.length = range.length();
        this.time = time;
        this.counted = counted;
        this.touched = time.nanoTime();
    }

    /**
     * Some bytes of a file.
     *
     * @param from the first
     * @param length how many
     */
    record Range(long from, long length) {}

    @Override
    public long contentLength() {
        return length;
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        Reading fresh = new Reading(subscriber);
        Reading former;
        synchronized (this) {
            former = reading;
            reading = fresh;
            if (closed) {
                fresh.cancel();
            }
        }
        if (former != null) {
            former.cancel(); // the client begins the same request once more
        }
        taken = 0;
        checksum = Checksum.NONE;
        subscriber.onSubscribe(fresh);
    }

    /** {@return how many bytes were taken; not all of them need have left the machine} */
    long taken() {
        return taken;
    }

    boolean isTaken() {
        return taken == length;
    }

    /** {@return of all bytes, as they were handed over; none unless all were taken} */
    Checksum checksum() {
        return checksum;
    }

    /** {@return when a byte was taken last, or it was made} */
    long touchedNanos() {
        return touched;
    }

    /** {@return what went wrong with the file, an {@link EOFException} where it has become shorter; null where nothing did} */
    @Nullable
    IOException problem() {
        return problem;
    }

    /** Nothing is read from now on. */
    void close() {
        Reading present;
        synchronized (this) {
            closed = true;
            present = reading;
        }
        if (present != null) {
            present.cancel();
        }
    }

    private final class Reading implements Subscription {

        private final Subscriber<? super ByteBuffer> subscriber;
        private final AtomicLong demand = new AtomicLong();
        private final CRC32 crc = new CRC32();
        private volatile boolean over;
        /** For whoever holds the demand above zero. */
        private @Nullable FileChannel channel;

        private long at;

        Reading(Subscriber<? super ByteBuffer> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void request(long n) {
            if (n <= 0) {
                cancel();
                subscriber.onError(new IllegalArgumentException("demand must be more than zero: " + n));
                return;
            }
            // whoever finds a demand above zero leaves the work to whom it belongs
            if (demand.getAndAccumulate(n, Reading::sum) == 0) {
                do {
                    step();
                } while (demand.decrementAndGet() > 0 && !over);
                if (over) {
                    closeChannel();
                }
            }
        }

        private static long sum(long left, long right) {
            long sum = left + right;
            return sum < 0 ? Long.MAX_VALUE : sum;
        }

        private void step() {
            if (over) {
                return;
            }
            ByteBuffer buffer;
            try {
                buffer = next();
            } catch (IOException e) {
                fail(e);
                return;
            }
            int n = buffer.remaining();
            at += n;
            crc.update(buffer.duplicate());
            boolean last = at == length;
            if (last) {
                over = true;
                checksum = Checksum.of(length, crc);
                closeChannel();
            }
            touched = time.nanoTime();
            taken = at;
            counted.accept(n);
            subscriber.onNext(buffer);
            if (last) {
                subscriber.onComplete();
            }
        }

        private ByteBuffer next() throws IOException {
            FileChannel open = open();
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER, length - at));
            while (buffer.hasRemaining()) {
                if (open.read(buffer, from + at + buffer.position()) < 0) {
                    throw new EOFException("the file has become shorter");
                }
            }
            return buffer.flip();
        }

        private FileChannel open() throws IOException {
            FileChannel open = channel;
            if (open == null) {
                open = FileChannel.open(file, StandardOpenOption.READ);
                channel = open;
            }
            return open;
        }

        /** A channel that was closed by an interrupt says nothing about the file. */
        private void fail(IOException error) {
            over = true;
            if (!(error instanceof ClosedChannelException)) {
                problem = error;
            }
            subscriber.onError(error);
        }

        /**
         * Only says so: closing waits for a read that hangs, as the disk below it. Whoever reads closes when it comes back. Where
         * nobody reads, the demand that is left here keeps everybody else from it, and a thread of its own closes.
         */
        @Override
        public void cancel() {
            over = true;
            if (demand.getAndAccumulate(1, Reading::sum) == 0 && channel != null) {
                Thread unused = time.fork("restore4j-close", this::closeChannel);
            }
        }

        private void closeChannel() {
            FileChannel open = channel;
            channel = null;
            if (open != null) {
                try {
                    open.close();
                } catch (IOException e) {
                    // nothing was written through it
                }
            }
        }
    }
}
