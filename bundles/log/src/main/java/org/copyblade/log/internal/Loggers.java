package org.copyblade.log.internal;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.event.Level;

/** The loggers by name; all of them write to one sink. Safe for any thread. */
final class Loggers implements ILoggerFactory {
    private final Map<String, SinkLogger> loggers = new ConcurrentHashMap<>();
    private final Thresholds thresholds;
    private final Sink sink;
    private final Clock clock;

    Loggers(Thresholds thresholds, Sink sink, Clock clock) {
        this.thresholds = thresholds;
        this.sink = sink;
        this.clock = clock;
    }

    @Override
    public SinkLogger getLogger(String name) {
        SinkLogger known = loggers.get(name);
        return known != null
                ? known
                : loggers.computeIfAbsent(name, unknown -> new SinkLogger(unknown, thresholds.of(unknown), this));
    }

    /** @param thrown or null */
    void write(Level level, String logger, String message, Throwable thrown) {
        ZonedDateTime now = ZonedDateTime.now(clock);
        String thread = Thread.currentThread().getName();
        sink.write(now.toLocalDate(), Line.of(now, level, thread, logger, message, thrown));
    }

    void close() {
        if (sink instanceof LogFile file) {
            file.close();
        }
    }
}
