package org.copyblade.log.internal;

import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** One logger of SLF4J; markers make no difference to it. */
final class SinkLogger extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1L;

    private final int threshold;
    private final transient Loggers loggers;

    SinkLogger(String name, Level threshold, Loggers loggers) {
        this.name = name;
        this.threshold = threshold.toInt();
        this.loggers = loggers;
    }

    boolean isEnabled(Level level) {
        return level.toInt() >= threshold;
    }

    /** @param thrown or null */
    void write(Level level, String message, Throwable thrown) {
        if (isEnabled(level)) {
            loggers.write(level, name, message, thrown);
        }
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level, Marker marker, String pattern, Object[] arguments, Throwable thrown) {
        loggers.write(level, name, MessageFormatter.basicArrayFormat(pattern, arguments), thrown);
    }

    /** The caller's place is not looked for. */
    @Override
    protected String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    public boolean isTraceEnabled() {
        return isEnabled(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return isEnabled(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return isEnabled(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return isEnabled(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return isEnabled(Level.ERROR);
    }
}
