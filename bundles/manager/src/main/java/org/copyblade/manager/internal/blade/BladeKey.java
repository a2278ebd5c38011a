package org.copyblade.manager.internal.blade;

import java.util.Comparator;
import java.util.Objects;
import org.copyblade.blade.spi.BladeInfo;
import org.copyblade.manager.internal.lease.ServiceOrder;
import org.osgi.framework.ServiceReference;

/**
 * Identity and order of a blade service.
 *
 * @param technology property {@code blade}
 * @param endpoint property {@code endpoint}
 * @param version property {@code version}
 * @param bundle symbolic name and version of its bundle
 * @param order which of several versions is taken; its id tells the services apart
 * @param endpointSince id of the service with which the endpoint came first: of several endpoints that one is taken, so that no
 *     further one draws to itself what names none
 */
public record BladeKey(
        String technology, String endpoint, String version, String bundle, ServiceOrder order, long endpointSince)
        implements Comparable<BladeKey> {

    private static final Comparator<BladeKey> ORDER = Comparator.<BladeKey>comparingInt(key -> key.order.ranking())
            .thenComparing(BladeKey::endpointSince, Comparator.reverseOrder())
            .thenComparing(BladeKey::order);

    public BladeKey {
        Objects.requireNonNull(technology, "technology");
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(bundle, "bundle");
        Objects.requireNonNull(order, "order");
    }

    /** As if its endpoint had come with it. */
    static BladeKey of(ServiceReference<?> reference) {
        ServiceOrder order = ServiceOrder.of(reference);
        return new BladeKey(
                text(reference, "blade"),
                text(reference, "endpoint"),
                text(reference, "version"),
                reference.getBundle() == null
                        ? ""
                        : reference.getBundle().getSymbolicName() + " "
                                + reference.getBundle().getVersion(),
                order,
                order.id());
    }

    /** The same service by the name that it answers to now. */
    BladeKey of(BladeInfo info) {
        return new BladeKey(info.technology(), info.endpoint(), version, bundle, order, endpointSince);
    }

    /** The same service where its endpoint came with the service of this id. */
    BladeKey endpointSince(long service) {
        return new BladeKey(technology, endpoint, version, bundle, order, service);
    }

    private static String text(ServiceReference<?> reference, String property) {
        Object value = reference.getProperty(property);
        return value == null ? "" : value.toString();
    }

    /** Technology and endpoint. */
    public BladeName name() {
        return new BladeName(technology, endpoint);
    }

    @Override
    public int compareTo(BladeKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BladeKey key && order.id() == key.order.id();
    }

    @Override
    public int hashCode() {
        return Long.hashCode(order.id());
    }

    /** The bundle and its version: of several versions of one blade the one that serves. */
    @Override
    public String toString() {
        return bundle;
    }
}
