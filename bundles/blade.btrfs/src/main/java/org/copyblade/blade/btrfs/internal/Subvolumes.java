package org.copyblade.blade.btrfs.internal;

import com.sun.jna.Memory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.copyblade.linux.Errno;
import org.copyblade.linux.ErrnoException;
import org.copyblade.linux.FileCalls;
import org.copyblade.linux.FileStatus;
import org.copyblade.linux.RawName;

/** The control calls of btrfs. Not for several threads. */
final class Subvolumes implements AutoCloseable {

    private static final long SNAPSHOT_CREATE = 0x50009417L;
    private static final long SNAPSHOT_DESTROY = 0x5000940FL;
    private static final long SUBVOLUME_INFO = 0x81F8943CL;
    private static final long CHILDREN = 0xD000943DL;
    private static final long TREE_SEARCH = 0xD0009411L;
    private static final long SYNC_AND_CLEAN = 0x9408L;
    private static final long INODE_LOOKUP = 0xD0009412L;

    private static final int ARGUMENT_BYTES = 4096;
    private static final long READ_ONLY = 2;
    private static final long ROOT_INODE = 256;
    private static final long ROOT_TREE = 1;
    private static final int ROOT_ITEM = 132;

    private final FileCalls calls = new FileCalls();
    private final Memory argument = new Memory(ARGUMENT_BYTES);

    FileCalls calls() {
        return calls;
    }

    /** Something done with an open directory. */
    interface Work<R> {
        R on(int directory) throws ErrnoException;
    }

    /** Opens a directory for one piece of work. */
    <R> R in(Path path, Work<R> work) throws ErrnoException {
        int directory = calls.openDirectory(path);
        try {
            return work.on(directory);
        } finally {
            calls.close(directory);
        }
    }

    /** The subvolume whose root this directory is; nothing if it is an ordinary directory, or absent. */
    Optional<Subvolume> at(Path path) throws ErrnoException {
        try {
            return in(path, directory -> {
                FileStatus status = calls.status(directory, RawName.of(path));
                return status.inode() == ROOT_INODE ? Optional.of(holding(directory, path)) : Optional.empty();
            });
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTTY || e.errno() == Errno.ENOTDIR) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Subvolume holding(int directory, Path path) throws ErrnoException {
        argument.clear();
        calls.control(directory, SUBVOLUME_INFO, argument, RawName.of(path));
        return new Subvolume(
                argument.getLong(0),
                HexFormat.of().formatHex(argument.getByteArray(296, 16)),
                HexFormat.of().formatHex(argument.getByteArray(312, 16)),
                (argument.getLong(288) & 1) != 0);
    }

    /** The directories of a subvolume in which other subvolumes are, relative to it. */
    List<String> nested(Path subvolume) throws ErrnoException {
        return in(subvolume, directory -> {
            argument.clear();
            try {
                calls.control(directory, CHILDREN, argument, RawName.of(subvolume));
            } catch (ErrnoException e) {
                if (e.errno() != Errno.EOVERFLOW) {
                    throw e;
                }
                // There are more of them than one answer holds; those in it are proof enough.
            }
            int count = Byte.toUnsignedInt(argument.getByte(8 + 255 * 16));
            List<Long> directories = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                directories.add(argument.getLong(16 + 16L * i));
            }
            List<String> paths = new ArrayList<>();
            for (long inode : directories) {
                paths.add(pathOf(directory, inode, subvolume));
            }
            return paths;
        });
    }

    private String pathOf(int directory, long inode, Path subvolume) throws ErrnoException {
        argument.clear();
        argument.setLong(8, inode);
        calls.control(directory, INODE_LOOKUP, argument, RawName.of(subvolume));
        String path = argument.getString(16, StandardCharsets.UTF_8.name());
        return path.isEmpty() ? "its root directory" : path;
    }

    /** Makes a snapshot, the whole subvolume at one instant; durable on return. */
    void snapshot(Path source, Path parent, String name, boolean readOnly) throws ErrnoException {
        in(
                source,
                from -> in(parent, to -> {
                    argument.clear();
                    argument.setLong(0, from);
                    argument.setLong(16, readOnly ? READ_ONLY : 0);
                    setName(56, name);
                    return calls.control(
                            to, SNAPSHOT_CREATE, argument, RawName.of("snapshot " + name + " of " + source));
                }));
    }

    /** Takes a subvolume out of sight; its space comes back later, see {@link #isDropped}. */
    void destroy(Path parent, String name) throws ErrnoException {
        in(parent, directory -> {
            argument.clear();
            setName(8, name);
            return calls.control(
                    directory, SNAPSHOT_DESTROY, argument, RawName.of("destroy subvolume " + parent.resolve(name)));
        });
    }

    private void setName(int at, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        argument.write(at, bytes, 0, bytes.length);
    }

    /** Whether the filesystem has forgotten a subvolume, extents and all. */
    boolean isDropped(Path anywhere, long id) throws ErrnoException {
        return in(anywhere, directory -> {
            argument.clear();
            argument.setLong(0, ROOT_TREE);
            argument.setLong(8, id);
            argument.setLong(16, id);
            argument.setLong(32, -1);
            argument.setLong(48, -1);
            argument.setInt(56, ROOT_ITEM);
            argument.setInt(60, ROOT_ITEM);
            argument.setInt(64, 1);
            calls.control(directory, TREE_SEARCH, argument, "search for subvolume " + id);
            return argument.getInt(64) == 0;
        });
    }

    /** Waits until everything so far is durable. */
    void sync(Path anywhere) throws ErrnoException {
        in(anywhere, directory -> {
            calls.syncFilesystem(directory, RawName.of(anywhere));
            return null;
        });
    }

    /** Waits like {@link #sync} and wakes the cleaner, which else comes round twice a minute. */
    void wakeCleaner(Path anywhere) throws ErrnoException {
        in(anywhere, directory -> {
            argument.clear();
            return calls.control(directory, SYNC_AND_CLEAN, argument, RawName.of(anywhere));
        });
    }

    @Override
    public void close() {
        argument.close();
        calls.close();
    }
}
