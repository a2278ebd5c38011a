package org.copyblade.blade.btrfs.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.copyblade.linux.MountTable;
import org.copyblade.linux.Mounting;

/**
 * The directory in which a subvolume lies under its name, where it can be exchanged. For a subvolume that is mounted this
 * is another place than its mount point, and the top of the filesystem may have to be mounted for a while to reach it.
 *
 * @param directory that holds the subvolume
 * @param name of the subvolume in it
 * @param temporary whether the mount is ours and goes away on close
 * @param mountPoint of the temporary mount
 */
record Home(Path directory, String name, boolean temporary, Path mountPoint) implements AutoCloseable {

    Home {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(mountPoint, "mountPoint");
    }

    /** Of a subvolume that is no mount point. */
    static Home plain(Path subvolume) {
        return new Home(subvolume.getParent(), subvolume.getFileName().toString(), false, Path.of("/"));
    }

    /**
     * Of a subvolume that is mounted.
     *
     * @param root its path within the filesystem
     * @param source the device
     * @param group for the name of the temporary mount point, so that whoever goes on finds it
     */
    static Home mounted(String root, String source, String group) throws IOException {
        Path point = Path.of("/run").resolve("copyblade-" + group);
        Files.createDirectories(point);
        if (MountTable.read().at(point).isEmpty()) {
            Mounting.mount(source, point, "btrfs", "subvolid=" + Subvolume.TOP);
        }
        Path subvolume = point.resolve(root.substring(1));
        return new Home(subvolume.getParent(), subvolume.getFileName().toString(), true, point);
    }

    Path subvolume() {
        return directory.resolve(name);
    }

    @Override
    public void close() throws IOException {
        if (temporary) {
            Mounting.unmount(mountPoint);
            Files.delete(mountPoint);
        }
    }
}
