package org.copyblade.launcher;

import java.io.PrintStream;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;

/**
 * Says on the console which bundles did not start: that must be seen even when logging is what failed. Later errors belong
 * in the log alone. Called by the framework's one thread for events, in their order.
 */
final class StartReporter implements FrameworkListener {
    private final PrintStream console;
    private boolean started;

    StartReporter(PrintStream console) {
        this.console = console;
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.STARTED) {
            started = true;
        } else if (event.getType() == FrameworkEvent.ERROR && !started) {
            String text = event.getBundle().getSymbolicName() + ": "
                    + event.getThrowable().getMessage();
            console.println(new CopybladeException(ErrorCode.BUNDLE_FAILED, text).forPeople());
        }
    }
}
