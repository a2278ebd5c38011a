package org.copyblade.blade.btrfs.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.copyblade.linux.Mount;
import org.copyblade.linux.pool.Facts;

/**
 * What a restore must know of one member whatever happens, written durably before the first change.
 *
 * @param fresh id of the subvolume that is to become the source, 0 before there is one
 * @param old id of the subvolume that was the source, 0 if it was gone
 * @param mounted whether the source is a mount point
 * @param root path of the source within the filesystem, if mounted
 * @param device that is mounted
 * @param options of the mount without those that name a subvolume
 */
record RestoreNote(long fresh, long old, boolean mounted, String root, String device, String options) {

    RestoreNote {
        Objects.requireNonNull(root, "root");
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(options, "options");
    }

    /** Of a source that no mount shows. */
    static RestoreNote plain() {
        return new RestoreNote(0, 0, false, "", "", "");
    }

    /** Of a source that is shown by this mount. */
    static RestoreNote of(Mount mount) {
        return new RestoreNote(0, 0, true, mount.root(), mount.source(), options(mount));
    }

    RestoreNote with(long newFresh, long newOld) {
        return new RestoreNote(newFresh, newOld, mounted, root, device, options);
    }

    /** Whether the member is being restored; else only its mount is known, from an earlier restore. */
    boolean isBegun() {
        return fresh != 0;
    }

    /** The same without what an earlier restore has made. */
    RestoreNote abandoned() {
        return with(0, 0);
    }

    /** Everything the mount had, except ids and names: the exchanged subvolume has a new id. */
    private static String options(Mount mount) {
        StringBuilder kept = new StringBuilder(mount.options());
        for (String option : mount.superOptions().split(",")) {
            if (!option.startsWith("subvol") && !option.equals("rw") && !option.equals("ro")) {
                kept.append(',').append(option);
            }
        }
        return kept.toString();
    }

    Facts facts(String member) {
        return Facts.none()
                .with(member + ".fresh", fresh)
                .with(member + ".old", old)
                .with(member + ".mounted", mounted)
                .with(member + ".root", root)
                .with(member + ".device", device)
                .with(member + ".options", options);
    }

    static Optional<RestoreNote> of(Facts facts, String member) {
        return facts.find(member + ".fresh")
                .map(fresh -> new RestoreNote(
                        Long.parseLong(fresh),
                        facts.number(member + ".old"),
                        Boolean.parseBoolean(facts.text(member + ".mounted")),
                        facts.text(member + ".root"),
                        facts.text(member + ".device"),
                        facts.text(member + ".options")));
    }

    /** Where the subvolume lies under its name. */
    Home home(Path source, String group) throws IOException {
        return mounted ? Home.mounted(root, device, group) : Home.plain(source);
    }
}
