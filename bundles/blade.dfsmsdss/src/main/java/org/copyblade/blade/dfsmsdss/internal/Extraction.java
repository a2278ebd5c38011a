package org.copyblade.blade.dfsmsdss.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.copyblade.blade.dfsmsdss.internal.jcl.DataSetName;
import org.copyblade.blade.dfsmsdss.internal.jcl.DataSetPair;
import org.copyblade.blade.dfsmsdss.internal.jcl.Volser;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.DataSetCopy;
import org.copyblade.blade.spi.DataSetTarget;
import org.copyblade.blade.spi.Exposed;

/**
 * A checked order to copy data sets out of something exposed. Pure.
 *
 * @param order its name
 * @param units device numbers of the volumes to take them from; none: what is exposed are data sets in the catalog
 * @param pairs what is copied
 * @param volumes where to; none: where storage classes put them
 * @param replace whether a data set of the new name is overwritten
 */
record Extraction(
        CopyGroupId order, List<String> units, List<DataSetPair> pairs, List<Volser> volumes, boolean replace) {

    Extraction {
        Objects.requireNonNull(order, "order");
        units = List.copyOf(units);
        pairs = List.copyOf(pairs);
        volumes = List.copyOf(volumes);
    }

    static Extraction of(
            CopyGroupId order, List<Exposed.Exposure> exposed, List<DataSetCopy> dataSets, DataSetTarget to)
            throws BladeException {
        List<String> units = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Exposed.Exposure exposure : exposed) {
            int at = exposure.location().indexOf('@');
            if (at >= 0 && exposure.location().substring(at + 1).matches("[0-9A-F]{4}")) {
                units.add(exposure.location().substring(at + 1));
            } else if (DataSetName.isValid(exposure.location())) {
                names.add(exposure.location());
            } else {
                throw refused(order, "'" + exposure.location() + "' is neither volser@unit nor a data set name");
            }
        }
        if (units.isEmpty() == names.isEmpty()) {
            throw refused(order, "either volumes or data sets must be exposed, not " + exposed);
        }
        return new Extraction(order, units, pairs(order, dataSets, names), volumes(order, to), to.replace());
    }

    private static List<DataSetPair> pairs(CopyGroupId order, List<DataSetCopy> dataSets, Set<String> names)
            throws BladeException {
        List<DataSetPair> pairs = new ArrayList<>();
        Set<String> targets = new HashSet<>();
        for (DataSetCopy copy : dataSets) {
            if (!DataSetName.isValid(copy.from()) || !DataSetName.isValid(copy.to())) {
                throw refused(order, "'" + copy.from() + "' or '" + copy.to() + "' is no data set name");
            }
            if (!targets.add(copy.to())) {
                throw refused(order, "two data sets are to be named " + copy.to());
            }
            boolean exposed = names.isEmpty()
                    || names.contains(copy.from()) && !copy.from().equals(copy.to());
            if (!exposed) {
                throw refused(order, copy.from() + " is not exposed, or would be copied onto itself");
            }
            pairs.add(new DataSetPair(new DataSetName(copy.from()), new DataSetName(copy.to())));
        }
        if (pairs.isEmpty()) {
            throw refused(order, "no data set is named");
        }
        return pairs;
    }

    private static List<Volser> volumes(CopyGroupId order, DataSetTarget to) throws BladeException {
        List<Volser> volumes = new ArrayList<>();
        for (String volume : to.volumes()) {
            if (!Volser.isValid(volume)) {
                throw refused(order, "'" + volume + "' is no volume serial");
            }
            volumes.add(new Volser(volume));
        }
        return volumes;
    }

    private static BladeException refused(CopyGroupId order, String why) {
        return DssFault.REQUEST.error("cannot copy data sets for " + order + ": " + why, "correct the order");
    }
}
