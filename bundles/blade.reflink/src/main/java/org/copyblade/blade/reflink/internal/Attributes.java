package org.copyblade.blade.reflink.internal;

import java.util.Map;
import java.util.Objects;
import org.copyblade.linux.ErrnoException;
import org.copyblade.linux.ExtendedAttributes;
import org.copyblade.linux.FileCalls;
import org.copyblade.linux.FileStatus;

/**
 * Everything of a file but its content.
 *
 * @param extended attributes by raw name
 */
record Attributes(
        int permissions, int uid, int gid, long modifiedSeconds, int modifiedNanos, Map<String, byte[]> extended) {

    Attributes {
        Objects.requireNonNull(extended, "extended");
    }

    static Attributes of(FileStatus status, Map<String, byte[]> extended) {
        return new Attributes(
                status.permissions(),
                status.uid(),
                status.gid(),
                status.modifiedSeconds(),
                status.modifiedNanos(),
                extended);
    }

    /** Gives them to an open file or directory; the time last, because everything else touches it. */
    void applyTo(FileCalls calls, ExtendedAttributes attributes, int directory, String name, int fd)
            throws ErrnoException {
        calls.owner(directory, name, uid, gid);
        calls.permissions(fd, permissions, name);
        attributes.replace(fd, extended, name);
        calls.modified(directory, name, modifiedSeconds, modifiedNanos);
    }

    /** Gives them to a symbolic link, which has owner and time only. */
    void applyToLink(FileCalls calls, int directory, String name) throws ErrnoException {
        calls.owner(directory, name, uid, gid);
        calls.modified(directory, name, modifiedSeconds, modifiedNanos);
    }
}
