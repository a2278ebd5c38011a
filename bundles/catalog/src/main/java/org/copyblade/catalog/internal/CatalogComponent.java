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
    private final Optional<Path> file;

    /**
     * Opens it, or remembers to try again.
     *
     * @param config for the defaults of {@code properties}
     */
    @Activate
    public CatalogComponent(BundleContext context, CatalogConfig config, Map<String, Object> properties) {
        this(Opening.of(context, properties));
    }

    private CatalogComponent(Opening opening) {
        this(new ReopeningDatabase(opening.opener()), opening.file());
    }

    private CatalogComponent(Database database, Optional<Path> file) {
        super(database);
        this.database = database;
        this.file = file;
        // Others start meanwhile; who needs it now waits in the database, which is opened by one thread only.
        new Thread(this::open, "catalog-open").start();
    }

    private void open() {
        try {
            openRuns();
        } catch (CatalogException e) {
            LOG.warn("{}; it will be tried again when it is needed", e.getMessage());
        }
    }

    @Override
    public Optional<Path> file() {
        return file;
    }

    @Deactivate
    void close() {
        database.close();
    }

    private record Opening(ReopeningDatabase.Opener opener, Optional<Path> file) {

        static Opening of(BundleContext context, Map<String, Object> properties) {
            // The native part of SQLite would else be unpacked into the common temporary folder, which may forbid
            // programs.
            System.setProperty("org.sqlite.tmpdir", context.getDataFile("").getPath());
            Optional<String> data = Optional.ofNullable(context.getProperty(CatalogSettings.DATA_PROPERTY));
            try {
                CatalogSettings settings = CatalogSettings.of(properties, data);
                if (settings.place() instanceof CatalogSettings.InPostgres postgres) {
                    PostgresConnections connections =
                            new PostgresConnections(postgres.url(), postgres.user(), postgres.password());
                    return new Opening(new PostgresOpener(connections, settings.busyLimit()), Optional.empty());
                }
                Path file = ((CatalogSettings.InFile) settings.place()).file();
                SqliteConnections connections = new SqliteConnections(file, settings.busyLimit());
                return new Opening(new SqliteOpener(file, connections, settings.busyLimit()), Optional.of(file));
            } catch (CatalogException e) {
                return new Opening(
                        () -> {
                            throw new CatalogException(e.reason(), e.getMessage());
                        },
                        Optional.empty());
            }
        }
    }
}
