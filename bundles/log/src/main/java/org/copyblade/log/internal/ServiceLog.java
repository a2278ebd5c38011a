package org.copyblade.log.internal;

import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.log.FormatterLogger;
import org.osgi.service.log.LogService;
import org.osgi.service.log.Logger;
import org.slf4j.event.Level;

/** The log service of OSGi: what a bundle says without a logger is said under its own name. */
final class ServiceLog implements ServiceFactory<LogService> {
    private final Loggers loggers;

    ServiceLog(Loggers loggers) {
        this.loggers = loggers;
    }

    @Override
    public LogService getService(Bundle bundle, ServiceRegistration<LogService> registration) {
        return new OfBundle(FrameworkErrors.nameOf(bundle));
    }

    @Override
    public void ungetService(Bundle bundle, ServiceRegistration<LogService> registration, LogService service) {
        // it holds nothing
    }

    /** Bundles made for older frameworks use the numbers. */
    @SuppressWarnings("deprecation")
    private final class OfBundle implements LogService {
        private final String name;

        OfBundle(String name) {
            this.name = name;
        }

        @Override
        public void log(int level, String message) {
            log(level, message, null);
        }

        @Override
        public void log(int level, String message, Throwable thrown) {
            loggers.getLogger(name).write(levelOf(level), message, thrown);
        }

        @Override
        public void log(ServiceReference<?> subject, int level, String message) {
            log(level, message, null);
        }

        @Override
        public void log(ServiceReference<?> subject, int level, String message, Throwable thrown) {
            log(level, message, thrown);
        }

        @Override
        public Logger getLogger(String logger) {
            return getLogger(logger, Logger.class);
        }

        @Override
        public Logger getLogger(Class<?> type) {
            return getLogger(type.getName(), Logger.class);
        }

        @Override
        public <L extends Logger> L getLogger(Class<?> type, Class<L> kind) {
            return getLogger(type.getName(), kind);
        }

        @Override
        public <L extends Logger> L getLogger(Bundle bundle, String logger, Class<L> kind) {
            return getLogger(logger, kind);
        }

        @Override
        public <L extends Logger> L getLogger(String logger, Class<L> kind) {
            boolean printf = kind == FormatterLogger.class;
            if (!printf && kind != Logger.class) {
                throw new IllegalArgumentException("no loggers of type " + kind.getName());
            }
            return kind.cast(new ServiceLogger(loggers.getLogger(logger), printf));
        }
    }

    /** The numbers of the older methods; what is beyond them is most or least important. */
    @SuppressWarnings("deprecation")
    private static Level levelOf(int level) {
        return switch (level) {
            case LogService.LOG_WARNING -> Level.WARN;
            case LogService.LOG_INFO -> Level.INFO;
            case LogService.LOG_DEBUG -> Level.DEBUG;
            default -> level <= LogService.LOG_ERROR ? Level.ERROR : Level.TRACE;
        };
    }
}
