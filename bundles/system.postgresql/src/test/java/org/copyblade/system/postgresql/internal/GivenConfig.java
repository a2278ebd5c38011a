package org.copyblade.system.postgresql.internal;

import java.lang.reflect.Proxy;
import java.util.Map;

/** A configuration over a map; converts lazily, like the service component runtime. */
final class GivenConfig {

    private GivenConfig() {}

    static PostgresConfig of(Map<String, Object> given) {
        return (PostgresConfig) Proxy.newProxyInstance(
                GivenConfig.class.getClassLoader(),
                new Class<?>[] {PostgresConfig.class},
                (proxy, method, arguments) -> {
                    Object value = given.get(method.getName().replace('_', '.'));
                    if (value == null) {
                        return method.getDefaultValue();
                    }
                    return method.getReturnType() == int.class ? Integer.valueOf(value.toString()) : value;
                });
    }
}
