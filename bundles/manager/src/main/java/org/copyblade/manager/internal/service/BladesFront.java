package org.copyblade.manager.internal.service;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.copyblade.api.BladeStatus;
import org.copyblade.api.Blades;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.blade.check.BladeRules;
import org.copyblade.blade.check.Rule;
import org.copyblade.blade.check.ScratchDirectories;
import org.copyblade.blade.spi.BladeInfo;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.manager.internal.blade.BladeKey;
import org.copyblade.manager.internal.blade.BladeName;
import org.copyblade.manager.internal.lease.Lease;
import org.copyblade.manager.internal.lease.LeaseTable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The service {@link Blades}. */
@Component(service = Blades.class, immediate = true)
public final class BladesFront implements Blades {

    private final ManagerCore core;

    @Activate
    public BladesFront(@Reference(name = "core") ManagerCore core) {
        this.core = core;
    }

    @Override
    public List<BladeStatus> list() {
        List<BladeStatus> result = new ArrayList<>();
        for (LeaseTable.Present<BladeKey, CopyBlade> present :
                core.engine().bladeRegistry().present()) {
            BladeInfo info = present.service().info();
            result.add(new BladeStatus(
                    present.key().technology(),
                    present.key().endpoint(),
                    present.key().version(),
                    present.key().bundle(),
                    word(info.grain()),
                    word(info.reach()),
                    word(info.hold()),
                    present.leases()));
        }
        return List.copyOf(result);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public List<RuleResult> check(String blade, List<String> scratch) throws CopybladeException {
        BladeName name = BladeName.parse(blade);
        List<Lease<CopyBlade>> leases = core.engine()
                .bladeRegistry()
                .leaseAll(List.of(name), core.engine().absentWait());
        if (leases.isEmpty()) {
            throw new CopybladeException(ErrorCode.BLADE_ABSENT, "cannot check blade " + blade + ": it is not there");
        }
        try (Lease<CopyBlade> lease = leases.get(0)) {
            return check(lease.service(), scratch.stream().map(Path::of).toList());
        } catch (IllegalArgumentException e) {
            throw new CopybladeException(
                    ErrorCode.VALIDATION_FAILED, "cannot check blade " + blade + ": " + e.getMessage());
        }
    }

    private static List<RuleResult> check(CopyBlade blade, List<Path> scratch) {
        List<RuleResult> results = new ArrayList<>();
        try (ScratchDirectories fixture =
                new ScratchDirectories(() -> blade, CopyPolicy.builder().build(), scratch)) {
            for (Rule rule : BladeRules.all()) {
                org.copyblade.blade.check.RuleResult result = rule.run(fixture);
                Verdict verdict =
                        switch (result.outcome()) {
                            case PASSED -> Verdict.PASSED;
                            case FAILED -> Verdict.FAILED;
                            case NOT_APPLICABLE -> Verdict.NOT_APPLICABLE;
                        };
                results.add(new RuleResult(rule.id(), rule.title(), verdict, result.text()));
            }
        }
        return List.copyOf(results);
    }
}
