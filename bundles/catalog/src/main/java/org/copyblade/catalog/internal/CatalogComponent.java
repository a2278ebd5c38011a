package org.copyblade.catalog.internal;

import java.nio.file.Path;
import java.time.Duration;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The catalog as a service. It is registered even when its file is refused: every call then says why, and tries again, so
 * that people see the reason and the cure needs no restart.
 */
@Component(service = Catalog.class, immediate = true, configurationPid = CatalogConfig.PID)
@Designate(ocd = CatalogConfig.class)
public final class CatalogComponent extends SqlCatalog {

    private static final Logger LOG = LoggerFactory.getLogger(CatalogComponent.class);

    private final Database database;

    /** Opens it, or remembers to try again. */
    @Activate
    public CatalogComponent(BundleContext context, CatalogConfig config) {
        this(open(context, config));
    }

    private CatalogComponent(Database database) {
        super(database);
        this.database = database;
        try {
            openRuns();
        } catch (CatalogException e) {
            LOG.warn("{}", e.getMessage());
        }
    }

    @Deactivate
    void close() {
        database.close();
    }

    private static Database open(BundleContext context, CatalogConfig config) {
        // Else it would go to the common temporary folder, where others may write and programs may not be run from.
        System.setProperty("org.sqlite.tmpdir", context.getDataFile("").getPath());
        Duration busyLimit = Duration.ofMillis(config.busy_limit_ms());
        Path file = file(context, config);
        return new ReopeningDatabase(new SqliteOpener(file, new SqliteConnections(file, busyLimit), busyLimit));
    }

    private static Path file(BundleContext context, CatalogConfig config) {
        if (!config.file().isBlank()) {
            return Path.of(config.file()).toAbsolutePath().normalize();
        }
        String data = context.getProperty("copyblade.data");
        if (data == null) {
            throw new IllegalStateException(CatalogConfig.PID
                    + ": neither its key 'file' nor the framework property copyblade.data says where the catalog is;"
                    + " set one of them");
        }
        return Path.of(data, "catalog", "catalog.db").toAbsolutePath().normalize();
    }
}
