package org.copyblade.catalog.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.copyblade.api.BackupQuery;
import org.copyblade.catalog.CopyTarget;

/**
 * A question to the tables. Each one is answered through an index: what it costs grows with the answer, not with what is
 * stored.
 *
 * @param sql with one question mark per parameter
 * @param parameters in their order
 */
record Query(String sql, List<Object> parameters) {

    /** One row of an answer. */
    @FunctionalInterface
    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    Query {
        parameters = List.copyOf(parameters);
    }

    Query(String sql, Object... parameters) {
        this(sql, List.of(parameters));
    }

    static Query run(long number) {
        return new Query("select record from run where number = ?", number);
    }

    static Query runs(int limit) {
        return new Query("select record from run order by number desc limit ?", limit);
    }

    static Query runs(String system, int limit) {
        return new Query("select record from run where system = ? order by number desc limit ?", system, limit);
    }

    static Query restores(String system, int limit) {
        return new Query(
                "select record from run where system = ? and kind in ('RESTORE', 'UNDO') order by number desc limit ?",
                system,
                limit);
    }

    static Query restores(String system, long below, int limit) {
        return new Query(
                "select record from run where system = ? and kind in ('RESTORE', 'UNDO') and number < ?"
                        + " order by number desc limit ?",
                system,
                below,
                limit);
    }

    static Query openRuns() {
        return new Query("select record from run where open = 1 order by number");
    }

    static Query journal(long run) {
        return new Query("select at, kind, step, subject, data from journal where run = ? order by seq", run);
    }

    static Query lastEnded(String kind, String system, String profile) {
        return new Query(
                "select record from run where system = ? and profile = ? and kind = ? and open = 0"
                        + " order by number desc limit 1",
                system,
                profile,
                kind);
    }

    static Query ended(String kind, String system, String profile, long below, int limit) {
        return new Query(
                "select record from run where system = ? and profile = ? and kind = ? and open = 0 and number < ?"
                        + " order by number desc limit ?",
                system,
                profile,
                kind,
                below,
                limit);
    }

    static Query leftovers(String system) {
        return new Query(
                "select number from backup where system = ? and remains = 1 and usable = 0 order by number", system);
    }

    static Query backup(long number) {
        return new Query("select record, body, remains from backup where number = ?", number);
    }

    static Query backups(BackupQuery query) {
        List<String> conditions = new ArrayList<>();
        List<Object> parameters = new ArrayList<>();
        query.system().ifPresent(system -> {
            conditions.add("system = ?");
            parameters.add(system);
        });
        query.profile().ifPresent(profile -> {
            conditions.add("profile = ?");
            parameters.add(profile);
        });
        if (query.usableOnly()) {
            conditions.add("usable = 1");
        }
        parameters.add(query.limit());
        String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        return new Query("select record from backup" + where + " order by began desc, number desc limit ?", parameters);
    }

    static Query usable(long above, int limit) {
        return new Query(
                "select record from backup where usable = 1 and number > ? order by number limit ?", above, limit);
    }

    /** Backups of a profile behind a place of the order of age, oldest first. */
    static Query byAge(String profile, Place above, int limit) {
        return new Query(
                "select record from backup where profile = ? and (began, number) > (?, ?) order by began, number limit ?",
                profile,
                above.at(),
                above.number(),
                limit);
    }

    static Query occupiedGenerations(String profile) {
        return new Query(
                "select distinct generation from backup where profile = ? and usable = 1 order by generation", profile);
    }

    /** Where the last of the newest usable backups of a profile is in the order of age; no row if there are not so many. */
    static Query lastOfNewest(String profile, int newest) {
        return new Query(
                "select began, number from backup where profile = ? and usable = 1"
                        + " order by began desc, number desc limit 1 offset ?",
                profile,
                newest - 1);
    }

    static Query placeByAge(long number) {
        return new Query("select began, number from backup where number = ?", number);
    }

    static Query placeByInstant(long number) {
        return new Query("select shown, number from backup where number = ?", number);
    }

    /** Usable backups of a profile that nobody holds, oldest first, between two places of the order of age. */
    static Query unheldByAge(String profile, Place above, Place below, int limit) {
        return unheld("began", profile, above, below, limit);
    }

    /** The same by the instant that they show. */
    static Query unheldByInstant(String profile, Place above, Place below, int limit) {
        return unheld("shown", profile, above, below, limit);
    }

    private static Query unheld(String column, String profile, Place above, Place below, int limit) {
        return new Query(
                "select record from backup where profile = ? and usable = 1 and held = 0 and (" + column
                        + ", number) > (?, ?) and (" + column + ", number) < (?, ?) order by " + column
                        + ", number limit ?",
                profile,
                above.at(),
                above.number(),
                below.at(),
                below.number(),
                limit);
    }

    /**
     * A place in an order of backups.
     *
     * @param at milliseconds since 1970
     * @param number parts those of one millisecond
     */
    record Place(long at, long number) {
        static final Place FIRST = new Place(Long.MIN_VALUE, Long.MIN_VALUE);
        static final Place LAST = new Place(Long.MAX_VALUE, Long.MAX_VALUE);

        static Place of(ResultSet row) throws SQLException {
            return new Place(row.getLong(1), row.getLong(2));
        }
    }

    static Query backupOfGroup(String group) {
        return new Query("select backup from copy_group where name = ?", group);
    }

    static Query targetUse(CopyTarget target, String profile, int limit) {
        return new Query(
                "select backup, profile from target_use where blade = ? and endpoint = ? and target = ? and profile <> ?"
                        + " order by backup desc limit ?",
                target.blade(),
                target.endpoint(),
                target.name(),
                profile,
                limit);
    }

    /**
     * The same of several targets, each answered by itself: number of the target in the list, backup, profile; in no order. SQLite
     * takes 500 of them at most.
     */
    static Query targetUses(List<CopyTarget> targets, String profile, int limit) {
        StringJoiner sql = new StringJoiner(" union all ");
        List<Object> parameters = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            Query one = targetUse(targets.get(i), profile, limit);
            sql.add("select " + i + ", backup, profile from (" + one.sql() + ") as of_target");
            parameters.addAll(one.parameters());
        }
        return new Query(sql.toString(), parameters);
    }

    static Query lastGood(String system, boolean verified) {
        return new Query(
                "select record from backup where system = ? and good = 1" + (verified ? " and verified = 1" : "")
                        + " order by began desc, number desc limit 1",
                system);
    }

    static Query good(String system, int limit) {
        return new Query(
                "select record from backup where system = ? and good = 1 order by began desc, number desc limit ?",
                system,
                limit);
    }

    static Query order(String name) {
        return new Query("select name, run, blade, endpoint, remains from blade_order where name = ?", name);
    }

    static Query ordersThatRemain() {
        return new Query("select name, run, blade, endpoint, remains from blade_order where remains = 1 order by run");
    }

    static Query evidence(long backup) {
        return new Query("select record from evidence where backup = ?", backup);
    }

    static Query setup(String profile) {
        return new Query("select record, fingerprint from setup where profile = ?", profile);
    }

    static Query next(String counter) {
        return new Query(
                "insert into counter (name, value) values (?, 1)"
                        + " on conflict (name) do update set value = counter.value + 1 returning value",
                counter);
    }

    static Query nextEpoch(String system, long atLeast) {
        return new Query(
                "insert into epoch (system, value) values (?, ?) on conflict (system) do update set value ="
                        + " case when epoch.value < excluded.value then excluded.value else epoch.value + 1 end"
                        + " returning value",
                system,
                atLeast);
    }

    static Query lastEpoch(String system) {
        return new Query("select value from epoch where system = ?", system);
    }

    /** Asks. */
    <T> List<T> rows(Connection connection, Row<T> row) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            try (ResultSet result = statement.executeQuery()) {
                List<T> rows = new ArrayList<>();
                while (result.next()) {
                    rows.add(row.of(result));
                }
                return rows;
            }
        }
    }
}
