package org.copyblade.system.postgresql.internal.copy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.copyblade.system.postgresql.internal.directory.DataDirectory;

/** Settings that keep a clone from touching anything but itself; on the command line, where they win over every file. */
final class CloneSettings {

    private static final int WITHOUT_STATISTICS_FILES_SINCE = 15;
    private static final int SWITCH_FOR_EVENT_TRIGGERS_SINCE = 17;

    private static final List<String> ALONE = List.of(
            // Nobody reaches it, and it reaches nobody.
            "listen_addresses=",
            "unix_socket_group=",
            "unix_socket_permissions=0700",
            "ssl=off",
            "bonjour=off",
            "external_pid_file=",
            "archive_mode=off",
            "archive_command=",
            "restore_command=",
            "archive_cleanup_command=",
            "recovery_end_command=",
            "primary_conninfo=",
            "primary_slot_name=",
            "synchronous_standby_names=",
            "hot_standby=off",
            "max_wal_senders=0",
            // Subscriptions and workers of extensions would act on the outside world.
            "max_logical_replication_workers=0",
            "max_worker_processes=0",
            "max_parallel_workers=0",
            "autovacuum=off",
            "session_preload_libraries=",
            "local_preload_libraries=",
            // Triggers are somebody's programs: they would send mail, write files, call other servers.
            "session_replication_role=replica",
            // Small, whatever the original is.
            "max_connections=10",
            "superuser_reserved_connections=0",
            "shared_buffers=64MB",
            "huge_pages=off",
            // It is thrown away afterwards.
            "fsync=off",
            "restart_after_crash=off",
            // What it says is read by us.
            "logging_collector=off",
            "log_destination=stderr",
            "lc_messages=C",
            "log_min_messages=warning",
            "log_statement=none",
            "default_transaction_read_only=off",
            "default_tablespace=",
            "temp_tablespaces=",
            "statement_timeout=0",
            "lock_timeout=0",
            "cluster_name=copyblade-clone");

    private CloneSettings() {}

    /** All settings as {@code name=value}. */
    static List<String> of(DataDirectory copy, Path runtime, int port, Optional<Path> configuration) {
        List<String> settings = new ArrayList<>(ALONE);
        settings.add("unix_socket_directories=" + runtime);
        settings.add("port=" + port);
        settings.add("hba_file=" + runtime.resolve("pg_hba.conf"));
        settings.add("ident_file=" + runtime.resolve("pg_ident.conf"));
        // A configuration file may name the directory of the original.
        settings.add("data_directory=" + copy.place());
        configuration.ifPresent(file -> settings.add("config_file=" + file));
        // Transactions that were prepared come back by recovery and need their places.
        settings.add("max_prepared_transactions=" + copy.control().maxPreparedTransactions());
        int major = Integer.parseInt(copy.major());
        if (major < WITHOUT_STATISTICS_FILES_SINCE) {
            // Debian names a directory outside, which the start of a clone would empty.
            settings.add("stats_temp_directory=pg_stat_tmp");
        }
        if (major >= SWITCH_FOR_EVENT_TRIGGERS_SINCE) {
            // Also those that are to fire on replicas, and at each login.
            settings.add("event_triggers=off");
        }
        return List.copyOf(settings);
    }
}
