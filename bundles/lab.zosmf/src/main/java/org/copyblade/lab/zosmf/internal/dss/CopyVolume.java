package org.copyblade.lab.zosmf.internal.dss;

import java.util.Optional;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.DataSetOnVolume;
import org.copyblade.lab.array.Emulation;
import org.copyblade.lab.array.Extent;
import org.copyblade.lab.array.HostVolume;
import org.copyblade.lab.array.VolumeLabel;
import org.copyblade.lab.array.Vtoc;
import org.copyblade.lab.zos.Device;
import org.copyblade.lab.zos.ZosException;

/** {@code COPY FULL} and {@code COPY TRACKS} of a whole volume. */
final class CopyVolume {
    private final TaskContext task;
    private final Command command;
    private final Messages messages;

    CopyVolume(TaskContext task) {
        this.task = task;
        this.command = task.command();
        this.messages = task.messages();
    }

    void run() throws TaskException, InterruptedException {
        Device from = task.single("INDYNAM", "INDDNAME");
        Device to = task.single("OUTDYNAM", "OUTDDNAME");
        requireFit(from, to);
        String fast = command.value("FASTREPLICATION", "PREFERRED");
        if (!fast.matches("PREFERRED|REQUIRED|NONE")) {
            throw new TaskException("ADR118E", "FASTREPLICATION(" + fast + ") IS NOT VALID");
        }
        if (command.has("CONCURRENT") && fast.equals("REQUIRED")) {
            throw new TaskException("ADR144E", "CONCURRENT AND FASTREPLICATION(REQUIRED) EXCLUDE EACH OTHER");
        }
        messages.say(
                "ADR241I", "DDTFP", "01", "TARGET VTOC BEGINNING AT 000000:0001 AND ENDING AT 000000:000E IS OVERLAID");
        expectLabel(from, to);
        try {
            copy(from, to, fast);
        } catch (InterruptedException cancelled) {
            cleanUp(to);
            throw cancelled;
        }
        identify(from, to);
    }

    private void copy(Device from, Device to, String fast) throws TaskException, InterruptedException {
        Optional<String> impossible = fast.equals("NONE") ? Optional.of("") : new FastReplication(task).copy(from, to);
        if (impossible.isEmpty()) {
            messages.say("ADR806I", "T0MI", "02", "VOLUME COPIED USING A FAST REPLICATION FUNCTION.");
            return;
        }
        explain(impossible.get());
        if (fast.equals("REQUIRED")) {
            forgetLabel(to);
            throw new TaskException(
                    "ADR306E", "UNABLE TO COPY THE VOLUME " + from.volser() + ", FAST REPLICATION IS REQUIRED");
        }
        throughHost(from, to);
    }

    private void explain(String reason) {
        if (!reason.isEmpty()) {
            messages.say("ADR918I", "T0MI", "01", "FAST REPLICATION COULD NOT BE USED FOR THIS TASK");
            if (command.has("DEBUG")) {
                messages.more(reason.toUpperCase(java.util.Locale.ROOT));
            }
        }
    }

    private void requireFit(Device from, Device to) throws TaskException {
        if (from.unit().equals(to.unit())) {
            throw new TaskException("ADR306E", "UNABLE TO COPY THE VOLUME " + from.volser() + " ONTO ITSELF");
        }
        int source = tracks(from);
        int target = tracks(to);
        if (target < source) {
            throw new TaskException(
                    "ADR306E",
                    "UNABLE TO COPY THE VOLUME %s, IT HAS %d TRACKS AND %s HAS %d"
                            .formatted(from.volser(), source, to.volser(), target));
        }
    }

    private static int tracks(Device device) throws TaskException {
        return device.system()
                .volume(device.volume())
                .orElseThrow(() -> new TaskException("ADR403E", "VOLUME " + device.volser() + " IS GONE"))
                .tracks();
    }

    /** What is allocated, track by track; a target that cannot be written to the end is unusable. */
    private void throughHost(Device from, Device to) throws TaskException, InterruptedException {
        boolean begun = false;
        try {
            HostVolume source = from.system().host(from.volume());
            HostVolume target = to.system().host(to.volume());
            copy(source, target, new Extent(0, Emulation.TRACKS_PER_CYLINDER));
            begun = true;
            for (DataSetOnVolume dataSet : Vtoc.of(source).dataSets()) {
                for (Extent extent : dataSet.extents()) {
                    copy(source, target, extent);
                    task.traffic().add(2L * extent.tracks() * Emulation.CKD.trackBytes());
                }
            }
        } catch (ArrayException refusal) {
            throw begun
                    ? new TaskException("ADR324T", "VOLUME " + to.volser() + " IS UNUSABLE, " + refusal.getMessage())
                    : new TaskException("ADR306E", "UNABLE TO COPY THE VOLUME, " + refusal.getMessage());
        }
    }

    private void copy(HostVolume source, HostVolume target, Extent extent) throws ArrayException, InterruptedException {
        for (int track = extent.first(); track < extent.first() + extent.tracks(); track++) {
            task.requireGoing();
            target.write(track, source.read(track));
        }
    }

    /** With COPYVOLID the target is known by the source's serial from now on, and so cannot be online beside it. */
    private void identify(Device from, Device to) throws TaskException, InterruptedException {
        try {
            if (!command.has("COPYVOLID")) {
                task.image().devices().writeLabel(to);
                return;
            }
            messages.say(
                    "ADR320I",
                    "SBRTN",
                    "01",
                    "VOLUME SERIAL " + to.volser() + " ON UNIT " + to.unit() + " IS CHANGED TO " + from.volser());
            task.image().devices().varyOffline(to.unit());
            messages.say(
                    "ADR344I",
                    "SBRTN",
                    "01",
                    "VOLSER ON UCB " + to.unit() + " IS A DUPLICATE. VOLUME MADE UNAVAILABLE.");
        } catch (ZosException refusal) {
            throw new TaskException("ADR324T", "VOLUME " + to.volser() + " IS UNUSABLE, " + refusal.getMessage());
        }
    }

    /** The target's own serial, and for a conditioned one whose copy it is: settled before its first track is overwritten. */
    private void expectLabel(Device from, Device to) throws TaskException {
        try {
            if (command.has("COPYVOLID")) {
                task.image().devices().forgetLabel(to);
                return;
            }
            byte[] label = VolumeLabel.track(to.volser());
            String origin = VolumeOrigin.of(from.system().host(from.volume())).orElse(from.volser());
            task.image()
                    .devices()
                    .expectLabel(
                            to, command.has("DUMPCONDITIONING") ? VolumeOrigin.put(label, to.volser(), origin) : label);
        } catch (ArrayException | ZosException refusal) {
            throw new TaskException("ADR306E", "UNABLE TO COPY THE VOLUME, " + refusal.getMessage());
        }
    }

    /** A job that is cancelled leaves no volume under the serial of another; what cannot be written now is so at the next start. */
    private void cleanUp(Device to) {
        Thread.interrupted();
        try {
            task.image().devices().writeLabel(to);
        } catch (ZosException expectedStill) {
            messages.more("LABEL OF UNIT " + to.unit() + " NOT WRITTEN, " + expectedStill.getMessage());
        } catch (InterruptedException again) {
            messages.more("LABEL OF UNIT " + to.unit() + " NOT WRITTEN");
        } finally {
            Thread.currentThread().interrupt();
        }
    }

    private void forgetLabel(Device to) throws TaskException {
        try {
            task.image().devices().forgetLabel(to);
        } catch (ZosException refusal) {
            throw new TaskException("ADR306E", refusal.getMessage());
        }
    }
}
