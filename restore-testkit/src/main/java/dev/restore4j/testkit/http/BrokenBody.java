package dev.restore4j.testkit.http;

import dev.restore4j.testkit.wire.Delivery;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/**
 * A body that does not end as it should. WireMock reads it once for its journal, for which it is empty, and once by
 * {@link #transferTo} for the client.
 */
final class BrokenBody extends InputStream {

    private static final int CHUNK = 16 * 1024;

    private final byte[] body;
    private final Delivery delivery;
    private final CountDownLatch closed;

    BrokenBody(byte[] body, Delivery delivery, CountDownLatch closed) {
        this.body = body;
        this.delivery = delivery;
        this.closed = closed;
    }

    @Override
    public int read() {
        return -1;
    }

    @Override
    public long transferTo(OutputStream out) throws IOException {
        boolean endless = delivery.mode() == Delivery.Mode.ENDLESS;
        out.write(body, 0, endless ? body.length : Math.min(body.length, delivery.bytes()));
        out.flush();
        if (endless) {
            writeUntilClosed(out);
        } else if (delivery.mode() == Delivery.Mode.STALLED_IN_BODY) {
            waitUntilClosed(closed);
        }
        throw new IOException("the body ends here on purpose");
    }

    static void waitUntilClosed(CountDownLatch closed) {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends when the client goes away, too: then writing fails. */
    private void writeUntilClosed(OutputStream out) throws IOException {
        byte[] blanks = new byte[CHUNK];
        Arrays.fill(blanks, (byte) ' ');
        while (closed.getCount() > 0) {
            out.write(blanks);
        }
    }
}
