package org.copyblade.itests.flow;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeInfo;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.CopyPlan;
import org.copyblade.blade.spi.HostCopier;
import org.copyblade.blade.spi.ManifestKeeper;
import org.copyblade.blade.spi.Preparation;
import org.copyblade.itests.process.TestJar;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * A blade of the name {@code stepping}, packed into a bundle of its own and dropped into deploy/: the reflink blade, but its
 * prepare takes simulated ten minutes in steps of a simulated second. All it knows is in the binding. At some steps it goes
 * on only in another version than at the last one, so that nobody can finish who was not replaced meanwhile; it tells each
 * of them in a file.
 */
public final class SteppingBlade implements BundleActivator {

    /** How many steps of a second prepare takes. */
    static final int STEPS = 600;

    private static final String REFLINK = "(&(objectClass=org.copyblade.blade.spi.CopyBlade)(blade=reflink))";
    private static final String PREFIX = "stepping ";
    private static final Duration UNTIL_REPLACED = Duration.ofMillis(50);

    /**
     * The bundle.
     *
     * @param replacements how many there must be while one prepare is under way
     * @param trail file to which the version that begins, and every one that had to replace another, adds a line
     */
    static TestJar jar(String version, int replacements, Path trail) {
        return TestJar.bundle(
                        "org.copyblade.itests.stepping",
                        version,
                        List.of(SteppingBlade.class, Stepping.class, Progress.class))
                .header("Bundle-Activator", SteppingBlade.class.getName())
                .header("Import-Package", "org.osgi.framework,org.copyblade.blade.spi;version=\"[1.0,2)\"")
                .header("Test-Replacements", Integer.toString(replacements))
                .header("Test-Trail", trail.toString());
    }

    @Override
    public void start(BundleContext context) throws InvalidSyntaxException {
        ServiceReference<?>[] reflink = context.getServiceReferences((String) null, REFLINK);
        Dictionary<String, String> headers = context.getBundle().getHeaders();
        String version = context.getBundle().getVersion().toString();
        Object blade = Proxy.newProxyInstance(
                SteppingBlade.class.getClassLoader(),
                new Class<?>[] {CopyBlade.class, HostCopier.class, ManifestKeeper.class},
                new Stepping(
                        (CopyBlade) context.getService(reflink[0]),
                        version,
                        STEPS / (Integer.parseInt(headers.get("Test-Replacements")) + 1),
                        Path.of(headers.get("Test-Trail"))));
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("blade", "stepping");
        properties.put("endpoint", "host");
        properties.put("version", version);
        context.registerService(CopyBlade.class, (CopyBlade) blade, properties);
    }

    @Override
    public void stop(BundleContext context) {
        // the framework unregisters the blade and returns the other one
    }

    /** How far prepare is, as the binding has it: steps done, the version that had to go on last, the other blade's binding. */
    private record Progress(int steps, String version, Binding inner) {

        static boolean isIn(Binding binding) {
            return binding.data().startsWith(PREFIX);
        }

        static Progress of(Binding binding) {
            String[] parts = binding.data().split(" ", 4);
            return new Progress(Integer.parseInt(parts[1]), parts[2], new Binding(binding.version(), parts[3]));
        }

        Binding toBinding() {
            return new Binding(inner.version(), PREFIX + steps + " " + version + " " + inner.data());
        }
    }

    private record Stepping(CopyBlade reflink, String version, int apart, Path trail) implements InvocationHandler {

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            if (method.getName().equals("info")) {
                return renamed((BladeInfo) call(method, arguments));
            }
            if (method.getName().equals("plan")) {
                CopyPlan plan = (CopyPlan) call(method, arguments);
                Binding first = new Progress(0, version, plan.binding()).toBinding();
                return new CopyPlan(plan.copies(), plan.holds(), plan.headroom(), plan.findings(), first);
            }
            for (int i = 0; arguments != null && i < arguments.length; i++) {
                if (arguments[i] instanceof Binding binding && Progress.isIn(binding)) {
                    Progress progress = Progress.of(binding);
                    if (method.getName().equals("prepare") && progress.steps() < STEPS) {
                        return step(progress);
                    }
                    arguments[i] = progress.inner();
                }
            }
            return call(method, arguments);
        }

        private Preparation step(Progress before) throws IOException {
            boolean told = before.steps() % apart == 0;
            if (told && before.steps() > 0 && before.version().equals(version)) {
                return new Preparation.Continues(before.toBinding(), percent(before), UNTIL_REPLACED);
            }
            if (told) {
                Files.writeString(
                        trail,
                        version + " from second " + before.steps() + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            }
            String last = told ? version : before.version();
            Progress after = new Progress(before.steps() + 1, last, before.inner());
            return new Preparation.Continues(after.toBinding(), percent(after), Duration.ZERO);
        }

        private static int percent(Progress progress) {
            return progress.steps() * 100 / STEPS;
        }

        private Object call(Method method, Object[] arguments) throws Throwable {
            try {
                return method.invoke(reflink, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        private static BladeInfo renamed(BladeInfo info) {
            return new BladeInfo(
                    "stepping",
                    info.endpoint(),
                    info.version(),
                    info.grain(),
                    info.needsTargets(),
                    info.reach(),
                    info.hold(),
                    info.mark(),
                    info.restoreEffect());
        }
    }
}
