package org.copyblade.catalog.internal;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
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
 * The catalog as a service. It is registered even when its file or its configuration is refused: every call then says why,
 * and tries to open the file again, so that people see the reason and most cures need no restart.
 */
@Component(service = Catalog.class, immediate = true, configurationPid = CatalogConfig.PID)
@Designate(ocd = CatalogConfig.class)
public final class CatalogComponent extends SqlCatalog {

    private static final Logger LOG = LoggerFactory.getLogger(CatalogComponent.class);

    private final Database database;

    /**
     * Opens it, or remembers to try again.
     *
     * @param config for the defaults of {@code properties}
     */
    @Activate
    public CatalogComponent(BundleContext context, CatalogConfig config, Map<String, Object> properties) {
        this(new ReopeningDatabase(opener(context, properties)));
    }

    private CatalogComponent(Database database) {
        super(database);
        this.database = database;
        try {
            openRuns();
        } catch (CatalogException e) {
            LOG.warn("{}; it will be tried again when it is needed", e.getMessage());
        }
    }

    @Deactivate
    void close() {
        database.close();
    }

    private static ReopeningDatabase.Opener opener(BundleContext context, Map<String, Object> properties) {
        // The native part of SQLite would else be unpacked into the common temporary folder, which may forbid programs.
        System.setProperty("org.sqlite.tmpdir", context.getDataFile("").getPath());
        Optional<String> data = Optional.ofNullable(context.getProperty(CatalogSettings.DATA_PROPERTY));
        try {
            CatalogSettings settings = CatalogSettings.of(properties, data);
            if (settings.place() instanceof CatalogSettings.InPostgres postgres) {
                return new PostgresOpener(
                        new PostgresConnections(postgres.url(), postgres.user(), postgres.password()),
                        settings.busyLimit());
            }
            Path file = ((CatalogSettings.InFile) settings.place()).file();
            return new SqliteOpener(file, new SqliteConnections(file, settings.busyLimit()), settings.busyLimit());
        } catch (CatalogException e) {
            return () -> {
                throw new CatalogException(e.reason(), e.getMessage());
            };
        }
    }
}
