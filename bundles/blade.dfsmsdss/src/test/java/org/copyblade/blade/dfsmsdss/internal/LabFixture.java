package org.copyblade.blade.dfsmsdss.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.copyblade.blade.check.BladeFaults;
import org.copyblade.blade.check.BladeFixture;
import org.copyblade.blade.check.ScratchVolume;
import org.copyblade.blade.check.Slots;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.HostVolume;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.CopyOption;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.PairRequest;
import org.copyblade.lab.array.Relation;

/** Three volumes of the laboratory in two subsystems; two instances of the blade take turns. */
final class LabFixture implements BladeFixture {

    /** The second target that a plan takes, and a source that nobody copies. */
    private static final PairRequest IN_THE_WAY = PairRequest.ofVolumes("0103", "0201");

    private final Laboratory laboratory;
    private final List<DfsmsdssBlade> blades;
    private final CopyPolicy policy;
    private final AtomicInteger turn = new AtomicInteger();
    private final List<ScratchVolume> volumes =
            List.of(new Scratch("red", "0100"), new Scratch("green", "0101"), new Scratch("blue", "0300"));

    LabFixture(Laboratory laboratory, List<DfsmsdssBlade> blades, CopyPolicy policy) {
        this.laboratory = laboratory;
        this.blades = blades;
        this.policy = policy;
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

    @Override
    public Optional<BladeFaults> faults() {
        return Optional.of(kind -> switch (kind) {
            case LOST_ANSWER -> {
                laboratory.fault(Fault.once(Fault.Kind.LOST_REPLY, "release"));
                yield true;
            }
            case LATE_SUCCESS -> {
                laboratory.fault(Fault.once(Fault.Kind.LATE_SUCCESS, "release").withDelayMs(800));
                yield true;
            }
            case PARTIAL_FAILURE -> {
                obstruct();
                yield true;
            }
            case SLOW -> {
                laboratory.fault(Fault.once(Fault.Kind.SLOW, "release").withDelayMs(200));
                yield true;
            }
            case LOGGED_OUT -> {
                laboratory.fault(Fault.once(Fault.Kind.UNAUTHORIZED, "*"));
                yield true;
            }
            case SERVER_ERROR -> {
                laboratory.fault(Fault.once(Fault.Kind.SERVER_ERROR, "*"));
                yield true;
            }
            case SERVER_ERROR_AFTER -> {
                laboratory.fault(Fault.once(Fault.Kind.SERVER_ERROR_AFTER, "release"));
                yield true;
            }
            case HOLD_EXPIRES -> {
                laboratory.fault(Fault.once(Fault.Kind.TIMER_EXPIRY, "dss-cgcreated"));
                yield true;
            }
        });
    }

    private void obstruct() {
        try {
            laboratory
                    .system()
                    .establish(List.of(IN_THE_WAY), Set.of(CopyOption.PERSISTENT, CopyOption.NO_BACKGROUND_COPY));
        } catch (ArrayException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A fault that a rule has armed and not come to must not hit the next one. */
    @Override
    public void close() {
        laboratory.face().array().faults().clear();
        try {
            List<Relation> ours = laboratory.system().relations().stream()
                    .filter(relation -> relation.source().equals("0103"))
                    .toList();
            if (!ours.isEmpty()) {
                laboratory.system().withdraw(ours);
            }
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
            return laboratory.slots(id);
        }

        /** The device number is the id of the volume. */
        @Override
        public Slots exposed(String location) {
            return laboratory.slots(location.substring(location.indexOf('@') + 1));
        }
    }
}
