package org.copyblade.itests.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Commands that end in every way a command can; packed into a bundle of its own and deployed by the tests. */
public final class ProbeCommands implements BundleActivator {
    private static final long LOOK_MS = 20;

    @Override
    public void start(BundleContext context) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("osgi.command.scope", "probe");
        properties.put("osgi.command.function", new String[] {"version", "refuse", "fail", "crash", "work"});
        properties.put("bundle.version", context.getBundle().getVersion().toString());
        context.registerService(
                Object.class, new Commands(context.getBundle().getVersion().toString()), properties);
    }

    @Override
    public void stop(BundleContext context) {
        // the framework unregisters the commands
    }

    /** The commands. */
    public static final class Commands {
        private final String version;

        Commands(String version) {
            this.version = version;
        }

        public String version() {
            return version;
        }

        public void refuse() throws CopybladeException {
            throw new CopybladeException(ErrorCode.VALIDATION_FAILED, "cannot probe 'x': a check forbids it");
        }

        public void fail() throws CopybladeException {
            throw new CopybladeException(ErrorCode.COPY_FAILED, "cannot probe 'x': the storage is full");
        }

        public void crash() {
            throw new IllegalStateException("a fault in the probe");
        }

        /** Speaks on both streams, then goes on until the file {@code go} appears, and leaves the file {@code done}. */
        public void work(String directory) throws IOException, InterruptedException {
            System.out.println("step 1");
            System.err.println("warning 1");
            while (!Files.exists(Path.of(directory, "go"))) {
                System.out.println("working");
                Thread.sleep(LOOK_MS);
            }
            Files.createFile(Path.of(directory, "done"));
            System.out.println("step 2");
        }
    }
}
