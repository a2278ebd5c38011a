package org.copyblade.lab.zos;

import java.util.List;
import org.copyblade.lab.array.Extent;

/**
 * A data set, as it was when asked for.
 *
 * @param name up to 44 characters
 * @param attributes its form
 * @param pieces its share of each volume, in the order of the data
 * @param catalog name of the catalog that has it; empty if it is not catalogued
 */
public record DataSetEntry(String name, DataSetAttributes attributes, List<Piece> pieces, String catalog) {

    /**
     * What lies on one volume.
     *
     * @param volser the volume
     * @param extents its tracks there
     */
    public record Piece(String volser, List<Extent> extents) {

        public Piece {
            extents = List.copyOf(extents);
        }

        public int tracks() {
            return extents.stream().mapToInt(Extent::tracks).sum();
        }
    }

    public DataSetEntry {
        pieces = List.copyOf(pieces);
    }

    public int tracks() {
        return pieces.stream().mapToInt(Piece::tracks).sum();
    }

    public List<String> volsers() {
        return pieces.stream().map(Piece::volser).toList();
    }

    public boolean isCatalogued() {
        return !catalog.isEmpty();
    }
}
