package org.copyblade.blade.shadowimage.internal;

import java.util.List;
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

/** Three volumes of the laboratory in two subsystems; several instances of the blade take turns. */
final class LabFixture implements BladeFixture {

    private final CopyPolicy policy;
    private final Laboratory laboratory;
    private final List<? extends CopyBlade> blades;
    private final AtomicInteger turn = new AtomicInteger();
    private final List<ScratchVolume> volumes =
            List.of(new Scratch("red", 256), new Scratch("green", 257), new Scratch("blue", 768));

    LabFixture(Laboratory laboratory, List<? extends CopyBlade> blades, CopyPolicy policy) {
        this.policy = policy;
        this.laboratory = laboratory;
        this.blades = blades;
    }

    @Override
    public CopyBlade blade() {
        return blades.get(turn.getAndIncrement() % blades.size());
    }

    @Override
    public CopyPolicy policy() {
        return policy;
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

    /** What the one instant is called by the laboratory. */
    private String split() {
        return policy.method().isEmpty() ? "split" : "split-snapshots";
    }

    /** There is no hold that could expire. */
    @Override
    public Optional<BladeFaults> faults() {
        return Optional.of(kind -> {
            switch (kind) {
                case LOST_ANSWER -> laboratory.fault(Fault.once(Fault.Kind.LOST_REPLY, split()));
                case LATE_SUCCESS ->
                    laboratory.fault(
                            Fault.once(Fault.Kind.LATE_SUCCESS, split()).withDelayMs(800));
                case PARTIAL_FAILURE ->
                    laboratory.fault(
                            Fault.once(Fault.Kind.PARTIAL_FAILURE, split()).withElement(1));
                case SLOW ->
                    laboratory.fault(Fault.once(Fault.Kind.SLOW, split()).withDelayMs(200));
                case LOGGED_OUT -> laboratory.fault(Fault.once(Fault.Kind.UNAUTHORIZED, "*"));
                case SERVER_ERROR -> laboratory.fault(Fault.once(Fault.Kind.SERVER_ERROR, "*"));
                case SERVER_ERROR_AFTER -> laboratory.fault(Fault.once(Fault.Kind.SERVER_ERROR_AFTER, split()));
                case HOLD_EXPIRES -> {
                    return false;
                }
            }
            return true;
        });
    }

    @Override
    public void close() {
        if (!laboratory.system().relations().isEmpty()) {
            throw new IllegalStateException(
                    "left behind: " + laboratory.system().relations());
        }
    }

    private final class Scratch implements ScratchVolume {
        private final String name;
        private final int ldev;

        private Scratch(String name, int ldev) {
            this.name = name;
            this.ldev = ldev;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public HostVolume host() {
            return HostVolume.volser(String.format("PR%04X", ldev));
        }

        @Override
        public Slots content() {
            return laboratory.slots(ldev);
        }

        @Override
        public Slots exposed(String location) {
            int unit = Integer.parseInt(location.substring(location.indexOf('@') + 1), 16);
            return laboratory.slots(Laboratory.FIRST_TARGET + unit - Laboratory.FIRST_UNIT);
        }
    }
}
