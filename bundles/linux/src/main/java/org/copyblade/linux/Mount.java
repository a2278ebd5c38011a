package org.copyblade.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * One line of the mount table.
 *
 * @param device {@code major:minor} of the filesystem; the same for all mounts of one filesystem
 * @param root path within the filesystem that is mounted here; for btrfs it begins with the path of the subvolume
 * @param point where it is mounted
 * @param options of this mount, comma separated
 * @param type of the filesystem
 * @param source device file or what stands for it
 * @param superOptions of the filesystem, comma separated
 */
public record Mount(
        String device, String root, Path point, String options, String type, String source, String superOptions) {
    public Mount {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(root, "root");
        Objects.requireNonNull(point, "point");
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(superOptions, "superOptions");
    }

    /** Whether nothing can be written through this mount. */
    public boolean isReadOnly() {
        return has(options, "ro") || has(superOptions, "ro");
    }

    /** Whether both are mounts of one filesystem. */
    public boolean isSameFilesystem(Mount other) {
        return device.equals(other.device) && type.equals(other.type);
    }

    /** The user whose program makes up what this mount shows, its owners and modes included; nothing if it is the kernel. */
    public OptionalInt maker() {
        return Stream.of(superOptions.split(","))
                .filter(option -> type.startsWith("fuse") && option.startsWith("user_id="))
                .mapToInt(option -> Integer.parseUnsignedInt(option.substring("user_id=".length())))
                .findFirst();
    }

    /** What this filesystem is called among all hosts: the same through every mount and every program here. */
    public String storageName() throws IOException {
        String host = Files.readString(Path.of("/proc/sys/kernel/hostname")).trim();
        return host + ":" + type + ":" + device;
    }

    private static boolean has(String options, String option) {
        return ("," + options + ",").contains("," + option + ",");
    }
}
