package org.copyblade.system.postgresql.internal.copy;

import java.util.ArrayList;
import java.util.List;
import org.copyblade.system.postgresql.internal.connection.Connector;
import org.copyblade.system.postgresql.internal.connection.Session;
import org.copyblade.system.postgresql.internal.fault.PgFault;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.SystemException;

/** Lets a database check itself: every b-tree index against its table, every table page by page. */
final class CloneChecks {

    private static final int MOST_FAILURES = 20;
    private static final String HEAP_CHECK_SINCE = "verify_heapam";

    private static final String INDEXES = "select c.oid, c.oid::regclass::text from pg_class c"
            + " join pg_am a on a.oid = c.relam join pg_index i on i.indexrelid = c.oid"
            + " where a.amname = 'btree' and c.relkind = 'i' and c.relpersistence <> 't'"
            + " and i.indisready and i.indisvalid order by c.oid";
    private static final String TABLES = "select c.oid, c.oid::regclass::text from pg_class c"
            + " join pg_am a on a.oid = c.relam"
            + " where a.amname = 'heap' and c.relkind in ('r', 'm', 't') and c.relpersistence <> 't' order by c.oid";

    private final Connector connector;
    private final Deadline deadline;
    private final List<String> checks = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    CloneChecks(Connector connector, Deadline deadline) {
        this.connector = connector;
        this.deadline = deadline;
    }

    /** A relation by number and name. */
    private record Relation(long oid, String name) {}

    /** Checks every database that can be connected to. */
    void run() throws SystemException {
        List<String> databases;
        try (Session session = connector.open(deadline)) {
            databases = session.rows(
                    deadline,
                    "select datname from pg_database where datallowconn order by oid",
                    row -> row.getString(1));
        }
        for (String database : databases) {
            try (Session session = connector.open(database, deadline)) {
                check(database, session);
            }
        }
    }

    /** One line each. */
    List<String> checks() {
        return List.copyOf(checks);
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    private void check(String database, Session session) throws SystemException {
        // A database or a role may have a setting of its own, which wins over those of the clone.
        session.run(deadline, "set session_replication_role = replica");
        List<Relation> indexes = relations(session, INDEXES);
        List<Relation> tables = relations(session, TABLES);
        if (session.text(deadline, "select count(*) from pg_available_extensions where name = 'amcheck'")
                .equals("0")) {
            checks.add(database + ": amcheck is not installed beside the server, indexes were not checked");
            readAll(database, session, tables);
            return;
        }
        if (!attempt(database, "amcheck", () -> install(session))) {
            readAll(database, session, tables);
            return;
        }
        String schema = session.text(
                deadline,
                "select quote_ident(nspname) from pg_extension e join pg_namespace n on n.oid = e.extnamespace"
                        + " where extname = 'amcheck'");
        for (Relation index : indexes) {
            attempt(
                    database,
                    index.name(),
                    () -> session.run(
                            deadline, "select " + schema + ".bt_index_check(?::oid::regclass, true)", index.oid()));
        }
        checks.add(database + ": " + indexes.size() + " indexes agree with their tables (amcheck)");
        if (session.text(deadline, "select count(*) from pg_proc where proname = '" + HEAP_CHECK_SINCE + "'")
                .equals("0")) {
            checks.add(database + ": this version cannot check tables, they were read instead");
            readAll(database, session, tables);
            return;
        }
        for (Relation table : tables) {
            attempt(database, table.name(), () -> verifyHeap(database, session, schema, table));
        }
        checks.add(database + ": " + tables.size() + " tables are sound page by page (amcheck)");
    }

    private void install(Session session) throws SystemException {
        session.run(deadline, "create extension if not exists amcheck with schema pg_catalog");
    }

    private void verifyHeap(String database, Session session, String schema, Relation table) throws SystemException {
        session.rows(
                        deadline,
                        "select 'block ' || blkno || ': ' || msg from " + schema
                                + ".verify_heapam(?::oid::regclass, true, true) limit 1",
                        row -> row.getString(1),
                        table.oid())
                .forEach(problem -> fail(database, table.name(), problem));
    }

    private void readAll(String database, Session session, List<Relation> tables) throws SystemException {
        for (Relation table : tables) {
            // What is kept apart from its table has no row type from version 14 on.
            String read = table.name().startsWith("pg_toast.") ? "t.chunk_data" : "t.*";
            attempt(
                    database,
                    table.name(),
                    () -> session.run(deadline, "select count(" + read + ") from " + table.name() + " t"));
        }
        checks.add(database + ": " + tables.size() + " tables could be read");
    }

    /** Whether it succeeded: what fails does not end the check of the others. */
    private boolean attempt(String database, String what, Attempt attempt) throws SystemException {
        if (failures.size() >= MOST_FAILURES) {
            return false;
        }
        try {
            attempt.run();
            return true;
        } catch (SystemException e) {
            if (!PgFault.SQL.is(e)) {
                throw e;
            }
            fail(database, what, e.getMessage());
            return false;
        }
    }

    private void fail(String database, String what, String problem) {
        failures.add(database + ": " + what + ": " + problem);
    }

    private List<Relation> relations(Session session, String sql) throws SystemException {
        return session.rows(deadline, sql, row -> new Relation(row.getLong(1), row.getString(2)));
    }

    /** One check of one relation, or what it needs. */
    private interface Attempt {
        void run() throws SystemException;
    }
}
