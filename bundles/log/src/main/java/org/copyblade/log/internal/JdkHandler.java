package org.copyblade.log.internal;

import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.slf4j.event.Level;

/** Brings here what is said by the logging of the Java library. */
final class JdkHandler extends Handler {
    private static final String NAMELESS = "java";

    private final Loggers loggers;

    JdkHandler(Loggers loggers) {
        this.loggers = loggers;
        setFormatter(new MessageOnly());
    }

    @Override
    public void publish(LogRecord said) {
        String name = said.getLoggerName() == null ? NAMELESS : said.getLoggerName();
        loggers.getLogger(name).write(level(said.getLevel()), getFormatter().format(said), said.getThrown());
    }

    private static Level level(java.util.logging.Level level) {
        int value = level.intValue();
        if (value >= java.util.logging.Level.SEVERE.intValue()) {
            return Level.ERROR;
        }
        if (value >= java.util.logging.Level.WARNING.intValue()) {
            return Level.WARN;
        }
        return value >= java.util.logging.Level.INFO.intValue() ? Level.INFO : Level.DEBUG;
    }

    @Override
    public void flush() {
        // no line waits
    }

    @Override
    public void close() {
        // the file is others' too
    }

    private static final class MessageOnly extends Formatter {
        @Override
        public String format(LogRecord said) {
            return formatMessage(said);
        }
    }
}
