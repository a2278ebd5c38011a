package org.copyblade.system.postgresql.internal;

import org.copyblade.system.postgresql.internal.connection.Connector;
import org.copyblade.system.postgresql.internal.connection.ServerSettings;
import org.copyblade.system.postgresql.internal.server.Discovery;
import org.copyblade.system.postgresql.internal.server.Programs;
import org.copyblade.system.postgresql.internal.server.Settling;
import org.copyblade.system.postgresql.internal.server.Starting;
import org.copyblade.system.postgresql.internal.server.Stopping;
import org.copyblade.system.spi.SystemInfo;

/** Everything that follows from the settings alone; made anew when they change. */
record ServerParts(
        SystemInfo info,
        ServerSettings settings,
        Programs programs,
        Connector connector,
        Discovery discovery,
        Settling settling,
        Starting starting,
        Stopping stopping) {

    static ServerParts of(ServerSettings settings, String version) {
        Programs programs = new Programs(settings);
        Connector connector = new Connector(settings);
        Discovery discovery = new Discovery(settings, connector);
        Starting starting = new Starting(settings, connector, discovery, programs);
        return new ServerParts(
                new SystemInfo(settings.name(), PostgresSystem.KIND, version),
                settings,
                programs,
                connector,
                discovery,
                new Settling(settings, connector, discovery),
                starting,
                new Stopping(settings, discovery, starting));
    }
}
