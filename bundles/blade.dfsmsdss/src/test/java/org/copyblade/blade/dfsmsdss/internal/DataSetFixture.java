package org.copyblade.blade.dfsmsdss.internal;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.copyblade.blade.check.BladeFaults;
import org.copyblade.blade.check.BladeFixture;
import org.copyblade.blade.check.ScratchVolume;
import org.copyblade.blade.check.Slots;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.HostVolume;
import org.copyblade.lab.array.Fault;

/** Three data sets of the laboratory on two volumes; two instances of the blade take turns. */
final class DataSetFixture implements BladeFixture {
    private static final String PREFIX = "PROD.DB.";

    private final Laboratory laboratory;
    private final List<DfsmsdssBlade> blades;
    private final AtomicInteger turn = new AtomicInteger();
    private final List<ScratchVolume> volumes;

    DataSetFixture(Laboratory laboratory, List<DfsmsdssBlade> blades) {
        this.laboratory = laboratory;
        this.blades = blades;
        this.volumes =
                List.of(new Scratch("red", "PR0100"), new Scratch("green", "PR0101"), new Scratch("blue", "PR0101"));
    }

    @Override
    public CopyBlade blade() {
        return blades.get(turn.getAndIncrement() % blades.size());
    }

    @Override
    public CopyPolicy policy() {
        return CopyPolicy.builder().method("data-set").build();
    }

    /** Each takes a second of a busy machine. */
    @Override
    public int repetitions() {
        return 4;
    }

    @Override
    public List<ScratchVolume> volumes() {
        return volumes;
    }

    /** Data sets are not held. */
    @Override
    public Optional<BladeFaults> faults() {
        return Optional.of(kind -> {
            switch (kind) {
                case LOST_ANSWER -> laboratory.fault(Fault.once(Fault.Kind.LOST_REPLY, "release"));
                case LATE_SUCCESS ->
                    laboratory.fault(
                            Fault.once(Fault.Kind.LATE_SUCCESS, "release").withDelayMs(800));
                case PARTIAL_FAILURE -> laboratory.fault(Fault.once(Fault.Kind.PARTIAL_FAILURE, "dss-copy"));
                case SLOW ->
                    laboratory.fault(Fault.once(Fault.Kind.SLOW, "release").withDelayMs(200));
                case LOGGED_OUT -> laboratory.fault(Fault.once(Fault.Kind.UNAUTHORIZED, "*"));
                case SERVER_ERROR -> laboratory.fault(Fault.once(Fault.Kind.SERVER_ERROR, "*"));
                case SERVER_ERROR_AFTER -> laboratory.fault(Fault.once(Fault.Kind.SERVER_ERROR_AFTER, "release"));
                case HOLD_EXPIRES -> {
                    return false;
                }
            }
            return true;
        });
    }

    /** A fault that a rule has armed and not come to must not hit the next one. */
    @Override
    public void close() {
        laboratory.face().array().faults().clear();
    }

    private final class Scratch implements ScratchVolume {
        private final String name;
        private final String full;

        private Scratch(String name, String volser) {
            this.name = name;
            this.full = PREFIX + name.toUpperCase(Locale.ROOT);
            try {
                laboratory.allocate(full, volser);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public HostVolume host() {
            return HostVolume.dataSet(full);
        }

        @Override
        public Slots content() {
            return laboratory.dataSet(full);
        }

        @Override
        public Slots exposed(String location) {
            return laboratory.dataSet(location);
        }
    }
}
