package org.copyblade.blade.timefinder.internal;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.copyblade.blade.check.BladeFaults;
import org.copyblade.blade.check.BladeFixture;
import org.copyblade.blade.check.ScratchVolume;
import org.copyblade.blade.check.Slots;
import org.copyblade.blade.drive.LabSlots;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.HostVolume;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.Fault;

/** Three volumes of the laboratory; several instances of the blade take turns. */
final class LabFixture implements BladeFixture {

    private final CopyPolicy policy;
    private final Laboratory laboratory;
    private final Supplier<? extends CopyBlade> blades;
    private final Consumer<Boolean> late;
    private final List<ScratchVolume> volumes =
            List.of(new Scratch("red", "0100"), new Scratch("green", "0101"), new Scratch("blue", "0102"));

    LabFixture(Laboratory laboratory, LabBlades blades, CopyPolicy policy) {
        this(laboratory, blades::next, blades::expectLateRequest, policy);
    }

    /** @param late told whether a request may be carried out after its caller has given up */
    LabFixture(Laboratory laboratory, Supplier<? extends CopyBlade> blades, Consumer<Boolean> late, CopyPolicy policy) {
        this.laboratory = laboratory;
        this.blades = blades;
        this.late = late;
        this.policy = policy;
    }

    @Override
    public CopyBlade blade() {
        return blades.get();
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

    @Override
    public Optional<BladeFaults> faults() {
        return Optional.of(kind -> switch (kind) {
            case LOST_ANSWER -> armed(Fault.once(Fault.Kind.LOST_REPLY, "establish"));
            case LATE_SUCCESS -> {
                late.accept(true);
                yield armed(Fault.once(Fault.Kind.LATE_SUCCESS, "establish").withDelayMs(800));
            }
            case PARTIAL_FAILURE ->
                armed(Fault.once(Fault.Kind.PARTIAL_FAILURE, "establish").withElement(1));
            case SLOW -> armed(Fault.once(Fault.Kind.SLOW, "establish").withDelayMs(200));
            case LOGGED_OUT -> armed(Fault.once(Fault.Kind.UNAUTHORIZED, "*"));
            case SERVER_ERROR -> armed(Fault.once(Fault.Kind.SERVER_ERROR, "*"));
            case SERVER_ERROR_AFTER -> armed(Fault.once(Fault.Kind.SERVER_ERROR_AFTER, "establish"));
            case HOLD_EXPIRES -> false;
        });
    }

    private boolean armed(Fault fault) {
        laboratory.fault(fault);
        return true;
    }

    @Override
    public void close() {
        late.accept(false);
        String left = laboratory.leftovers();
        if (!left.isEmpty()) {
            throw new IllegalStateException(left);
        }
    }

    private LabSlots slots(String id) {
        try {
            return LabSlots.on(laboratory.system().host(id));
        } catch (ArrayException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Scratch implements ScratchVolume {
        private final String name;
        private final String id;

        private Scratch(String name, String id) {
            this.name = name;
            this.id = id;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public HostVolume host() {
            return HostVolume.volser("PR" + id);
        }

        @Override
        public Slots content() {
            return slots(id);
        }

        /** The device numbers begin with 8200 for volume 00200. */
        @Override
        public Slots exposed(String location) {
            String unit = location.substring(location.indexOf('@') + 1);
            return slots("0" + unit.substring(1));
        }
    }
}
