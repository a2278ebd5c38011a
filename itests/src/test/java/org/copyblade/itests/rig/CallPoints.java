package org.copyblade.itests.rig;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Wraps services so that every call to them passes two points; {@link Debugger} stops the manager there. */
final class CallPoints {

    private CallPoints() {}

    /** The same service with all interfaces it has; every call of it is two points. */
    static <T> T watch(String name, T service, Class<T> type) {
        return watch(name, service, type, Set.of());
    }

    /**
     * The same service with all interfaces it has.
     *
     * @param silent methods that change nothing, whose calls are no points; whatever is not named here is one
     */
    static <T> T watch(String name, T service, Class<T> type, Set<String> silent) {
        return type.cast(Proxy.newProxyInstance(
                CallPoints.class.getClassLoader(), interfacesOf(service.getClass()), (proxy, method, arguments) -> {
                    boolean point = method.getDeclaringClass() != Object.class && !silent.contains(method.getName());
                    if (point) {
                        pass("before " + name + "." + method.getName());
                    }
                    try {
                        return method.invoke(service, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    } finally {
                        if (point) {
                            pass("after " + name + "." + method.getName());
                        }
                    }
                }));
    }

    private static Class<?>[] interfacesOf(Class<?> service) {
        Set<Class<?>> interfaces = new LinkedHashSet<>();
        for (Class<?> type = service; type != null; type = type.getSuperclass()) {
            interfaces.addAll(List.of(type.getInterfaces()));
        }
        return interfaces.toArray(Class<?>[]::new);
    }

    /** Does nothing by itself: a debugger has its breakpoint here. */
    private static void pass(String point) {
        // The name is read by the debugger from the argument.
    }
}
