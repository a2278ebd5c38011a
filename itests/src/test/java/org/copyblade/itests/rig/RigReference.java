package org.copyblade.itests.rig;

import java.lang.reflect.Proxy;
import java.util.Map;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/** Service references outside a framework: properties and an order, which is all that registries look at. */
public final class RigReference {

    private RigReference() {}

    /** A reference to the service of this number with these properties, of the lowest ranking: the lower number is greater, as in a framework. */
    @SuppressWarnings("unchecked") // a proxy cannot know its type argument
    public static <S> ServiceReference<S> of(int number, Map<String, String> properties) {
        return (ServiceReference<S>) Proxy.newProxyInstance(
                RigReference.class.getClassLoader(),
                new Class<?>[] {ServiceReference.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getProperty" ->
                        arguments[0].equals(Constants.SERVICE_ID)
                                ? (Object) (long) number
                                : properties.get(arguments[0]);
                    case "compareTo" -> Integer.compare(arguments[0].hashCode(), number);
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> number;
                    case "getBundle" -> null;
                    case "toString" -> "reference " + number;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
