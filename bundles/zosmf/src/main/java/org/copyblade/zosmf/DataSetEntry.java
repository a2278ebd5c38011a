package org.copyblade.zosmf;

import java.util.List;
import java.util.Objects;

/**
 * One entry of a list of data sets.
 *
 * @param name data set name
 * @param volumes serials it is on, as far as z/OSMF says: of a data set on several it may name the first only
 * @param catalog name of the catalog that has it; empty if it is not said
 * @param organization for example {@code PS}, {@code PO}, {@code VS}; empty if it is not said
 * @param severalVolumes whether it is on more than one volume
 * @param migrated whether it must be recalled before use
 */
public record DataSetEntry(
        String name,
        List<String> volumes,
        String catalog,
        String organization,
        boolean severalVolumes,
        boolean migrated) {

    public DataSetEntry {
        Objects.requireNonNull(name, "name");
        volumes = List.copyOf(volumes);
        Objects.requireNonNull(catalog, "catalog");
        Objects.requireNonNull(organization, "organization");
    }
}
