package org.copyblade.lab.zosmf.internal.dss;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.copyblade.lab.array.HostVolume;
import org.copyblade.lab.array.SeedFile;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.VirtualArray;
import org.copyblade.lab.array.VolumeLabel;
import org.copyblade.lab.zos.Device;
import org.copyblade.lab.zos.Devices;
import org.copyblade.lab.zos.JobStep;
import org.copyblade.lab.zos.LabSysplex;
import org.copyblade.lab.zos.ZosImage;
import org.copyblade.lab.zosmf.ZosSeed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A z/OS that dies between any two writes of a copy of a whole volume: source and target are online again under their serials. */
class KilledCopyTest {
    private static final String SOURCE = "PR0100";
    private static final String TARGET = "BK0300";
    private static final String FAST = "COPY FULL INDYNAM((%s)) OUTDYNAM((%s)) DUMPCOND FASTREP(REQ)";
    private static final String THROUGH_HOST = "COPY FULL INDYNAM((%s)) OUTDYNAM((%s)) DUMPCOND FASTREP(NONE)";

    @TempDir
    private Path home;

    /** What kills. */
    private static final class Dead extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Lets so many writes to a target go and dies at the next one. Used by one thread. */
    private static final class Death {
        private int writesLeft;

        Death(int writes) {
            writesLeft = writes;
        }

        void beforeWrite() {
            if (writesLeft-- <= 0) {
                throw new Dead();
            }
        }
    }

    private static <T> T around(Class<T> type, T real, Map<String, BiFunction<Object[], Object, Object>> others) {
        return type.cast(Proxy.newProxyInstance(
                KilledCopyTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    BiFunction<Object[], Object, Object> other = others.get(method.getName());
                    Object given = null;
                    if (other == null || !method.getName().startsWith("write")) {
                        try {
                            given = method.invoke(real, arguments);
                        } catch (InvocationTargetException thrown) {
                            throw thrown.getCause();
                        }
                    }
                    return other == null ? given : other.apply(arguments, given);
                }));
    }

    /** The real devices, whose storage counts writes to the target and dies. */
    private static final class MortalDevices {
        private final Devices real;
        private final Death death;
        private StorageSystem system; // null until the first device is asked for

        MortalDevices(Devices real, Death death) {
            this.real = real;
            this.death = death;
        }

        Devices devices() {
            return around(
                    Devices.class,
                    real,
                    Map.of(
                            "online", (arguments, found) -> ((Optional<?>) found).map(it -> mortal((Device) it)),
                            "writeLabel", (arguments, none) -> writeLabel((Device) arguments[0])));
        }

        private Object writeLabel(Device device) {
            death.beforeWrite();
            try {
                real.writeLabel(device);
                return null;
            } catch (Exception cause) {
                throw new IllegalStateException(cause);
            }
        }

        private Device mortal(Device device) {
            if (system == null) {
                system = around(
                        StorageSystem.class,
                        device.system(),
                        Map.of("host", (arguments, host) -> mortal((HostVolume) host)));
            }
            return new Device(device.unit(), device.volser(), device.online(), system, device.volume());
        }

        private HostVolume mortal(HostVolume real) {
            return around(HostVolume.class, real, Map.of("write", (arguments, none) -> {
                death.beforeWrite();
                try {
                    if (arguments.length == 2) {
                        real.write((int) arguments[0], (byte[]) arguments[1]);
                    } else {
                        real.write((int) arguments[0], (int) arguments[1], (byte[]) arguments[2]);
                    }
                    return null;
                } catch (Exception cause) {
                    throw new IllegalStateException(cause);
                }
            }));
        }
    }

    /** Copies until the death after so many writes; did it end before? */
    private static boolean copies(VirtualArray array, LabSysplex sysplex, Devices devices, String statement)
            throws Exception {
        JobStep step = stepOn(around(ZosImage.class, sysplex, Map.of("devices", (arguments, real) -> devices)));
        try (ArrayCalls calls = new ArrayCalls()) {
            new DssTask(new TaskContext(
                            step,
                            Command.read(List.of(statement)).get(0),
                            new Messages("001"),
                            calls,
                            new TaskFaults(array),
                            new HostTraffic()))
                    .run();
            return true;
        } catch (Dead dead) {
            return false;
        }
    }

    private static JobStep stepOn(ZosImage image) {
        return JobStep.class.cast(Proxy.newProxyInstance(
                KilledCopyTest.class.getClassLoader(),
                new Class<?>[] {JobStep.class},
                (proxy, method, arguments) -> method.getName().equals("image") ? image : "JOB"));
    }

    private void killedAtAnyWrite(String statement, int leastWrites) throws Exception {
        try (VirtualArray array = VirtualArray.open(home.resolve("lab"), SeedFile.read(ZosSeed.write(home)))) {
            boolean ended = false;
            for (int writes = 0; !ended; writes++) {
                try (LabSysplex sysplex = LabSysplex.open(array)) {
                    Devices devices = new MortalDevices(sysplex.devices(), new Death(writes)).devices();
                    ended = copies(array, sysplex, devices, statement);
                }
                try (LabSysplex next = LabSysplex.open(array)) {
                    assertThat(unit(next, SOURCE)).as(writes + " writes").contains("0100");
                    assertThat(unit(next, TARGET)).as(writes + " writes").contains("0300");
                    assertThat(next.devices().all().stream().filter(it -> !it.online()))
                            .isEmpty();
                    assertThat(VolumeOrigin.of(array.systems().get(0).host("0300")))
                            .contains(SOURCE);
                    withdraw(array);
                }
                assertThat(ended && writes < leastWrites).isFalse();
            }
        }
    }

    private static void withdraw(VirtualArray array) throws Exception {
        StorageSystem system = array.systems().get(0);
        system.withdraw(system.relations());
    }

    private static Optional<String> unit(LabSysplex sysplex, String volser) {
        return sysplex.devices().online(volser).map(Device::unit);
    }

    @Test
    void ofAnArraysCopy_bothVolumesAreOnlineAgain() throws Exception {
        killedAtAnyWrite(FAST.formatted(SOURCE, TARGET), 1);
    }

    @Test
    void ofACopyThroughTheHost_bothVolumesAreOnlineAgain() throws Exception {
        killedAtAnyWrite(THROUGH_HOST.formatted(SOURCE, TARGET), 15);
    }

    /** Negative control, and what a z/OS that keeps nothing beside its volumes would find. */
    @Test
    void ifNobodyWroteDownTheLabel_theTargetIsNotFound() throws Exception {
        try (VirtualArray array = VirtualArray.open(home.resolve("lab"), SeedFile.read(ZosSeed.write(home)))) {
            try (LabSysplex sysplex = LabSysplex.open(array)) {
                Devices mortal = new MortalDevices(sysplex.devices(), new Death(0)).devices();
                assertThat(copies(array, sysplex, mortal, FAST.formatted(SOURCE, TARGET)))
                        .isFalse();
                sysplex.devices().forgetLabel(sysplex.devices().online(TARGET).orElseThrow());
            }
            try (LabSysplex next = LabSysplex.open(array)) {
                assertThat(unit(next, TARGET)).isEmpty();
                assertThat(unit(next, SOURCE)).contains("0100");
            }
        }
    }

    /** The next start tries again, and z/OS says which one it is. */
    @Test
    void labelThatCannotBeWritten_keepsNobodyFromStarting() throws Exception {
        try (VirtualArray array = VirtualArray.open(home.resolve("lab"), SeedFile.read(ZosSeed.write(home)))) {
            try (LabSysplex sysplex = LabSysplex.open(array)) {
                Device real = sysplex.devices().online(TARGET).orElseThrow();
                sysplex.devices()
                        .expectLabel(new Device("0FFF", "", false, real.system(), "0FFF"), VolumeLabel.track("GONE01"));
            }
            try (LabSysplex next = LabSysplex.open(array)) {
                assertThat(next.operator().await(0, text -> text.contains("volume 0FFF"), java.time.Duration.ZERO))
                        .isPresent();
            }
        }
    }
}
