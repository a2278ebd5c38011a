package org.copyblade.itests.rig;

import java.lang.reflect.Proxy;
import java.util.Map;

/** Configurations as declarative services hand them to a component, outside a framework. */
public final class RigConfig {

    private RigConfig() {}

    /**
     * A component property type over what a file of configuration holds.
     *
     * @param given by key; what is missing has its default
     */
    public static <C> C of(Class<C> type, Map<String, ?> given) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, unused) -> {
                    Object value = given.get(method.getName().replace('_', '.'));
                    if (value == null) {
                        return method.getDefaultValue();
                    }
                    if (method.getReturnType() == int.class) {
                        return Integer.valueOf(value.toString());
                    }
                    return method.getReturnType() == boolean.class ? Boolean.valueOf(value.toString()) : value;
                }));
    }
}
