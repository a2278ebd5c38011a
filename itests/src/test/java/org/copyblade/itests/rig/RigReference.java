package org.copyblade.itests.rig;

import java.lang.reflect.Proxy;
import java.util.Map;
import org.osgi.framework.ServiceReference;

/** Service references outside a framework: properties and an order, which is all that registries look at. */
public final class RigReference {

    private RigReference() {}

    /** A reference with these properties, that sorts by its number. */
    @SuppressWarnings("unchecked") // a proxy cannot know its type argument
    public static <S> ServiceReference<S> of(int number, Map<String, String> properties) {
        return (ServiceReference<S>) Proxy.newProxyInstance(
                RigReference.class.getClassLoader(),
                new Class<?>[] {ServiceReference.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getProperty" -> properties.get(arguments[0]);
                    case "compareTo" -> Integer.compare(number, arguments[0].hashCode());
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> number;
                    case "getBundle" -> null;
                    case "toString" -> "reference " + number;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
