package org.copyblade.manager.internal.system;

import java.util.Objects;
import org.osgi.framework.ServiceReference;

/**
 * Identity and order of a system service.
 *
 * @param name property {@code system.name}
 * @param kind property {@code system.kind}
 * @param order framework's order of services: ranking, then age
 */
public record SystemKey(String name, String kind, Comparable<Object> order) implements Comparable<SystemKey> {

    public SystemKey {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(order, "order");
    }

    @SuppressWarnings("unchecked") // a reference compares with any reference of the same framework
    static SystemKey of(ServiceReference<?> reference) {
        return new SystemKey(text(reference, "system.name"), text(reference, "system.kind"), (Comparable<Object>)
                (Comparable<?>) reference);
    }

    private static String text(ServiceReference<?> reference, String property) {
        Object value = reference.getProperty(property);
        return value == null ? "" : value.toString();
    }

    @Override
    public int compareTo(SystemKey other) {
        return order.compareTo(other.order);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SystemKey key && order.equals(key.order);
    }

    @Override
    public int hashCode() {
        return order.hashCode();
    }
}
