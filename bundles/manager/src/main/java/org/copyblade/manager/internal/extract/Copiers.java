package org.copyblade.manager.internal.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.copyblade.api.ErrorCode;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.DataSetCopier;
import org.copyblade.manager.internal.blade.BladeKey;
import org.copyblade.manager.internal.blade.BladeName;
import org.copyblade.manager.internal.blade.BladeRegistry;
import org.copyblade.manager.internal.lease.Lease;
import org.copyblade.manager.internal.lease.LeaseTable;
import org.copyblade.manager.internal.run.Failure;

/** Which blade copies data sets. Safe for many threads. */
final class Copiers {

    private final BladeRegistry registry;

    Copiers(BladeRegistry registry) {
        this.registry = registry;
    }

    /**
     * The blade meant, with its endpoint.
     *
     * @param wanted as the operator wrote it; empty: the only one that can, or the one that has made the backup
     * @param makers blades of the backup
     */
    BladeName choose(String wanted, Set<BladeName> makers) throws Failure {
        List<BladeName> able = present();
        if (!wanted.isEmpty()) {
            BladeName named = BladeName.parse(wanted);
            List<BladeName> fitting = able.stream()
                    .filter(blade -> named.fits(blade.technology(), blade.endpoint()))
                    .toList();
            return only(fitting, "no blade " + wanted + " that copies data sets is there");
        }
        List<BladeName> own = able.stream().filter(makers::contains).toList();
        return only(own.isEmpty() ? able : own, "no blade that copies data sets is there");
    }

    private static BladeName only(List<BladeName> able, String none) throws Failure {
        if (able.size() == 1) {
            return able.get(0);
        }
        String why = able.isEmpty()
                ? none
                : "several blades copy data sets, name one of them with --by: "
                        + able.stream().map(BladeName::toString).collect(Collectors.joining(", "));
        throw Failure.refused(ErrorCode.BLADE_ABSENT, why, List.of());
    }

    private List<BladeName> present() {
        List<BladeName> able = new ArrayList<>();
        for (LeaseTable.Present<BladeKey> present : registry.present()) {
            Optional<Lease<CopyBlade>> found = registry.lease(present.key());
            if (found.isPresent()) {
                try (Lease<CopyBlade> lease = found.orElseThrow()) {
                    BladeName name = present.key().name();
                    if (lease.service() instanceof DataSetCopier && !able.contains(name)) {
                        able.add(name);
                    }
                }
            }
        }
        return able;
    }
}
