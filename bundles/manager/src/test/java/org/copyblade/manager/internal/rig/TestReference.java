package org.copyblade.manager.internal.rig;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** A service reference outside a framework. */
public final class TestReference<S> implements ServiceReference<S> {

    private final Map<String, Object> properties;
    private final long number;

    /** A reference that is greater the higher its number. */
    public TestReference(long number, Map<String, Object> properties) {
        this.number = number;
        this.properties = Map.copyOf(properties);
    }

    @Override
    public Object getProperty(String key) {
        return properties.get(key);
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
        return Long.compare(number, ((TestReference<?>) other).number);
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
