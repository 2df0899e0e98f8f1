package dev.restore4j.admin.process;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** One stream of a child, read without ever blocking: whoever holds the other end may keep it for ever. Used by one thread. */
final class Pipe {

    /** How many characters of a stream's end are kept. */
    static final int TAIL = 64 * 1024;

    /** How many characters of a line are kept. */
    static final int LINE = 8 * 1024;

    private final InputStream stream;
    private final Redaction redaction;
    private final Tail tail = new Tail(TAIL);
    private final LineSplitter lines;
    private final byte[] buffer = new byte[64 * 1024];

    Pipe(InputStream stream, Redaction redaction, Consumer<String> listener) {
        this.stream = stream;
        this.redaction = redaction;
        this.lines = new LineSplitter(LINE, line -> {
            tail.add(line);
            listener.accept(line);
        });
    }

    /** Takes what is there, and says whether there was anything. */
    boolean pump() {
        try {
            int available = stream.available();
            if (available <= 0) {
                return false;
            }
            int length = stream.read(buffer, 0, Math.min(available, buffer.length));
            if (length > 0) {
                lines.accept(buffer, length);
            }
            return length > 0;
        } catch (IOException e) {
            return false; // the system closed it; what was read is kept
        }
    }

    /** Hands over half a line. */
    void end() {
        lines.end();
    }

    void close() {
        try {
            stream.close();
        } catch (IOException e) {
            // nothing more is read from it
        }
    }

    String tail() {
        return redaction.apply(tail.text());
    }
}
