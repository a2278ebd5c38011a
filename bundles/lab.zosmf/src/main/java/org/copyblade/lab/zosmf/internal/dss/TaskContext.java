package org.copyblade.lab.zosmf.internal.dss;

import java.util.ArrayList;
import java.util.List;
import org.copyblade.lab.zos.Dd;
import org.copyblade.lab.zos.Device;
import org.copyblade.lab.zos.JobStep;
import org.copyblade.lab.zos.ZosImage;

/**
 * What a task works with.
 *
 * @param step its step
 * @param command its control statement
 * @param messages where it reports
 * @param calls how it reaches the array
 * @param faults what goes wrong with it
 * @param traffic where bytes through the host are counted
 */
record TaskContext(
        JobStep step, Command command, Messages messages, ArrayCalls calls, TaskFaults faults, HostTraffic traffic) {

    ZosImage image() {
        return step.image();
    }

    String owner() {
        return step.jobName() + "/" + step.jobId();
    }

    /** Devices of the volumes that a pair of keywords names, by volume serial or by DD. */
    List<Device> devices(String dynamic, String byDd) throws TaskException {
        List<Device> devices = new ArrayList<>();
        for (String volser : volsers(dynamic, byDd)) {
            devices.add(device(volser));
        }
        return devices;
    }

    List<String> volsers(String dynamic, String byDd) throws TaskException {
        List<String> volsers = new ArrayList<>(command.volsers(dynamic));
        for (String name : command.volsers(byDd)) {
            Dd dd = step.dd(name)
                    .orElseThrow(() -> new TaskException("ADR070E", "DD STATEMENT FOR " + name + " IS MISSING"));
            dd.dataSets().forEach(it -> volsers.addAll(it.volsers()));
        }
        return volsers;
    }

    Device device(String volser) throws TaskException {
        return image().devices()
                .online(volser)
                .orElseThrow(() -> new TaskException("ADR403E", "VOLUME " + volser + " IS NOT ONLINE"));
    }

    /** Exactly one. */
    Device single(String dynamic, String byDd) throws TaskException {
        List<Device> devices = devices(dynamic, byDd);
        if (devices.size() != 1) {
            throw new TaskException("ADR271E", "ONE VOLUME IS WANTED IN " + dynamic + ", NOT " + devices.size());
        }
        return devices.get(0);
    }

    void requireGoing() throws InterruptedException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedException("job cancelled");
        }
    }
}
