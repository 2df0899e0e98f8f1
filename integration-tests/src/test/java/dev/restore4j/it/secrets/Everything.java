package dev.restore4j.it.secrets;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import org.slf4j.LoggerFactory;

/**
 * Everything that this JVM says while it is open: logs of every level and of both kinds, standard output and error, the
 * flight recorder's file; and what it is given: objects, errors, directories.
 */
final class Everything implements AutoCloseable {

    /** Where a text came from. */
    enum Channel {
        LOG,
        JDK_LOG,
        OUTPUT,
        FLIGHT_RECORDING,
        FILE,
        EVENT,
        ERROR,
        OBJECT
    }

    /** What was said, and where. */
    record Text(Channel channel, String text) {}

    private final Queue<Text> texts = new ConcurrentLinkedQueue<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level levelBefore = root.getLevel();
    private final Appender appender = new Appender();
    private final java.util.logging.Logger jdkRoot = LogManager.getLogManager().getLogger("");
    private final java.util.logging.Level jdkLevelBefore = jdkRoot.getLevel();
    private final JdkHandler jdkHandler = new JdkHandler();
    private final PrintStream outBefore = System.out;
    private final PrintStream errBefore = System.err;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final Recording recording = new Recording();
    private final Path scratch;

    Everything(Path scratch) {
        this.scratch = scratch;
        // what is on the console for people stays as it was
        root.iteratorForAppenders().forEachRemaining(console -> console.addFilter(new OnlyErrors()));
        appender.setContext(root.getLoggerContext());
        appender.start();
        root.addAppender(appender);
        root.setLevel(Level.TRACE);
        jdkHandler.setLevel(java.util.logging.Level.ALL);
        jdkRoot.addHandler(jdkHandler);
        jdkRoot.setLevel(java.util.logging.Level.ALL);
        System.setOut(new PrintStream(new Tee(outBefore, output), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new Tee(errBefore, output), true, StandardCharsets.UTF_8));
        FlightRecorder.getFlightRecorder().getEventTypes().stream()
                .map(type -> type.getName())
                .filter(name -> name.startsWith("dev.restore4j."))
                .forEach(recording::enable);
        recording.start();
    }

    void add(Channel channel, Object said) {
        texts.add(new Text(channel, String.valueOf(said)));
    }

    /** An error with all that it carries, as somebody would print it. */
    void addError(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        add(Channel.ERROR, text);
        addObjects(error);
    }

    void addObjects(Object... roots) {
        Reachable.from(roots).forEach(text -> add(Channel.OBJECT, text));
    }

    void addFiles(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                add(Channel.FILE, file + "\n" + bytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return what was said since the last call, but for what is told at the end} */
    List<Text> drain() {
        List<Text> drained = new ArrayList<>();
        for (Text text = texts.poll(); text != null; text = texts.poll()) {
            drained.add(text);
        }
        return drained;
    }

    /** {@return all texts so far; ends the flight recording} */
    List<Text> texts() {
        if (recording.getState() == jdk.jfr.RecordingState.RUNNING) {
            recording.stop();
            Path file = scratch.resolve("restore.jfr");
            try {
                recording.dump(file);
                add(Channel.FLIGHT_RECORDING, bytes(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            add(Channel.OUTPUT, output.toString(StandardCharsets.UTF_8));
        }
        return List.copyOf(texts);
    }

    private static String bytes(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        root.detachAppender(appender);
        root.setLevel(levelBefore);
        root.iteratorForAppenders().forEachRemaining(console -> console.clearAllFilters());
        jdkRoot.removeHandler(jdkHandler);
        jdkRoot.setLevel(jdkLevelBefore);
        System.setOut(outBefore);
        System.setErr(errBefore);
        recording.close();
    }

    private final class Appender extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            String error =
                    event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
            add(
                    Channel.LOG,
                    event.getLevel() + " " + event.getLoggerName() + " " + event.getMDCPropertyMap() + " "
                            + event.getFormattedMessage() + " " + error);
        }
    }

    private final class JdkHandler extends Handler {
        @Override
        public void publish(LogRecord event) {
            add(Channel.JDK_LOG, event.getLoggerName() + " " + event.getMessage() + " " + event.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private static final class OnlyErrors extends ch.qos.logback.core.filter.Filter<ILoggingEvent> {
        @Override
        public ch.qos.logback.core.spi.FilterReply decide(ILoggingEvent event) {
            return event.getLevel().isGreaterOrEqual(Level.ERROR)
                    ? ch.qos.logback.core.spi.FilterReply.NEUTRAL
                    : ch.qos.logback.core.spi.FilterReply.DENY;
        }
    }

    private static final class Tee extends OutputStream {

        private final OutputStream first;
        private final OutputStream second;

        Tee(OutputStream first, OutputStream second) {
            this.first = first;
            this.second = second;
        }

        @Override
        public void write(int b) throws IOException {
            first.write(b);
            second.write(b);
        }

        @Override
        public void flush() throws IOException {
            first.flush();
        }
    }
}
