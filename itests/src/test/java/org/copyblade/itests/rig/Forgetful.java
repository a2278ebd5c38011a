package org.copyblade.itests.rig;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import org.copyblade.catalog.Catalog;

/** A catalog that does not say which runs were left open, so that nobody settles them: for negative controls. */
final class Forgetful {

    private Forgetful() {}

    static Catalog of(Catalog catalog) {
        return (Catalog) Proxy.newProxyInstance(
                Forgetful.class.getClassLoader(), new Class<?>[] {Catalog.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("openRuns")) {
                        return List.of();
                    }
                    try {
                        return method.invoke(catalog, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
