package org.copyblade.system.postgresql.internal.host;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.copyblade.system.postgresql.internal.fault.PgFault;
import org.copyblade.system.postgresql.internal.fault.Waiting;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.SystemException;

/** Writes what the host still caches to disk, until little enough is left. */
public final class WriteBack {

    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final Pattern UNWRITTEN = Pattern.compile("(?m)^(?:Dirty|Writeback):\\s+(\\d+) kB$");

    private WriteBack() {}

    /** Tells how many bytes are unwritten now. */
    public interface Gauge {
        long bytes() throws SystemException;
    }

    /** Runs a program of this host to its end, which may take as long as the host has to write. */
    public interface Command {
        void run(Deadline deadline, String... command) throws SystemException;
    }

    /**
     * Returns the bytes still unwritten, at most the bound.
     *
     * @param places on the filesystems that matter; only if these are not enough, all others are written too
     */
    public static long below(long bound, List<Path> places, Deadline deadline) throws SystemException {
        return below(bound, places, deadline, WriteBack::unwrittenBytes, HostCommand::run);
    }

    public static long below(long bound, List<Path> places, Deadline deadline, Gauge gauge, Command command)
            throws SystemException {
        for (Path place : onePerFilesystem(places)) {
            command.run(deadline, "sync", "--file-system", place.toString());
        }
        AtomicLong left = new AtomicLong(gauge.bytes());
        if (left.get() > bound) {
            command.run(deadline, "sync");
        }
        boolean enough = Waiting.within(deadline, () -> {
            left.set(gauge.bytes());
            return left.get() <= bound;
        });
        if (!enough) {
            throw PgFault.DIRTY.error(
                    left + " bytes of this host are still unwritten, allowed are " + bound,
                    "which program writes so much now? try at a quieter time, or raise the bound");
        }
        return left.get();
    }

    public static long unwrittenBytes() throws SystemException {
        try {
            return unwrittenBytes(Files.readString(MEMORY));
        } catch (IOException e) {
            throw PgFault.HOST.error("cannot read " + MEMORY + ": " + e.getMessage(), "is /proc mounted?");
        }
    }

    public static long unwrittenBytes(String memory) {
        Matcher matcher = UNWRITTEN.matcher(memory);
        long bytes = 0;
        while (matcher.find()) {
            bytes += Long.parseLong(matcher.group(1)) * 1024;
        }
        return bytes;
    }

    private static Iterable<Path> onePerFilesystem(List<Path> places) throws SystemException {
        Map<FileStore, Path> stores = new LinkedHashMap<>();
        for (Path place : places) {
            try {
                stores.putIfAbsent(Files.getFileStore(place), place);
            } catch (IOException e) {
                throw PgFault.ACCESS.error(
                        "cannot look at the filesystem of " + place + ": " + e.getMessage(), "does it exist?");
            }
        }
        return stores.values();
    }
}
