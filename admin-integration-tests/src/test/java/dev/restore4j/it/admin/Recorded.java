package dev.restore4j.it.admin;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** Keeps what the library logs, of every level, and lets nothing of it through, until it is closed. */
final class Recorded extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Logger library = (Logger) LoggerFactory.getLogger("dev.restore4j");
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Level before = library.getLevel();

    private Recorded() {
        setContext(library.getLoggerContext());
        start();
        library.addAppender(this);
        library.setLevel(Level.TRACE);
        library.setAdditive(false);
    }

    static Recorded fromNow() {
        return new Recorded();
    }

    @Override
    protected void append(ILoggingEvent event) {
        String error = event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
        lines.add(event.getLevel() + " " + event.getFormattedMessage() + " " + event.getMDCPropertyMap() + error);
    }

    /** {@return the lines so far, with what was thrown} */
    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        library.detachAppender(this);
        library.setLevel(before);
        library.setAdditive(true);
        stop();
    }
}
