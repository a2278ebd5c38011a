package org.copyblade.manager.internal.rig;

import java.util.Comparator;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/** A service reference outside a framework. */
public final class TestReference<S> implements ServiceReference<S> {

    private static final Comparator<TestReference<?>> ORDER = Comparator.<TestReference<?>>comparingInt(
                    reference -> (Integer) reference.properties.getOrDefault(Constants.SERVICE_RANKING, 0))
            .thenComparing(reference -> reference.number, Comparator.reverseOrder());

    private final Map<String, Object> properties;
    private final long number;

    /** A reference to the service of this number, which sorts as in a framework: of equal ranking the lower number is greater. */
    public TestReference(long number, Map<String, Object> properties) {
        this.number = number;
        this.properties = Map.copyOf(properties);
    }

    @Override
    public Object getProperty(String key) {
        return key.equals(Constants.SERVICE_ID) ? (Object) number : properties.get(key);
    }

    @Override
    public String[] getPropertyKeys() {
        return properties.keySet().toArray(String[]::new);
    }

    @Override
    public Bundle getBundle() {
        return null;
    }

    @Override
    public Bundle[] getUsingBundles() {
        return new Bundle[0];
    }

    @Override
    public boolean isAssignableTo(Bundle bundle, String className) {
        return true;
    }

    @Override
    public int compareTo(Object other) {
        return ORDER.compare(this, (TestReference<?>) other);
    }

    @Override
    public Dictionary<String, Object> getProperties() {
        return new Hashtable<>(properties);
    }

    @Override
    public <A> A adapt(Class<A> type) {
        return null;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TestReference<?> reference && number == reference.number;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(number);
    }
}
