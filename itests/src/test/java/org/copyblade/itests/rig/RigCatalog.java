package org.copyblade.itests.rig;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.internal.CatalogComponent;
import org.osgi.framework.BundleContext;

/** The product's catalog outside a framework. */
public final class RigCatalog {

    private RigCatalog() {}

    /** Opens the catalog of a data directory. */
    public static Catalog open(Path data) throws Exception {
        return open(data, Broken.NOTHING);
    }

    static Catalog open(Path data, Broken broken) throws Exception {
        Path files = Files.createDirectories(data.resolve("files"));
        BundleContext context = (BundleContext) Proxy.newProxyInstance(
                RigCatalog.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getDataFile" -> files.toFile();
                    case "getProperty" -> data.toString();
                    case "toString" -> "the context of the rig";
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        Catalog catalog = new CatalogComponent(context, null, Map.of("busy.limit.ms", "5000"));
        return broken == Broken.SETTLEMENT ? Forgetful.of(catalog) : catalog;
    }
}
