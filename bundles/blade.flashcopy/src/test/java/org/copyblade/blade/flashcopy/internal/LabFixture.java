package org.copyblade.blade.flashcopy.internal;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/**
 * Three volumes of the laboratory in two subsystems; several instances of the blade take turns. A hold that is to expire does so
 * on the laboratory, too: the clock alone, which the blade goes by, would show nothing of what happens to the writes.
 */
final class LabFixture implements BladeFixture {

    /** Of the three volumes. */
    private static final List<String> SUBSYSTEMS = List.of("01", "03");

    private final Laboratory laboratory;
    private final CopyPolicy policy;
    private final LabBlades blades;
    private final List<ScratchVolume> volumes =
            List.of(new Scratch("red", "0100"), new Scratch("green", "0101"), new Scratch("blue", "0300"));
    /** How many freezes the laboratory is to have ended by its timer when the rule is over. */
    private final Map<String, Long> expirations = new HashMap<>();

    LabFixture(Laboratory laboratory, LabBlades blades, CopyPolicy policy) {
        this.laboratory = laboratory;
        this.blades = blades;
        this.policy = policy;
    }

    @Override
    public CopyBlade blade() {
        return blades.next();
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
                case LOST_ANSWER -> laboratory.fault(Fault.once(Fault.Kind.LOST_REPLY, "establish"));
                case LATE_SUCCESS -> {
                    laboratory.fault(
                            Fault.once(Fault.Kind.LATE_SUCCESS, "establish").withDelayMs(800));
                    blades.expectLateRequest(true);
                }
                case PARTIAL_FAILURE ->
                    laboratory.fault(
                            Fault.once(Fault.Kind.PARTIAL_FAILURE, "establish").withElement(1));
                case SLOW ->
                    laboratory.fault(Fault.once(Fault.Kind.SLOW, "establish").withDelayMs(200));
                case LOGGED_OUT -> laboratory.fault(Fault.once(Fault.Kind.UNAUTHORIZED, "*"));
                case SERVER_ERROR -> laboratory.fault(Fault.once(Fault.Kind.SERVER_ERROR, "*"));
                case SERVER_ERROR_AFTER -> laboratory.fault(Fault.once(Fault.Kind.SERVER_ERROR_AFTER, "establish"));
                case HOLD_EXPIRES -> {
                    laboratory.fault(Fault.once(Fault.Kind.TIMER_EXPIRY, "establish"));
                    SUBSYSTEMS.forEach(id -> expirations.put(id, expirations(id) + 1));
                    blades.clock().jumpAfterNext(Duration.ofSeconds(121));
                }
            }
            return true;
        });
    }

    @Override
    public void close() {
        blades.expectLateRequest(false);
        if (!laboratory.system().relations().isEmpty()) {
            throw new IllegalStateException(
                    "left behind: " + laboratory.system().relations());
        }
        expirations.forEach((subsystem, wanted) -> {
            if (expirations(subsystem) != wanted) {
                throw new IllegalStateException("the hold of subsystem " + subsystem + " has not expired");
            }
        });
    }

    private long expirations(String subsystem) {
        return laboratory.system().subsystem(subsystem).orElseThrow().expirations();
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

        /** The device numbers of subsystem 02 begin with 8200. */
        @Override
        public Slots exposed(String location) {
            String unit = location.substring(location.indexOf('@') + 1);
            return slots("0" + unit.substring(1));
        }
    }
}
