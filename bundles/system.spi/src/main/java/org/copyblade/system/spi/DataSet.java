package org.copyblade.system.spi;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One thing the system keeps on storage: for PostgreSQL a directory tree, for IMS a z/OS data set.
 *
 * @param name short and stable, unique in the system, {@code [a-z0-9][a-z0-9._-]*}: data, wal, tblspc-16385
 * @param role what it is for
 * @param kind how the place is named
 * @param place absolute path with symbolic links resolved, or volume serial
 * @param dataSetName z/OS name; empty for directory trees
 * @param excluded paths relative to the place whose content need not be copied
 * @param gate file without which the system cannot start, relative to the place; set on exactly one data set of a system
 *     made of directory trees
 */
public record DataSet(
        String name,
        Role role,
        PlaceKind kind,
        String place,
        String dataSetName,
        List<String> excluded,
        Optional<String> gate) {

    /** What a gate that is shut has behind its name: so a restore brings it back, and {@link Barrable} keeps it. */
    public static final String SHUT = ".copyblade-gate";

    /** What a data set is for. */
    public enum Role {
        DATABASE,
        LOG,
        CONTROL,
        CATALOG,
        SYSTEM
    }

    /** How a place is named. */
    public enum PlaceKind {
        PATH,
        VOLSER
    }

    public DataSet {
        if (name == null || !name.matches("[a-z0-9][a-z0-9._-]*")) {
            throw new IllegalArgumentException(
                    "name of a data set has small letters, digits, '.', '_' and '-', not '" + name + "'");
        }
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(dataSetName, "dataSetName");
        excluded = List.copyOf(excluded);
        Objects.requireNonNull(gate, "gate");
    }

    /** A directory tree. */
    public static DataSet tree(String name, Role role, String path, List<String> excluded, Optional<String> gate) {
        return new DataSet(name, role, PlaceKind.PATH, path, "", excluded, gate);
    }
}
