package org.copyblade.lab.zos.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.DataSetForm;
import org.copyblade.lab.array.DataSetOnVolume;
import org.copyblade.lab.array.HostVolume;
import org.copyblade.lab.array.Vtoc;
import org.copyblade.lab.zos.Device;
import org.copyblade.lab.zos.Devices;
import org.copyblade.lab.zos.ZosException;
import org.copyblade.lab.zos.ZosException.Reason;

/**
 * The VTOCs of online volumes, changed by one at a time each. Whoever waits for a frozen volume keeps only others from its
 * own VTOC.
 */
final class VolumeTables {

    /** A change of a VTOC. */
    interface Change<T> {
        T apply(Vtoc vtoc) throws ArrayException, InterruptedException;
    }

    private final Devices devices;
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    VolumeTables(Devices devices) {
        this.devices = devices;
    }

    HostVolume host(String volser) throws ZosException {
        Device device = devices.online(volser)
                .orElseThrow(() -> new ZosException(Reason.NOT_FOUND, "volume " + volser + " is not online"));
        try {
            return device.system().host(device.volume());
        } catch (ArrayException refusal) {
            throw new ZosException(Reason.IO, "volume " + volser + ": " + refusal.getMessage());
        }
    }

    List<DataSetOnVolume> dataSets(String volser) throws ZosException {
        HostVolume host = host(volser);
        try {
            List<DataSetOnVolume> found = new ArrayList<>(Vtoc.of(host).dataSets());
            found.sort(Comparator.comparing(DataSetOnVolume::name));
            return found;
        } catch (ArrayException refusal) {
            throw failure(volser, refusal);
        }
    }

    Optional<DataSetOnVolume> find(String volser, String name) throws ZosException {
        return dataSets(volser).stream().filter(it -> it.name().equals(name)).findFirst();
    }

    DataSetOnVolume allocate(String volser, String name, int tracks, DataSetForm form)
            throws ZosException, InterruptedException {
        return change(volser, vtoc -> {
            if (vtoc.find(name).isPresent()) {
                throw new ArrayException(ArrayException.Reason.INVALID, name + " is there already");
            }
            return vtoc.allocate(name, tracks, form);
        });
    }

    void form(String volser, String name, DataSetForm form) throws ZosException, InterruptedException {
        change(volser, vtoc -> {
            vtoc.form(name, form);
            return form;
        });
    }

    void remove(String volser, String name) throws ZosException, InterruptedException {
        change(volser, vtoc -> {
            vtoc.remove(name);
            return name;
        });
    }

    private <T> T change(String volser, Change<T> change) throws ZosException, InterruptedException {
        HostVolume host = host(volser);
        ReentrantLock lock = locks.computeIfAbsent(volser, it -> new ReentrantLock());
        lock.lockInterruptibly();
        try {
            return change.apply(Vtoc.of(host));
        } catch (ArrayException refusal) {
            throw failure(volser, refusal);
        } finally {
            lock.unlock();
        }
    }

    private static ZosException failure(String volser, ArrayException cause) {
        Reason reason =
                switch (cause.reason()) {
                    case OUT_OF_SPACE -> Reason.NO_SPACE;
                    case INVALID -> Reason.INVALID;
                    default -> Reason.IO;
                };
        return new ZosException(reason, "volume " + volser + ": " + cause.getMessage());
    }
}
