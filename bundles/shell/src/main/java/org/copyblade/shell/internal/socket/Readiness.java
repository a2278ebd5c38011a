package org.copyblade.shell.internal.socket;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;

/** Holds commands back until the framework has started: before that, those of later start levels would be unknown. */
final class Readiness {
    /** After this long a command is better refused by what is missing than not answered at all. */
    private static final int LIMIT_SECONDS = 60;

    private final CountDownLatch started = new CountDownLatch(1);

    static Readiness of(BundleContext context) {
        Readiness readiness = new Readiness();
        FrameworkListener listener = event -> {
            if (event.getType() == FrameworkEvent.STARTED) {
                readiness.started.countDown();
            }
        };
        context.addFrameworkListener(listener);
        if (context.getBundle(0).getState() == Bundle.ACTIVE) {
            readiness.started.countDown();
        }
        return readiness;
    }

    void await() {
        try {
            started.await(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
