package org.copyblade.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.copyblade.linux.internal.LibC;

/**
 * Calls on open directories and files, with native buffers made once. Names are relative to an open directory and never
 * followed when they are symbolic links, so nobody who may write to a tree can lead a call out of it.
 *
 * <p>Not for several threads: one object per thread at work. A file descriptor belongs to the caller, who closes it.
 */
public final class FileCalls implements AutoCloseable {

    private static final boolean ARM = "aarch64".equals(System.getProperty("os.arch"));

    public static final int READ_ONLY = 0;
    public static final int WRITE_ONLY = 1;
    public static final int CREATE = 0x40;
    public static final int EXCLUSIVE = 0x80;
    public static final int TRUNCATE = 0x200;
    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final int DIRECTORY = ARM ? 0x4000 : 0x10000;
    private static final int NO_FOLLOW = ARM ? 0x8000 : 0x20000;

    /** For {@link #rename}: fail if the new name exists. */
    public static final int NO_REPLACE = 1;

    /** For {@link #rename}: both names exist and change places. */
    public static final int EXCHANGE = 2;

    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int AT_REMOVEDIR = 0x200;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int STATX_BASIC = 0x7ff;
    private static final long GETDENTS64 = ARM ? 61 : 217;
    private static final long FICLONE = 0x40049409L;
    private static final int SEEK_DATA = 3;
    private static final int SEEK_HOLE = 4;

    private static final int NAME_BYTES = 4096;
    private static final int LIST_BYTES = 1 << 16;
    private static final int DATA_BYTES = 1 << 20;

    private final Memory name = new Memory(NAME_BYTES);
    private final Memory otherName = new Memory(NAME_BYTES);
    private final Memory statusMemory = new Memory(256);
    private final ByteBuffer status = statusMemory.getByteBuffer(0, 256).order(ByteOrder.nativeOrder());
    private final Memory listMemory = new Memory(LIST_BYTES);
    private final ByteBuffer list = listMemory.getByteBuffer(0, LIST_BYTES).order(ByteOrder.nativeOrder());
    private Memory data;

    /** Opens a directory by its absolute path; symbolic links on the way are followed, the last name is not. */
    public int openDirectory(Path path) throws ErrnoException {
        return checked(
                LibC.open(set(name, RawName.of(path)), DIRECTORY | NO_FOLLOW | CLOSE_ON_EXEC, 0),
                "open",
                path.toString());
    }

    /** Opens a directory below an open one. */
    public int openDirectory(int parent, String child) throws ErrnoException {
        return openAt(parent, child, DIRECTORY, 0);
    }

    /** Opens or creates a file below an open directory. */
    public int openAt(int directory, String child, int flags, int permissions) throws ErrnoException {
        return checked(
                LibC.openat(directory, set(name, child), flags | NO_FOLLOW | CLOSE_ON_EXEC, permissions),
                "open",
                child);
    }

    /** Closes; what the kernel answers does not matter to a descriptor that is gone either way. */
    public void close(int fd) {
        LibC.close(fd);
    }

    /** Lets the target share all blocks of the source. */
    public void reflink(int target, int source, String what) throws ErrnoException {
        checked(LibC.ioctl(target, FICLONE, source), "reflink", what);
    }

    /** Any other control call; the argument stays the caller's. */
    public int control(int fd, long request, Pointer argument, String what) throws ErrnoException {
        return checked(LibC.ioctl(fd, request, argument), "control", what);
    }

    public FileStatus status(int fd, String what) throws ErrnoException {
        checked(LibC.statx(fd, set(name, ""), AT_EMPTY_PATH, STATX_BASIC, statusMemory), "look at", what);
        return status();
    }

    public FileStatus statusAt(int directory, String child) throws ErrnoException {
        checked(
                LibC.statx(directory, set(name, child), AT_SYMLINK_NOFOLLOW, STATX_BASIC, statusMemory),
                "look at",
                child);
        return status();
    }

    private FileStatus status() {
        int mode = Short.toUnsignedInt(status.getShort(28));
        return new FileStatus(
                FileKind.ofMode(mode),
                mode & 0xFFF,
                status.getInt(20),
                status.getInt(24),
                status.getInt(16),
                (Integer.toUnsignedLong(status.getInt(136)) << 32) | Integer.toUnsignedLong(status.getInt(140)),
                status.getLong(32),
                status.getLong(40),
                status.getLong(48),
                status.getLong(112),
                status.getInt(120));
    }

    /** Everything in an open directory except itself and its parent, in the order of the filesystem. */
    public List<DirectoryEntry> list(int directory) throws ErrnoException {
        List<DirectoryEntry> entries = new ArrayList<>();
        LibC.lseek(directory, 0, 0);
        while (true) {
            long bytes = LibC.syscall(GETDENTS64, directory, listMemory, LIST_BYTES);
            if (bytes < 0) {
                throw new ErrnoException("list directory", Native.getLastError());
            }
            if (bytes == 0) {
                return withKinds(directory, entries);
            }
            for (int at = 0; at < bytes; at += Short.toUnsignedInt(list.getShort(at + 16))) {
                String child = text(list, at + 19);
                if (!child.equals(".") && !child.equals("..")) {
                    entries.add(new DirectoryEntry(child, kind(list.get(at + 18))));
                }
            }
        }
    }

    /** Some filesystems do not keep the kind in the directory. */
    private List<DirectoryEntry> withKinds(int directory, List<DirectoryEntry> entries) throws ErrnoException {
        for (int i = 0; i < entries.size(); i++) {
            DirectoryEntry entry = entries.get(i);
            if (entry.kind() == FileKind.SPECIAL) {
                entries.set(i, new DirectoryEntry(entry.name(), kindOrSpecial(directory, entry.name())));
            }
        }
        return entries;
    }

    private FileKind kindOrSpecial(int directory, String child) throws ErrnoException {
        try {
            return statusAt(directory, child).kind();
        } catch (ErrnoException gone) {
            if (gone.errno() != Errno.ENOENT) {
                throw gone;
            }
            return FileKind.SPECIAL;
        }
    }

    private static FileKind kind(byte type) {
        return switch (type) {
            case 4 -> FileKind.DIRECTORY;
            case 8 -> FileKind.FILE;
            case 10 -> FileKind.SYMLINK;
            default -> FileKind.SPECIAL;
        };
    }

    private static String text(ByteBuffer buffer, int from) {
        int end = from;
        while (buffer.get(end) != 0) {
            end++;
        }
        byte[] bytes = new byte[end - from];
        buffer.get(from, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    public void makeDirectory(int parent, String child, int permissions) throws ErrnoException {
        checked(LibC.mkdirat(parent, set(name, child), permissions), "make directory", child);
    }

    public void removeFile(int directory, String child) throws ErrnoException {
        checked(LibC.unlinkat(directory, set(name, child), 0), "remove", child);
    }

    public void removeDirectory(int parent, String child) throws ErrnoException {
        checked(LibC.unlinkat(parent, set(name, child), AT_REMOVEDIR), "remove directory", child);
    }

    /**
     * Renames atomically.
     *
     * @param flags 0, {@link #NO_REPLACE} or {@link #EXCHANGE}
     */
    public void rename(int fromDirectory, String from, int toDirectory, String to, int flags) throws ErrnoException {
        checked(
                LibC.renameat2(fromDirectory, set(name, from), toDirectory, set(otherName, to), flags),
                "rename",
                from + " to " + to);
    }

    public void hardLink(int fromDirectory, String from, int toDirectory, String to) throws ErrnoException {
        checked(LibC.linkat(fromDirectory, set(name, from), toDirectory, set(otherName, to), 0), "link", to);
    }

    public void symbolicLink(String target, int directory, String child) throws ErrnoException {
        checked(LibC.symlinkat(set(otherName, target), directory, set(name, child)), "make link", child);
    }

    public String readLink(int directory, String child) throws ErrnoException {
        long bytes = checked(LibC.readlinkat(directory, set(name, child), otherName, NAME_BYTES), "read link", child);
        return new String(otherName.getByteArray(0, (int) bytes), StandardCharsets.ISO_8859_1);
    }

    public void owner(int directory, String child, int uid, int gid) throws ErrnoException {
        checked(LibC.fchownat(directory, set(name, child), uid, gid, AT_SYMLINK_NOFOLLOW), "change owner", child);
    }

    public void permissions(int fd, int permissions, String what) throws ErrnoException {
        checked(LibC.fchmod(fd, permissions), "change mode", what);
    }

    /** Sets the time of modification; the time of last access becomes the same. */
    public void modified(int directory, String child, long seconds, int nanos) throws ErrnoException {
        for (int at = 0; at < 32; at += 16) {
            status.putLong(at, seconds);
            status.putLong(at + 8, nanos);
        }
        checked(LibC.utimensat(directory, set(name, child), statusMemory, AT_SYMLINK_NOFOLLOW), "set time", child);
    }

    public void truncate(int fd, long size, String what) throws ErrnoException {
        checked(LibC.ftruncate(fd, size), "truncate", what);
    }

    /**
     * Copies up to one MiB of data from the offset on, byte by byte; holes stay holes.
     *
     * @param end bytes from here on are none of our business
     * @return offset to go on at; {@code end} once nothing is left
     */
    public long copyChunk(int target, int source, long offset, long end, String what) throws ErrnoException {
        long from = LibC.lseek(source, offset, SEEK_DATA);
        if (from < 0) {
            return holeOrFailure(offset, end, what);
        }
        if (from >= end) {
            return end;
        }
        long stop = Math.min(end, checked(LibC.lseek(source, from, SEEK_HOLE), "find hole", what));
        long read = checked(LibC.pread(source, data(), Math.min(DATA_BYTES, stop - from), from), "read", what);
        if (read == 0) {
            return end;
        }
        for (long written = 0; written < read; ) {
            written +=
                    checked(LibC.pwrite(target, data().share(written), read - written, from + written), "write", what);
        }
        return from + read;
    }

    private static long holeOrFailure(long offset, long end, String what) throws ErrnoException {
        int errno = Native.getLastError();
        if (errno != Errno.ENXIO) {
            throw new ErrnoException("find data at " + offset + " of " + what, errno);
        }
        return end;
    }

    private Memory data() {
        if (data == null) {
            data = new Memory(DATA_BYTES);
        }
        return data;
    }

    /** Waits until this file or directory is durable. */
    public void sync(int fd, String what) throws ErrnoException {
        checked(LibC.fsync(fd), "sync", what);
    }

    /** Waits until the whole filesystem that holds this file is durable. */
    public void syncFilesystem(int fd, String what) throws ErrnoException {
        checked(LibC.syncfs(fd), "sync filesystem of", what);
    }

    private static Pointer set(Memory buffer, String raw) throws ErrnoException {
        byte[] bytes = raw.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length >= NAME_BYTES) {
            throw new ErrnoException("name of " + bytes.length + " bytes", Errno.ENAMETOOLONG);
        }
        buffer.write(0, bytes, 0, bytes.length);
        buffer.setByte(bytes.length, (byte) 0);
        return buffer;
    }

    private static int checked(int result, String call, String what) throws ErrnoException {
        return (int) checked((long) result, call, what);
    }

    private static long checked(long result, String call, String what) throws ErrnoException {
        if (result < 0) {
            throw new ErrnoException(call + " " + RawName.show(what), Native.getLastError());
        }
        return result;
    }

    @Override
    public void close() {
        name.close();
        otherName.close();
        statusMemory.close();
        listMemory.close();
        if (data != null) {
            data.close();
        }
    }
}
