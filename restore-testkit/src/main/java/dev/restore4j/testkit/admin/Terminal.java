package dev.restore4j.testkit.admin;

import dev.restore4j.time.TimeSource;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The two streams of a run and its clock. */
final class Terminal {

    private static final DateTimeFormatter LOG_TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd HH:mm:ss.SSSxx", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Nothing is buffered: what was printed has left the process when it is killed. */
    private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);

    private final FileOutputStream err = new FileOutputStream(FileDescriptor.err);
    private final TimeSource time = TimeSource.system();
    private final long begin = time.nanoTime();

    /** Which of the two. */
    enum Stream {
        OUT,
        ERR
    }

    void write(Stream stream, byte[] bytes) {
        try {
            (stream == Stream.OUT ? out : err).write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void print(Stream stream, String text) {
        write(stream, text.getBytes(StandardCharsets.UTF_8));
    }

    void line(Stream stream, String text) {
        print(stream, text + "\n");
    }

    void out(String text) {
        line(Stream.OUT, text);
    }

    void err(String text) {
        line(Stream.ERR, text);
    }

    void log(Stream stream, String level, String text) {
        line(stream, "%s %-5s [o.n.c.d.DumpCommand] %s".formatted(LOG_TIME.format(time.now()), level, text));
    }

    String logTime() {
        return LOG_TIME.format(time.now());
    }

    void close() {
        try {
            out.close();
            err.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Duration elapsed() {
        return Duration.ofNanos(time.nanoTime() - begin);
    }

    void sleep(Duration duration) {
        try {
            time.sleep(duration);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
