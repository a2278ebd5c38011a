package org.copyblade.itests.flow;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeInfo;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.Establishment;
import org.copyblade.blade.spi.HostCopier;
import org.copyblade.blade.spi.ManifestKeeper;
import org.copyblade.itests.process.TestJar;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;

/**
 * A blade of the name {@code test}, packed into a bundle of its own and dropped into deploy/: the reflink blade, but one of
 * its steps first does what a file tells it. The file's path is in the bundle's header {@code Test-Orders}, its content one
 * of the {@link Order}s and the name of the step. The step leaves the time at which it was reached in a file with the
 * ending {@code .reached} beside the orders. Tests write orders with {@link BladeOrders}.
 */
public final class TestBlade implements BundleActivator {

    /** What a step does. */
    enum Order {
        /**
         * Waits until there is a file with the ending {@code .go}, or nobody wants the result any more. One with the ending
         * {@code .once} is for one wait only.
         */
        AWAIT,
        /** Breaks the contract by an unchecked exception. */
        THROW,
        /** Fails as the contract allows. */
        REFUSE,
        /** Answers long after everybody has given up. */
        HANG,
        /** Says it is established and has done nothing. */
        LIE
    }

    private static final String REFLINK = "(&(objectClass=org.copyblade.blade.spi.CopyBlade)(blade=reflink))";
    private static final int LOOK_MS = 5;
    private static final long LONGEST_WAIT_NANOS = TimeUnit.MINUTES.toNanos(2);
    private static final int HANG_S = 20;

    /** The bundle, to be dropped into {@code deploy/}. */
    static TestJar jar(String version, Path orders) {
        return TestJar.bundle(
                        "org.copyblade.itests.testblade", version, List.of(TestBlade.class, Order.class, Ordered.class))
                .header("Bundle-Activator", TestBlade.class.getName())
                .header("Import-Package", "org.osgi.framework,org.copyblade.blade.spi;version=\"[1.0,2)\"")
                .header("Test-Orders", orders.toString());
    }

    @Override
    public void start(BundleContext context) throws InvalidSyntaxException {
        // Whichever of the two jars in deploy/ is started first.
        context.addServiceListener(
                event -> {
                    if (event.getType() == ServiceEvent.REGISTERED) {
                        register(context, event.getServiceReference());
                    }
                },
                REFLINK);
        ServiceReference<?>[] there = context.getServiceReferences((String) null, REFLINK);
        if (there != null) {
            register(context, there[0]);
        }
    }

    private static void register(BundleContext context, ServiceReference<?> reflink) {
        Path orders = Path.of(context.getBundle().getHeaders().get("Test-Orders"));
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("blade", "test");
        properties.put("endpoint", "host");
        properties.put("version", context.getBundle().getVersion().toString());
        Object blade = Proxy.newProxyInstance(
                TestBlade.class.getClassLoader(),
                new Class<?>[] {CopyBlade.class, HostCopier.class, ManifestKeeper.class},
                new Ordered((CopyBlade) context.getService(reflink), orders));
        context.registerService(CopyBlade.class, (CopyBlade) blade, properties);
    }

    @Override
    public void stop(BundleContext context) {
        // the framework unregisters the blade and returns the other one
    }

    private record Ordered(CopyBlade reflink, Path orders) implements InvocationHandler {

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            if (method.getName().equals("info")) {
                return renamed((BladeInfo) call(method, arguments));
            }
            Object instead = obey(method.getName(), arguments);
            return instead != null ? instead : call(method, arguments);
        }

        private Object call(Method method, Object[] arguments) throws Throwable {
            try {
                return method.invoke(reflink, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        private Object obey(String step, Object[] arguments) throws IOException, BladeException, InterruptedException {
            if (!Files.exists(orders)) {
                return null;
            }
            String[] words = Files.readString(orders).split(" ");
            if (!words[1].equals(step)) {
                return null;
            }
            Order order = Order.valueOf(words[0]);
            Path reached = Path.of(orders + ".reached.part");
            Files.writeString(reached, Long.toString(System.nanoTime()));
            Files.move(reached, Path.of(orders + ".reached"), StandardCopyOption.ATOMIC_MOVE);
            if (order == Order.AWAIT) {
                awaitGo((Call) arguments[arguments.length - 1]);
            } else if (order == Order.HANG) {
                TimeUnit.SECONDS.sleep(HANG_S);
            } else if (order == Order.THROW) {
                throw new IllegalStateException("a fault in the test blade");
            } else if (order == Order.REFUSE) {
                throw new BladeException(
                        "TEST-1",
                        "the test blade was told to refuse",
                        "tell it otherwise",
                        BladeException.Recovery.FIX_REQUEST);
            } else {
                long now = System.nanoTime();
                return new Establishment((Binding) arguments[1], Instant.now(), now, System.nanoTime(), 1);
            }
            return null;
        }

        private void awaitGo(Call call) throws IOException, InterruptedException {
            long end = System.nanoTime() + LONGEST_WAIT_NANOS;
            while (!mayGoOn() && !call.cancelled() && end - System.nanoTime() > 0) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            }
        }

        private boolean mayGoOn() throws IOException {
            return Files.deleteIfExists(Path.of(orders + ".once")) || Files.exists(Path.of(orders + ".go"));
        }

        private static BladeInfo renamed(BladeInfo info) {
            return new BladeInfo(
                    "test",
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
