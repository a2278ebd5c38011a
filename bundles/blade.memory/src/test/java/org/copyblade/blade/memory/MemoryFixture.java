package org.copyblade.blade.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.copyblade.blade.check.BladeFaults;
import org.copyblade.blade.check.BladeFixture;
import org.copyblade.blade.check.ScratchVolume;
import org.copyblade.blade.check.Slots;
import org.copyblade.blade.memory.Faults.Fault;
import org.copyblade.blade.memory.Faults.Step;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.HostVolume;

/** Three volumes in memory, targets enough, every fault. */
final class MemoryFixture implements BladeFixture {

    private final MemoryStorage storage;
    private final Function<MemoryStorage, CopyBlade> blades;
    private final List<ScratchVolume> volumes = new ArrayList<>();

    MemoryFixture(Behaviour behaviour, Function<MemoryStorage, CopyBlade> blades) {
        this.storage = new MemoryStorage(behaviour, MemoryClock.system());
        this.blades = blades;
        for (String name : List.of("red", "green", "blue")) {
            storage.addVolume(name);
            volumes.add(new Scratch(name));
        }
        for (int i = 0; i < 9; i++) {
            storage.addTarget("target" + i);
        }
    }

    @Override
    public CopyBlade blade() {
        return blades.apply(storage);
    }

    @Override
    public CopyPolicy policy() {
        return CopyPolicy.builder().build();
    }

    @Override
    public List<ScratchVolume> volumes() {
        return volumes;
    }

    @Override
    public Optional<BladeFaults> faults() {
        return Optional.of(kind -> {
            switch (kind) {
                case LOST_ANSWER -> storage.faults().next(Step.ESTABLISH, Fault.LOST_REPLY);
                case LATE_SUCCESS -> storage.faults().next(Step.ESTABLISH, Fault.LATE);
                case PARTIAL_FAILURE -> storage.faults().next(Step.ESTABLISH, Fault.PARTIAL);
                case SLOW -> storage.faults().next(Step.ESTABLISH, Fault.SLOW);
                case LOGGED_OUT -> storage.faults().next(Fault.LOGGED_OUT);
                case SERVER_ERROR -> storage.faults().next(Fault.SERVER_ERROR);
                case SERVER_ERROR_AFTER -> storage.faults().next(Step.ESTABLISH, Fault.LOST_REPLY);
                case HOLD_EXPIRES -> storage.faults().next(Step.RELEASE, Fault.HOLD_EXPIRED);
            }
            return true;
        });
    }

    @Override
    public void close() {
        // The storage goes with the fixture.
    }

    private final class Scratch implements ScratchVolume {
        private final String name;

        private Scratch(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public HostVolume host() {
            return HostVolume.path(storage.path(name));
        }

        @Override
        public Slots content() {
            return slots(storage.path(name));
        }

        @Override
        public Slots exposed(String location) {
            return slots(location);
        }

        @Override
        public Optional<String> gate() {
            return name.equals("red") ? Optional.of("gate") : Optional.empty();
        }
    }

    private Slots slots(String place) {
        return new Slots() {
            @Override
            public void write(String slot, byte[] bytes) {
                storage.write(place, slot, bytes);
            }

            @Override
            public Optional<byte[]> read(String slot) {
                return storage.read(place, slot);
            }
        };
    }
}
