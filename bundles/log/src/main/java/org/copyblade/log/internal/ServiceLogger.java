package org.copyblade.log.internal;

import java.util.Locale;
import org.osgi.service.log.FormatterLogger;
import org.osgi.service.log.LoggerConsumer;
import org.slf4j.event.Level;
import org.slf4j.helpers.FormattingTuple;
import org.slf4j.helpers.MessageFormatter;

/** One logger of the log service; an audit is written as an error is. */
final class ServiceLogger implements FormatterLogger {
    private final SinkLogger logger;
    private final boolean printf;

    /** @param printf whether patterns are those of {@link String#format}, and not pairs of braces */
    ServiceLogger(SinkLogger logger, boolean printf) {
        this.logger = logger;
        this.printf = printf;
    }

    /** A last argument that is thrown, and has no place in the message, is shown with its stack. */
    private void write(Level level, String pattern, Object... arguments) {
        if (!logger.isEnabled(level)) {
            return;
        }
        FormattingTuple text = MessageFormatter.arrayFormat(pattern, arguments);
        String message = printf ? String.format(Locale.ROOT, pattern, arguments) : text.getMessage();
        logger.write(level, message, text.getThrowable());
    }

    @Override
    public String getName() {
        return logger.getName();
    }

    @Override
    public boolean isTraceEnabled() {
        return logger.isEnabled(Level.TRACE);
    }

    @Override
    public void trace(String message) {
        logger.write(Level.TRACE, message, null);
    }

    @Override
    public void trace(String pattern, Object argument) {
        write(Level.TRACE, pattern, argument);
    }

    @Override
    public void trace(String pattern, Object first, Object second) {
        write(Level.TRACE, pattern, first, second);
    }

    @Override
    public void trace(String pattern, Object... arguments) {
        write(Level.TRACE, pattern, arguments);
    }

    @Override
    public <E extends Exception> void trace(LoggerConsumer<E> consumer) throws E {
        if (isTraceEnabled()) {
            consumer.accept(this);
        }
    }

    @Override
    public boolean isDebugEnabled() {
        return logger.isEnabled(Level.DEBUG);
    }

    @Override
    public void debug(String message) {
        logger.write(Level.DEBUG, message, null);
    }

    @Override
    public void debug(String pattern, Object argument) {
        write(Level.DEBUG, pattern, argument);
    }

    @Override
    public void debug(String pattern, Object first, Object second) {
        write(Level.DEBUG, pattern, first, second);
    }

    @Override
    public void debug(String pattern, Object... arguments) {
        write(Level.DEBUG, pattern, arguments);
    }

    @Override
    public <E extends Exception> void debug(LoggerConsumer<E> consumer) throws E {
        if (isDebugEnabled()) {
            consumer.accept(this);
        }
    }

    @Override
    public boolean isInfoEnabled() {
        return logger.isEnabled(Level.INFO);
    }

    @Override
    public void info(String message) {
        logger.write(Level.INFO, message, null);
    }

    @Override
    public void info(String pattern, Object argument) {
        write(Level.INFO, pattern, argument);
    }

    @Override
    public void info(String pattern, Object first, Object second) {
        write(Level.INFO, pattern, first, second);
    }

    @Override
    public void info(String pattern, Object... arguments) {
        write(Level.INFO, pattern, arguments);
    }

    @Override
    public <E extends Exception> void info(LoggerConsumer<E> consumer) throws E {
        if (isInfoEnabled()) {
            consumer.accept(this);
        }
    }

    @Override
    public boolean isWarnEnabled() {
        return logger.isEnabled(Level.WARN);
    }

    @Override
    public void warn(String message) {
        logger.write(Level.WARN, message, null);
    }

    @Override
    public void warn(String pattern, Object argument) {
        write(Level.WARN, pattern, argument);
    }

    @Override
    public void warn(String pattern, Object first, Object second) {
        write(Level.WARN, pattern, first, second);
    }

    @Override
    public void warn(String pattern, Object... arguments) {
        write(Level.WARN, pattern, arguments);
    }

    @Override
    public <E extends Exception> void warn(LoggerConsumer<E> consumer) throws E {
        if (isWarnEnabled()) {
            consumer.accept(this);
        }
    }

    @Override
    public boolean isErrorEnabled() {
        return logger.isEnabled(Level.ERROR);
    }

    @Override
    public void error(String message) {
        logger.write(Level.ERROR, message, null);
    }

    @Override
    public void error(String pattern, Object argument) {
        write(Level.ERROR, pattern, argument);
    }

    @Override
    public void error(String pattern, Object first, Object second) {
        write(Level.ERROR, pattern, first, second);
    }

    @Override
    public void error(String pattern, Object... arguments) {
        write(Level.ERROR, pattern, arguments);
    }

    @Override
    public <E extends Exception> void error(LoggerConsumer<E> consumer) throws E {
        if (isErrorEnabled()) {
            consumer.accept(this);
        }
    }

    @Override
    public void audit(String message) {
        error(message);
    }

    @Override
    public void audit(String pattern, Object argument) {
        error(pattern, argument);
    }

    @Override
    public void audit(String pattern, Object first, Object second) {
        error(pattern, first, second);
    }

    @Override
    public void audit(String pattern, Object... arguments) {
        error(pattern, arguments);
    }
}
