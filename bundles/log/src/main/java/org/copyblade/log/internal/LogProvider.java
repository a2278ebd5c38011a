package org.copyblade.log.internal;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Found by SLF4J, which makes one of it when the first logger is asked for, before or after this bundle has started; so it is
 * told by properties of the JVM what to do. Markers and diagnostic contexts are taken and not written.
 */
public final class LogProvider implements SLF4JServiceProvider {
    /** The file; without it everything goes to the error output. */
    static final String FILE = "copyblade.log.file";

    private static final long FILE_BYTES = 20L << 20;
    private static final Retention RETENTION = new Retention(14, 500L << 20);

    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter contexts = new NOPMDCAdapter();
    private final Loggers loggers = loggers(System.getProperties());

    private static Loggers loggers(Map<?, ?> settings) {
        Object file = settings.get(FILE);
        Sink sink = file == null
                ? (day, lines) -> System.err.print(lines)
                : new LogFile(Path.of(file.toString()), ZoneId.systemDefault(), FILE_BYTES, RETENTION);
        return new Loggers(Thresholds.of(settings), sink, Clock.systemDefaultZone());
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return loggers;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return contexts;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {
        // all is there once this has been made
    }
}
