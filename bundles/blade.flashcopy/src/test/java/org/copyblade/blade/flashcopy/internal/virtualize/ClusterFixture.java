package org.copyblade.blade.flashcopy.internal.virtualize;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
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
final class ClusterFixture implements BladeFixture {
    private final ClusterLaboratory laboratory;
    private final List<CopyBlade> blades;
    private final CopyPolicy policy;
    private final AtomicInteger turn = new AtomicInteger();
    private final List<ScratchVolume> volumes =
            List.of(new Scratch("red", "1000"), new Scratch("green", "1001"), new Scratch("blue", "1002"));

    ClusterFixture(ClusterLaboratory laboratory, List<? extends CopyBlade> blades, CopyPolicy policy) {
        this.laboratory = laboratory;
        this.blades = List.copyOf(blades);
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
        return Optional.of(kind -> {
            switch (kind) {
                case LOST_ANSWER -> laboratory.fault(Fault.once(Fault.Kind.LOST_REPLY, "startfcconsistgrp"));
                case LATE_SUCCESS ->
                    laboratory.fault(Fault.once(Fault.Kind.LATE_SUCCESS, "startfcconsistgrp")
                            .withDelayMs(800));
                case PARTIAL_FAILURE ->
                    laboratory.fault(Fault.once(Fault.Kind.PARTIAL_FAILURE, "startfcconsistgrp")
                            .withElement(1));
                case SLOW ->
                    laboratory.fault(
                            Fault.once(Fault.Kind.SLOW, "startfcconsistgrp").withDelayMs(200));
                case LOGGED_OUT -> laboratory.fault(Fault.once(Fault.Kind.UNAUTHORIZED, "*"));
                case SERVER_ERROR -> laboratory.fault(Fault.once(Fault.Kind.SERVER_ERROR, "*"));
                case SERVER_ERROR_AFTER ->
                    laboratory.fault(Fault.once(Fault.Kind.SERVER_ERROR_AFTER, "startfcconsistgrp"));
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
            return HostVolume.path("/srv/" + name);
        }

        @Override
        public Slots content() {
            return slots(id);
        }

        /** The unique id of a volume ends with its number. */
        @Override
        public Slots exposed(String location) {
            return slots(location.substring(location.length() - 4).toUpperCase(Locale.ROOT));
        }
    }
}
