package org.copyblade.lab.powermax.internal;

import java.util.Locale;
import org.copyblade.lab.array.Emulation;
import org.copyblade.lab.array.Volume;

/** Five hexadecimal digits outside, four in the lab: the first is 0. Pure. */
final class VolumeIds {

    /** A CKD cylinder has 15 tracks of the lab; one of FBA has 15 tracks of 128 KiB, each two of the lab's. */
    private static final int TRACKS = Emulation.TRACKS_PER_CYLINDER;

    private VolumeIds() {}

    static String shown(String id) {
        return "0" + id;
    }

    /** What the array calls it; a label behind a colon is passed over. */
    static String inside(String text) throws Refusal {
        String id = text.split(":", 2)[0].toUpperCase(Locale.ROOT);
        if (!id.matches("[0-9A-F]{5}")) {
            throw Refusal.malformed("'" + text + "' is no volume id");
        }
        return id.startsWith("0") ? id.substring(1) : "";
    }

    static int cylinders(Volume volume) {
        int perCylinder = volume.emulation() == Emulation.CKD ? TRACKS : 2 * TRACKS;
        return (volume.tracks() + perCylinder - 1) / perCylinder;
    }

    static String emulation(Volume volume) {
        return volume.emulation() == Emulation.CKD ? "CKD-3390" : "FBA";
    }

    /** Bytes of a track as this API counts them. */
    static int trackBytes(Volume volume) {
        return volume.emulation() == Emulation.CKD ? Emulation.CKD.trackBytes() : 2 * Emulation.FB.trackBytes();
    }

    static String wwn(String array, Volume volume) {
        return "60000970" + array + "5330303" + shown(volume.id());
    }
}
