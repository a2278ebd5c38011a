package org.copyblade.manager.internal.system;

import java.util.Objects;
import org.copyblade.manager.internal.lease.ServiceOrder;
import org.copyblade.system.spi.SystemInfo;
import org.osgi.framework.ServiceReference;

/**
 * Identity and order of a system service.
 *
 * @param name property {@code system.name}
 * @param kind property {@code system.kind}
 * @param order which of several is taken; its id tells the services apart
 */
public record SystemKey(String name, String kind, ServiceOrder order) implements Comparable<SystemKey> {

    public SystemKey {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(order, "order");
    }

    static SystemKey of(ServiceReference<?> reference) {
        return new SystemKey(
                text(reference, "system.name"), text(reference, "system.kind"), ServiceOrder.of(reference));
    }

    /** The same service by the name that it answers to now. */
    SystemKey of(SystemInfo info) {
        return new SystemKey(info.name(), info.kind(), order);
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
        return other instanceof SystemKey key && order.id() == key.order.id();
    }

    @Override
    public int hashCode() {
        return Long.hashCode(order.id());
    }
}
