package org.copyblade.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.copyblade.linux.internal.LibC;

/** Mounts and unmounts filesystems; needs root. */
public final class Mounting {

    /** Options of a mount that the kernel takes as bits; all others are text for the filesystem. */
    private static final Map<String, Long> FLAGS = flags();

    private Mounting() {}

    private static Map<String, Long> flags() {
        Map<String, Long> flags = new LinkedHashMap<>();
        flags.put("ro", 1L);
        flags.put("nosuid", 2L);
        flags.put("nodev", 4L);
        flags.put("noexec", 8L);
        flags.put("sync", 16L);
        flags.put("dirsync", 128L);
        flags.put("noatime", 1024L);
        flags.put("nodiratime", 2048L);
        flags.put("relatime", 1L << 21);
        flags.put("strictatime", 1L << 24);
        flags.put("lazytime", 1L << 25);
        return flags;
    }

    /**
     * Mounts a filesystem.
     *
     * @param options comma separated, of the mount and of the filesystem in any order
     */
    public static void mount(String source, Path point, String type, String options) throws ErrnoException {
        long flags = 0;
        List<String> data = new ArrayList<>();
        for (String option : options.split(",")) {
            if (FLAGS.containsKey(option)) {
                flags |= FLAGS.get(option);
            } else if (!option.isEmpty() && !option.equals("rw")) {
                data.add(option);
            }
        }
        call(source, point, type, flags, String.join(",", data));
    }

    private static void call(String source, Path point, String type, long flags, String data) throws ErrnoException {
        try (Memory from = text(source);
                Memory to = text(point.toString());
                Memory kind = text(type);
                Memory more = text(data)) {
            if (LibC.mount(from, to, kind, flags, more) < 0) {
                throw new ErrnoException("mount " + source + " at " + point, Native.getLastError());
            }
        }
    }

    /** Unmounts; fails with EBUSY while somebody uses it. */
    public static void unmount(Path point) throws ErrnoException {
        try (Memory at = text(point.toString())) {
            if (LibC.umount2(at, 0) < 0) {
                throw new ErrnoException("unmount " + point, Native.getLastError());
            }
        }
    }

    private static Memory text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        Memory memory = new Memory(bytes.length + 1L);
        memory.write(0, bytes, 0, bytes.length);
        memory.setByte(bytes.length, (byte) 0);
        return memory;
    }
}
