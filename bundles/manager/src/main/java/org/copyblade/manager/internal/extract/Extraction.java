package org.copyblade.manager.internal.extract;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.copyblade.api.RunId;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.DataSetCopy;
import org.copyblade.blade.spi.DataSetTarget;
import org.copyblade.catalog.StoredOrder;
import org.copyblade.manager.internal.blade.BladeName;

/**
 * What is copied out of a backup, as it stands in the journal: whoever reads it can go on.
 *
 * @param order names the request, on the storage too
 * @param technology of the blade that copies
 * @param endpoint of that blade
 * @param members by copy group, what is shown meanwhile
 * @param copies what is copied
 * @param volumes where to
 * @param progress newest binding of the blade that copies; empty: it was not called yet, or its first answer was lost
 */
record Extraction(
        String order,
        String technology,
        String endpoint,
        Map<String, Set<String>> members,
        List<DataSetCopy> copies,
        List<String> volumes,
        Optional<Binding> progress) {

    Extraction {
        Objects.requireNonNull(order, "order");
        Objects.requireNonNull(technology, "technology");
        Objects.requireNonNull(endpoint, "endpoint");
        copies = List.copyOf(copies);
        volumes = List.copyOf(volumes);
        Objects.requireNonNull(progress, "progress");
    }

    Extraction under(CopyGroupId next) {
        return new Extraction(next.value(), technology, endpoint, members, copies, volumes, progress);
    }

    Extraction with(Binding next) {
        return new Extraction(order, technology, endpoint, members, copies, volumes, Optional.of(next));
    }

    CopyGroupId id() {
        return new CopyGroupId(order);
    }

    /** As the catalog knows it while anything of it may be left. */
    StoredOrder begunBy(RunId run) {
        return new StoredOrder(order, run, technology, endpoint, true);
    }

    BladeName blade() {
        return new BladeName(technology, endpoint);
    }

    /** Nothing is ever overwritten. */
    DataSetTarget target() {
        return new DataSetTarget(volumes, false);
    }
}
