package org.copyblade.lab.zos.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.VirtualArray;
import org.copyblade.lab.zos.Device;
import org.copyblade.lab.zos.ZosException;
import org.copyblade.lab.zos.ZosException.Reason;

/**
 * Labels of volumes that are being overwritten as a whole, their first track with them. Until its own label is back such a
 * volume bears the serial of another, and no start of z/OS would find it. Used by one job at a time for one device.
 */
final class ExpectedLabels {
    private static final String PREFIX = "label-";

    private final VirtualArray array;
    private final KeptNotes notes;

    ExpectedLabels(VirtualArray array, KeptNotes notes) {
        this.array = array;
        this.notes = notes;
    }

    void expect(Device device, byte[] label) throws ZosException {
        notes.put(PREFIX + place(device), label);
    }

    void forget(Device device) throws ZosException {
        notes.remove(PREFIX + place(device));
    }

    void write(Device device) throws ZosException, InterruptedException {
        Optional<byte[]> label = notes.get(PREFIX + place(device));
        if (label.isPresent()) {
            write(place(device), label.get());
        }
    }

    /** Writes those that a death has left unwritten; answers why some could not be, which are tried at the next start. */
    List<String> writeAll() throws ZosException, InterruptedException {
        List<String> failures = new ArrayList<>();
        for (Map.Entry<String, byte[]> label : notes.all(PREFIX).entrySet()) {
            try {
                write(label.getKey(), label.getValue());
            } catch (ZosException refusal) {
                failures.add(refusal.getMessage());
            }
        }
        return failures;
    }

    private void write(String place, byte[] label) throws ZosException, InterruptedException {
        int hyphen = place.lastIndexOf('-');
        String serial = place.substring(0, hyphen);
        String volume = place.substring(hyphen + 1);
        try {
            array.system(serial)
                    .orElseThrow(() -> new ZosException(Reason.NOT_FOUND, "there is no storage system " + serial))
                    .host(volume)
                    .write(0, label);
        } catch (ArrayException refusal) {
            throw new ZosException(
                    Reason.IO, "the label of volume " + volume + " cannot be written: " + refusal.getMessage());
        }
        notes.remove(PREFIX + place);
    }

    private static String place(Device device) {
        return device.system().settings().serial() + "-" + device.volume();
    }
}
