package org.copyblade.log.internal;

import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.slf4j.event.Level;

/** Logs what the framework finds wrong with a bundle, under the bundle's name. */
final class FrameworkErrors implements FrameworkListener {
    private final Loggers loggers;

    FrameworkErrors(Loggers loggers) {
        this.loggers = loggers;
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.ERROR) {
            write(Level.ERROR, event);
        } else if (event.getType() == FrameworkEvent.WARNING) {
            write(Level.WARN, event);
        }
    }

    private void write(Level level, FrameworkEvent event) {
        Throwable thrown = event.getThrowable();
        String message = thrown == null ? "the framework says no more" : String.valueOf(thrown.getMessage());
        loggers.getLogger(nameOf(event.getBundle())).write(level, message, thrown);
    }

    static String nameOf(Bundle bundle) {
        return bundle.getSymbolicName() == null ? bundle.getLocation() : bundle.getSymbolicName();
    }
}
