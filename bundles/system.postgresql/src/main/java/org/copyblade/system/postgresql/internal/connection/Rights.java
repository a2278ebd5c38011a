package org.copyblade.system.postgresql.internal.connection;

import java.util.ArrayList;
import java.util.List;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.SystemException;

/** Which rights the connected role lacks for a backup. */
public final class Rights {

    /** Before this version only a superuser may run CHECKPOINT. */
    private static final int CHECKPOINT_GRANTABLE = 150000;

    private Rights() {}

    /** Statements for a superuser that give the role what it lacks; empty for a superuser. */
    public static List<String> missing(Session session, Deadline deadline) throws SystemException {
        if (may(session, "(select rolsuper from pg_roles where rolname = current_user)", deadline)) {
            return List.of();
        }
        String role = session.text(deadline, "select quote_ident(current_user)");
        int version = session.version(deadline);
        if (version < CHECKPOINT_GRANTABLE) {
            return List.of("ALTER ROLE " + role + " SUPERUSER");
        }
        List<String> missing = new ArrayList<>();
        if (!may(session, "pg_has_role('pg_read_all_settings', 'usage')", deadline)) {
            missing.add("GRANT pg_monitor TO " + role);
        }
        if (!may(session, "pg_has_role('pg_checkpoint', 'usage')", deadline)) {
            missing.add("GRANT pg_checkpoint TO " + role);
        }
        for (String function : List.of("pg_backup_start(text, boolean)", "pg_backup_stop(boolean)")) {
            if (!may(session, "has_function_privilege('" + function + "', 'execute')", deadline)) {
                missing.add("GRANT EXECUTE ON FUNCTION " + function + " TO " + role);
            }
        }
        if (!may(session, "(select rolreplication from pg_roles where rolname = current_user)", deadline)) {
            missing.add("ALTER ROLE " + role + " REPLICATION");
        }
        return missing;
    }

    public static boolean may(Session session, String condition, Deadline deadline) throws SystemException {
        return "t".equals(session.text(deadline, "select " + condition));
    }
}
