package org.copyblade.linux.internal;

import com.sun.jna.Native;
import com.sun.jna.Pointer;

/**
 * Functions of the C library, bound directly. Sizes and offsets are 64 bits wide, as on every supported machine; on both
 * of them a variable argument is passed like a fixed one.
 */
public final class LibC {

    static {
        Native.register(LibC.class, "c");
    }

    private LibC() {}

    public static native int geteuid();

    public static native int open(Pointer path, int flags, int mode);

    public static native int openat(int directory, Pointer name, int flags, int mode);

    public static native int close(int fd);

    public static native int ioctl(int fd, long request, long argument);

    public static native int ioctl(int fd, long request, Pointer argument);

    public static native int statx(int directory, Pointer name, int flags, int mask, Pointer result);

    public static native int mkdirat(int directory, Pointer name, int mode);

    public static native int unlinkat(int directory, Pointer name, int flags);

    public static native int renameat2(int fromDirectory, Pointer from, int toDirectory, Pointer to, int flags);

    public static native int linkat(int fromDirectory, Pointer from, int toDirectory, Pointer to, int flags);

    public static native int symlinkat(Pointer target, int directory, Pointer name);

    public static native long readlinkat(int directory, Pointer name, Pointer buffer, long size);

    public static native int fchownat(int directory, Pointer name, int uid, int gid, int flags);

    public static native int fchmod(int fd, int mode);

    public static native int utimensat(int directory, Pointer name, Pointer times, int flags);

    public static native int ftruncate(int fd, long size);

    public static native long pread(int fd, Pointer buffer, long size, long offset);

    public static native long pwrite(int fd, Pointer buffer, long size, long offset);

    public static native long lseek(int fd, long offset, int whence);

    public static native int fsync(int fd);

    public static native int syncfs(int fd);

    public static native long flistxattr(int fd, Pointer names, long size);

    public static native long fgetxattr(int fd, Pointer name, Pointer value, long size);

    public static native int fsetxattr(int fd, Pointer name, Pointer value, long size, int flags);

    public static native int fremovexattr(int fd, Pointer name);

    public static native int mount(Pointer source, Pointer target, Pointer type, long flags, Pointer data);

    public static native int umount2(Pointer target, int flags);

    public static native long syscall(long number, long fd, Pointer buffer, long size);
}
