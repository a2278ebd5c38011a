package org.copyblade.manager.internal.rig;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Kills the manager of a test before or after a call to the outside. After its death every call of that manager dies as
 * well, so that no clean-up of its own helps it; the outside lives on.
 */
public final class CrashPoints {

    /**
     * A moment in the life of a manager. Known by name and occurrence, not by its number among all: threads may pass
     * points in another order than they did when they were traced.
     *
     * @param name {@code before} or {@code after}, service and method
     * @param occurrence 1 for the first of this name
     */
    public record Point(String name, int occurrence) {
        @Override
        public String toString() {
            return name + " #" + occurrence;
        }
    }

    /** What every call of a dead manager throws. */
    public static final class Dead extends Error {
        private static final long serialVersionUID = 1L;

        Dead(Point where) {
            super("the manager is dead: " + where, null, false, false);
        }
    }

    private final List<Point> trace = new ArrayList<>();
    private final Map<String, Runnable> hooks = new HashMap<>();
    private final Map<Point, Runnable> once = new HashMap<>();
    private final Map<String, Integer> occurrences = new HashMap<>();
    private final Optional<Point> deadly;
    private final Runnable onDeath;
    private Optional<Point> diedAt = Optional.empty();

    private CrashPoints(Optional<Point> deadly, Runnable onDeath) {
        this.deadly = deadly;
        this.onDeath = onDeath;
    }

    /** Notes points and kills nobody. */
    public static CrashPoints none() {
        return new CrashPoints(Optional.empty(), () -> {});
    }

    /** Dies at this point. */
    public static CrashPoints at(Point point, Runnable onDeath) {
        return new CrashPoints(Optional.of(point), onDeath);
    }

    /** The points of one trace that are in the other, too: a call that is repeated until time has passed is in one of them only. */
    public static List<Point> common(List<Point> trace, List<Point> other) {
        Set<Point> known = new HashSet<>(other);
        return trace.stream().filter(known::contains).toList();
    }

    /** Does something each time this point is passed, such as {@code before blade.restore}. */
    public synchronized void when(String point, Runnable doing) {
        hooks.put(point, doing);
    }

    /** Does something when this one point is passed. */
    public synchronized void when(Point point, Runnable doing) {
        once.put(point, doing);
    }

    /** Every point passed so far. */
    public synchronized List<Point> trace() {
        return List.copyOf(trace);
    }

    public synchronized boolean isDead() {
        return diedAt.isPresent();
    }

    /** Where the manager died; empty while it lives. */
    public synchronized Optional<Point> diedAt() {
        return diedAt;
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

    private void pass(String name) {
        Runnable hook;
        boolean dies;
        synchronized (this) {
            if (isDead()) {
                throw new Dead(diedAt.orElseThrow());
            }
            Point point = new Point(name, occurrences.merge(name, 1, Integer::sum));
            trace.add(point);
            dies = deadly.filter(point::equals).isPresent();
            if (dies) {
                diedAt = deadly;
            }
            hook = once.getOrDefault(point, hooks.getOrDefault(name, () -> {}));
        }
        if (dies) {
            onDeath.run();
            throw new Dead(deadly.orElseThrow());
        }
        hook.run();
    }
}
