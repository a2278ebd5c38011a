package org.copyblade.lab.zos.internal;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.Emulation;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.VirtualArray;
import org.copyblade.lab.array.Volume;
import org.copyblade.lab.array.VolumeLabel;
import org.copyblade.lab.zos.DataSetNames;
import org.copyblade.lab.zos.Device;
import org.copyblade.lab.zos.Devices;
import org.copyblade.lab.zos.ZosException;
import org.copyblade.lab.zos.ZosException.Reason;

/** The unit control blocks. Volumes made on the array later are found when somebody looks for them. Safe for many threads. */
public final class DeviceTable implements Devices {
    /** Device numbers of the storage systems begin so far from each other. */
    private static final int SYSTEM_STEP = 0x4000;

    private final VirtualArray array;
    private final Map<String, Device> devices = new TreeMap<>(); // guarded by this, by device number
    private final Set<String> known = new HashSet<>(); // guarded by this, serial:id

    private final ExpectedLabels labels;
    private final List<String> failures;

    /** Reads the labels of all volumes, after those that a death has left unwritten were written. */
    public DeviceTable(VirtualArray array, KeptNotes notes) throws ZosException, InterruptedException {
        this.array = array;
        this.labels = new ExpectedLabels(array, notes);
        this.failures = labels.writeAll();
        find();
    }

    /** Why some labels could not be written at the start. */
    public List<String> failures() {
        return failures;
    }

    @Override
    public synchronized List<Device> all() {
        find();
        return List.copyOf(devices.values());
    }

    @Override
    public synchronized Optional<Device> online(String volser) {
        Optional<Device> device = named(volser);
        if (device.isEmpty()) {
            find();
            device = named(volser);
        }
        return device;
    }

    @Override
    public synchronized Optional<Device> unit(String unit) {
        find();
        return Optional.ofNullable(devices.get(unit.toUpperCase(Locale.ROOT)));
    }

    @Override
    public synchronized Device varyOnline(String unit) throws ZosException {
        Device device = require(unit);
        String volser = label(device)
                .orElseThrow(() -> new ZosException(Reason.INVALID, "device " + device.unit() + " has no label"));
        Optional<Device> same = named(volser).filter(it -> !it.unit().equals(device.unit()));
        if (same.isPresent()) {
            throw new ZosException(
                    Reason.EXISTS,
                    "volume " + volser + " is online on device " + same.get().unit());
        }
        return put(device, volser, true);
    }

    @Override
    public synchronized Device varyOffline(String unit) throws ZosException {
        return put(require(unit), "", false);
    }

    @Override
    public void expectLabel(Device device, byte[] label) throws ZosException {
        labels.expect(device, label);
    }

    @Override
    public void writeLabel(Device device) throws ZosException, InterruptedException {
        labels.write(device);
    }

    @Override
    public void forgetLabel(Device device) throws ZosException {
        labels.forget(device);
    }

    @Override
    public Device relabel(String unit, String volser) throws ZosException, InterruptedException {
        Device device = require(unit);
        if (!DataSetNames.isVolser(volser)) {
            throw new ZosException(Reason.INVALID, "'" + volser + "' is no volume serial");
        }
        if (online(volser).filter(it -> !it.unit().equals(device.unit())).isPresent() && device.online()) {
            throw new ZosException(Reason.EXISTS, "volume " + volser + " is online already");
        }
        try {
            // The label is written without the lock of this table: it waits while the volume is frozen.
            device.system().host(device.volume()).write(0, 0, VolumeLabel.track(volser));
        } catch (ArrayException refusal) {
            throw new ZosException(Reason.IO, refusal.getMessage());
        }
        labels.forget(device);
        synchronized (this) {
            return device.online() ? put(device, volser, true) : device;
        }
    }

    private synchronized Device require(String unit) throws ZosException {
        return unit(unit).orElseThrow(() -> new ZosException(Reason.NOT_FOUND, "there is no device " + unit));
    }

    private synchronized Optional<Device> named(String volser) {
        return devices.values().stream()
                .filter(it -> it.online() && it.volser().equals(volser))
                .findFirst();
    }

    private synchronized Device put(Device device, String volser, boolean online) {
        Device changed = new Device(device.unit(), volser, online, device.system(), device.volume());
        devices.put(device.unit(), changed);
        return changed;
    }

    private synchronized void find() {
        int first = 0;
        for (StorageSystem system : array.systems()) {
            for (Volume volume : system.volumes()) {
                if (volume.emulation() == Emulation.CKD
                        && known.add(system.settings().serial() + ":" + volume.id())) {
                    attach(system, volume, first);
                }
            }
            first += SYSTEM_STEP;
        }
        devices.values()
                .removeIf(it -> it.system().volume(it.volume()).isEmpty()
                        && known.remove(it.system().settings().serial() + ":" + it.volume()));
    }

    private synchronized void attach(StorageSystem system, Volume volume, int first) {
        int number = first + Integer.parseInt(volume.id(), 16) & 0xFFFF;
        while (devices.containsKey(String.format("%04X", number))) {
            number = number + 1 & 0xFFFF;
        }
        Device device = new Device(String.format("%04X", number), "", false, system, volume.id());
        String volser = label(device).filter(it -> named(it).isEmpty()).orElse("");
        devices.put(device.unit(), new Device(device.unit(), volser, !volser.isEmpty(), system, volume.id()));
    }

    private static Optional<String> label(Device device) {
        try {
            return device.system().volser(device.volume()).filter(it -> !it.isEmpty());
        } catch (ArrayException unreadable) {
            // The target of a relation that failed; it cannot be varied online.
            return Optional.empty();
        }
    }
}
