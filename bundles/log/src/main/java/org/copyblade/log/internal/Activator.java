package org.copyblade.log.internal;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.service.log.LogService;
import org.slf4j.LoggerFactory;

/** Opens the log to those who do not use SLF4J: bundles with the log service, the framework, the Java library. */
public final class Activator implements BundleActivator {
    private static final String[] SERVICES = {
        LogService.class.getName(), org.osgi.service.log.LoggerFactory.class.getName()
    };

    private Loggers loggers;
    private FrameworkErrors errors;
    private Handler jdk;

    @Override
    public void start(BundleContext context) {
        loggers = (Loggers) LoggerFactory.getILoggerFactory();
        errors = new FrameworkErrors(loggers);
        context.addFrameworkListener(errors);
        context.registerService(SERVICES, new ServiceLog(loggers), null);
        jdk = new JdkHandler(loggers);
        takeOver(LogManager.getLogManager().getLogger(""));
    }

    /** What is beneath a warning is never made, and nothing is said twice. */
    private void takeOver(Logger root) {
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.addHandler(jdk);
        root.setLevel(Level.WARNING);
    }

    @Override
    public void stop(BundleContext context) {
        LogManager.getLogManager().getLogger("").removeHandler(jdk);
        context.removeFrameworkListener(errors);
        loggers.close();
    }
}
