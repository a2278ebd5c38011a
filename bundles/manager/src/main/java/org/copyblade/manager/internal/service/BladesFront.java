package org.copyblade.manager.internal.service;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.copyblade.api.BladeStatus;
import org.copyblade.api.Blades;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.blade.spi.BladeInfo;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.manager.internal.blade.BladeCheck;
import org.copyblade.manager.internal.blade.BladeKey;
import org.copyblade.manager.internal.blade.BladeName;
import org.copyblade.manager.internal.blade.BladeRegistry;
import org.copyblade.manager.internal.blade.BladesWithoutEndpoint;
import org.copyblade.manager.internal.lease.Lease;
import org.copyblade.manager.internal.lease.LeaseTable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service {@link Blades}. */
@Component(service = Blades.class, immediate = true)
public final class BladesFront implements Blades {

    private static final Logger LOG = LoggerFactory.getLogger(BladesFront.class);
    private static final String UNKNOWN = "unknown";

    private final ManagerCore core;
    private final BladesWithoutEndpoint others;

    @Activate
    public BladesFront(
            @Reference(name = "core") ManagerCore core, @Reference(name = "others") BladesWithoutEndpoint others) {
        this.core = core;
        this.others = others;
    }

    @Override
    public List<BladeStatus> list() {
        List<BladeStatus> result = new ArrayList<>();
        BladeRegistry registry = core.engine().bladeRegistry();
        for (LeaseTable.Present<BladeKey> present : registry.present()) {
            registry.lease(present.key()).ifPresent(lease -> result.add(status(present, lease)));
        }
        result.addAll(others.list());
        return List.copyOf(result);
    }

    /** A blade that cannot even say what it is hides no other. */
    private static BladeStatus status(LeaseTable.Present<BladeKey> present, Lease<CopyBlade> lease) {
        try (lease) {
            BladeInfo info = lease.service().info();
            return status(present, word(info.grain()), word(info.reach()), word(info.hold()));
        } catch (RuntimeException | Error e) {
            LOG.error("blade {} does not say what it is", present.key(), e);
            return status(present, UNKNOWN, UNKNOWN, UNKNOWN);
        }
    }

    private static BladeStatus status(LeaseTable.Present<BladeKey> present, String grain, String reach, String hold) {
        return new BladeStatus(
                present.key().technology(),
                present.key().endpoint(),
                present.key().version(),
                present.key().bundle(),
                grain,
                reach,
                hold,
                present.leases());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public List<RuleResult> check(String blade, List<String> scratch, String targetPool) throws CopybladeException {
        try {
            return new BladeCheck(
                            core.engine().bladeRegistry(), core.engine().waits().absent(), BladeName.parse(blade))
                    .run(scratch.stream().map(Path::of).toList(), targetPool);
        } catch (IllegalArgumentException e) {
            throw new CopybladeException(
                    ErrorCode.VALIDATION_FAILED, "cannot check blade " + blade + ": " + e.getMessage());
        }
    }
}
