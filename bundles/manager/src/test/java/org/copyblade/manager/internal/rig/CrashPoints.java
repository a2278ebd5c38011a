package org.copyblade.manager.internal.rig;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Kills the manager of a test before or after the n-th call to the outside. After its death every call of that manager
 * dies as well, so that no clean-up of its own helps it; the outside lives on.
 */
public final class CrashPoints {

    /** What every call of a dead manager throws. */
    public static final class Dead extends Error {
        private static final long serialVersionUID = 1L;

        Dead(String where) {
            super("the manager is dead: " + where, null, false, false);
        }
    }

    private final List<String> trace = new ArrayList<>();
    private final Map<String, Runnable> hooks = new HashMap<>();
    private final int deadly;
    private final Runnable onDeath;
    private boolean dead;

    private CrashPoints(int deadly, Runnable onDeath) {
        this.deadly = deadly;
        this.onDeath = onDeath;
    }

    /** Counts points and kills nobody. */
    public static CrashPoints none() {
        return new CrashPoints(-1, () -> {});
    }

    /** Dies at this point, counted from 0. */
    public static CrashPoints at(int point, Runnable onDeath) {
        return new CrashPoints(point, onDeath);
    }

    /** Does something each time this point is passed, such as {@code before blade.restore}. */
    public synchronized void when(String point, Runnable doing) {
        hooks.put(point, doing);
    }

    /** Every point passed so far. */
    public synchronized List<String> trace() {
        return List.copyOf(trace);
    }

    public synchronized boolean isDead() {
        return dead;
    }

    /** The same service, every call of which is two points. */
    public <T> T watch(String name, T service, Class<T> type, Class<?>... others) {
        List<Class<?>> types = new ArrayList<>(List.of(others));
        types.add(0, type);
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.getDeclaringClass() == Object.class) {
                return method.invoke(service, arguments);
            }
            pass("before " + name + "." + method.getName());
            try {
                return method.invoke(service, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            } finally {
                pass("after " + name + "." + method.getName());
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), types.toArray(Class<?>[]::new), handler));
    }

    private void pass(String point) {
        Runnable hook;
        boolean deadNow;
        synchronized (this) {
            if (dead) {
                throw new Dead(point);
            }
            trace.add(point);
            deadNow = trace.size() - 1 == deadly;
            dead = deadNow;
            hook = hooks.getOrDefault(point, () -> {});
        }
        if (deadNow) {
            onDeath.run();
            throw new Dead(point);
        }
        hook.run();
    }
}
