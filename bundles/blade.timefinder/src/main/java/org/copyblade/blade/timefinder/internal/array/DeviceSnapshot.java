package org.copyblade.blade.timefinder.internal.array;

import java.util.Locale;
import java.util.Objects;

/**
 * One snapshot of one volume, as a list of volumes shows it.
 *
 * @param volume that was copied
 * @param name of the snapshot
 * @param generation its age, 0 is the newest of the name
 * @param linked whether some volume shows it
 * @param restored whether the session of a restore is open
 * @param secured whether nobody may end it yet; told only by what is asked of one volume
 * @param state such as Established
 */
public record DeviceSnapshot(
        VolumeId volume, String name, int generation, boolean linked, boolean restored, boolean secured, String state) {

    public DeviceSnapshot {
        Objects.requireNonNull(volume, "volume");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(state, "state");
    }

    public boolean isFailed() {
        return state.toLowerCase(Locale.ROOT).contains("failed");
    }
}
