package org.copyblade.system.postgresql.internal.server;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.copyblade.system.postgresql.internal.connection.Rights;
import org.copyblade.system.postgresql.internal.connection.Session;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.Epoch;
import org.copyblade.system.spi.SystemException;

/**
 * What a running server says of itself.
 *
 * @param version as the server states it
 * @param settings by name; those that the role may not see are missing
 * @param standby whether the server is in recovery
 * @param systemIdentifier as unsigned decimal number
 * @param missingRights statements that would give the role what it lacks
 * @param unloggedTables number of tables, in the connected database, whose content no recovery brings back
 * @param freeSlots replication slots that can still be made
 * @param configurationFiles all files that settings were read from, as far as the role may know
 */
record ServerFacts(
        String version,
        Map<String, String> settings,
        boolean standby,
        String systemIdentifier,
        Epoch epoch,
        List<String> missingRights,
        int unloggedTables,
        int freeSlots,
        List<Path> configurationFiles) {

    private static final List<String> SETTINGS = List.of(
            "data_directory",
            "config_file",
            "hba_file",
            "ident_file",
            "log_directory",
            "fsync",
            "full_page_writes",
            "wal_level",
            "data_checksums",
            "archive_mode",
            "max_replication_slots");

    ServerFacts {
        settings = Map.copyOf(settings);
        missingRights = List.copyOf(missingRights);
        configurationFiles = List.copyOf(configurationFiles);
    }

    static ServerFacts ask(Session session, Deadline deadline) throws SystemException {
        Map<String, String> settings = settings(session, deadline);
        boolean standby = ServerPosition.standby(session, deadline);
        String id = ServerPosition.systemIdentifier(session, deadline);
        return new ServerFacts(
                session.text(deadline, "show server_version"),
                settings,
                standby,
                id,
                ServerPosition.epoch(session, deadline),
                Rights.missing(session, deadline),
                Integer.parseInt(session.text(
                        deadline,
                        "select count(*) from pg_class where relpersistence = 'u' and relkind in ('r', 'm')")),
                Integer.parseInt(settings.getOrDefault("max_replication_slots", "0"))
                        - Integer.parseInt(session.text(deadline, "select count(*) from pg_replication_slots")),
                configurationFiles(session, settings, deadline));
    }

    Optional<Path> path(String setting) {
        return Optional.ofNullable(settings.get(setting))
                .filter(value -> value.startsWith("/"))
                .map(Path::of);
    }

    boolean archives() {
        return !"off".equals(settings.getOrDefault("archive_mode", "off"));
    }

    boolean on(String setting) {
        return "on".equals(settings.get(setting));
    }

    private static Map<String, String> settings(Session session, Deadline deadline) throws SystemException {
        Map<String, String> settings = new HashMap<>();
        session.rows(
                        deadline,
                        "select name, setting from pg_settings where name = any (string_to_array(?, ','))",
                        row -> Map.entry(row.getString(1), Objects.requireNonNullElse(row.getString(2), "")),
                        String.join(",", SETTINGS))
                .forEach(setting -> settings.put(setting.getKey(), setting.getValue()));
        return settings;
    }

    private static List<Path> configurationFiles(Session session, Map<String, String> settings, Deadline deadline)
            throws SystemException {
        List<String> files = new java.util.ArrayList<>();
        if (Rights.may(session, "has_function_privilege('pg_show_all_file_settings()', 'execute')", deadline)) {
            files.addAll(session.rows(
                    deadline,
                    "select distinct sourcefile from pg_file_settings where sourcefile is not null order by 1",
                    row -> row.getString(1)));
        }
        Arrays.asList("config_file", "hba_file", "ident_file")
                .forEach(key -> files.add(settings.getOrDefault(key, "")));
        return files.stream()
                .filter(file -> file.startsWith("/"))
                .map(Path::of)
                .distinct()
                .toList();
    }
}
