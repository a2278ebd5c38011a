package org.copyblade.catalog.internal;

import java.util.Map;

/** What the databases spell differently in the scripts of the tables. */
enum Dialect {
    SQLITE(
            "integer",
            "select distinct json_extract(copies.value, '$.blade'), json_extract(copies.value, '$.endpoint'),"
                    + " substr(targets.value, instr(targets.value, ' -> ') + 4), number, profile"
                    + " from backup, json_each(record, '$.copies') copies, json_each(copies.value, '$.targets') targets"
                    + " where usable = 1 and targets.value not like '% -> '",
            "cast(round((julianday(json_extract(record, '$.startedAt')) - 2440587.5) * 86400000) as integer)",
            "json_extract(record, '$.generation')",
            "json_extract(record, '$.held')",
            "cast(round((julianday(coalesce(json_extract(record, '$.pointInTime'), json_extract(record, '$.startedAt')))"
                    + " - 2440587.5) * 86400000) as integer)"),
    POSTGRESQL(
            "bigint",
            "select distinct copies.value ->> 'blade', copies.value ->> 'endpoint',"
                    + " substr(targets.value, strpos(targets.value, ' -> ') + 4), number, profile"
                    + " from backup, json_array_elements(record::json -> 'copies') copies,"
                    + " json_array_elements_text(copies.value -> 'targets') targets"
                    + " where usable = 1 and targets.value not like '% -> '",
            "cast(extract(epoch from cast(record::json ->> 'startedAt' as timestamptz)) * 1000 as bigint)",
            "cast(record::json ->> 'generation' as integer)",
            "case record::json ->> 'held' when 'true' then 1 else 0 end",
            "cast(extract(epoch from cast(coalesce(record::json ->> 'pointInTime', record::json ->> 'startedAt')"
                    + " as timestamptz)) * 1000 as bigint)");

    private final String number;
    private final String targetsInUse;
    private final String began;
    private final String generation;
    private final String held;
    private final String shown;

    Dialect(String number, String targetsInUse, String began, String generation, String held, String shown) {
        this.number = number;
        this.targetsInUse = targetsInUse;
        this.began = began;
        this.generation = generation;
        this.held = held;
        this.shown = shown;
    }

    /**
     * By the names that the scripts use: {@code number} is the type of a 64-bit number that is the key of its table,
     * {@code targets_in_use} asks the stored records for the rows of table {@code target_use}, and the others are columns of
     * table {@code backup} as its stored record has them; times are in milliseconds since 1970.
     */
    Map<String, String> placeholders() {
        return Map.of(
                "number",
                number,
                "targets_in_use",
                targetsInUse,
                "began",
                began,
                "generation",
                generation,
                "held",
                held,
                "shown",
                shown);
    }
}
