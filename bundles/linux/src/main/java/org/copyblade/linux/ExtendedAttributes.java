package org.copyblade.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.copyblade.linux.internal.LibC;

/** Reads and writes extended attributes, access control lists and labels included. Not for several threads. */
public final class ExtendedAttributes implements AutoCloseable {

    /** The kernel's own limit for a list of names and for a value. */
    private static final int LIMIT = 1 << 16;

    private final Memory names = new Memory(LIMIT);
    private final Memory value = new Memory(LIMIT);
    private final Memory name = new Memory(512);

    /** All attributes by raw name; empty also where the filesystem has none. */
    public Map<String, byte[]> of(int fd, String what) throws ErrnoException {
        long bytes = LibC.flistxattr(fd, names, LIMIT);
        if (bytes == 0) {
            return Map.of();
        }
        if (bytes < 0) {
            if (Native.getLastError() == Errno.EOPNOTSUPP) {
                return Map.of();
            }
            throw failure("list attributes of", what);
        }
        Map<String, byte[]> attributes = new TreeMap<>();
        String all = new String(names.getByteArray(0, (int) bytes), StandardCharsets.ISO_8859_1);
        for (String attribute : all.split("\0")) {
            long size = LibC.fgetxattr(fd, named(attribute), value, LIMIT);
            if (size >= 0) {
                attributes.put(attribute, value.getByteArray(0, (int) size));
            } else if (Native.getLastError() != Errno.ENODATA) {
                throw failure("read attribute " + attribute + " of", what);
            }
        }
        return attributes;
    }

    /** Makes the attributes exactly these. */
    public void replace(int fd, Map<String, byte[]> wanted, String what) throws ErrnoException {
        Map<String, byte[]> present = of(fd, what);
        for (String attribute : present.keySet()) {
            if (!wanted.containsKey(attribute) && LibC.fremovexattr(fd, named(attribute)) < 0) {
                throw failure("remove attribute " + attribute + " of", what);
            }
        }
        for (Map.Entry<String, byte[]> attribute : wanted.entrySet()) {
            byte[] bytes = attribute.getValue();
            value.write(0, bytes, 0, bytes.length);
            if (LibC.fsetxattr(fd, named(attribute.getKey()), value, bytes.length, 0) < 0) {
                throw failure("set attribute " + attribute.getKey() + " of", what);
            }
        }
    }

    private Memory named(String attribute) {
        byte[] bytes = attribute.getBytes(StandardCharsets.ISO_8859_1);
        name.write(0, bytes, 0, bytes.length);
        name.setByte(bytes.length, (byte) 0);
        return name;
    }

    private static ErrnoException failure(String call, String what) {
        return new ErrnoException(call + " " + RawName.show(what), Native.getLastError());
    }

    @Override
    public void close() {
        names.close();
        value.close();
        name.close();
    }
}
