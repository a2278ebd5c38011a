package org.copyblade.itests.flow;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.copyblade.itests.process.TestJar;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** What must be caught: a bundle that leaves a thread behind, and with it its class loader. */
public final class LeakyBundle implements BundleActivator {

    static final String NAME = "leaky";

    static TestJar jar(String version) {
        return TestJar.bundle(NAME, version, List.of(LeakyBundle.class))
                .header("Bundle-Activator", LeakyBundle.class.getName())
                .header("Import-Package", "org.osgi.framework");
    }

    @Override
    public void start(BundleContext context) {
        Thread forgotten = new Thread(LeakyBundle::stay, "leaky");
        forgotten.setDaemon(true);
        forgotten.start();
    }

    private static void stay() {
        while (true) {
            LockSupport.park();
        }
    }

    @Override
    public void stop(BundleContext context) {
        // forgets its thread
    }
}
