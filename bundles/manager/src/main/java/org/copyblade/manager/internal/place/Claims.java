package org.copyblade.manager.internal.place;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.SystemLayout;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which managers of this host protect which systems: the first that works on a system has it until its process ends. A second
 * one, with a catalog of its own, would take the copies of the first for lost ones of its own, and remove them in its time.
 *
 * <p>A claim is a lock of the operating system on a file that is named after the place of the system, whatever each manager
 * calls it; it cannot outlive its process. Safe for many threads.
 */
@Component(service = Claims.class)
public final class Claims implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Claims.class);
    private static final Path COMMON = Path.of("/run/lock");

    private final Optional<Path> directory;
    private final String self;
    private final Map<String, FileChannel> held = new HashMap<>();

    @Activate
    public Claims(BundleContext context) {
        this(
                Optional.of(
                        Files.isWritable(COMMON) && Files.isDirectory(COMMON)
                                ? COMMON
                                : Path.of(System.getProperty("java.io.tmpdir"))),
                "process " + ProcessHandle.current().pid()
                        + Optional.ofNullable(context.getProperty("copyblade.data"))
                                .map(data -> ", data directory " + data)
                                .orElse(""));
    }

    /**
     * Claims in a directory that all managers share.
     *
     * @param directory empty: there is no other manager
     * @param self what others are told
     */
    public Claims(Optional<Path> directory, String self) {
        this.directory = directory;
        this.self = self;
    }

    /** Claims a system for as long as this process lives; answers who has it, if somebody else has. */
    public synchronized Optional<String> claim(SystemLayout layout) {
        return look(layout, true);
    }

    /** Who else has a system; empty if nobody has. */
    public synchronized Optional<String> other(SystemLayout layout) {
        return look(layout, false);
    }

    private Optional<String> look(SystemLayout layout, boolean keep) {
        Optional<String> place = directory.flatMap(common -> place(layout));
        if (place.isEmpty()) {
            return Optional.empty();
        }
        Path path = directory.orElseThrow().resolve("copyblade-" + digest(place.orElseThrow()) + ".claim");
        if (held.containsKey(path.toString()) || !keep && !Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        FileChannel channel = null;
        try {
            if (!isOfSomebodyWhoMay(path, place.orElseThrow())) {
                LOG.warn("{} is of a user who cannot protect {}: it is left alone", path, place.orElseThrow());
                return Optional.empty();
            }
            boolean ours = true;
            try {
                channel = FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS);
            } catch (AccessDeniedException e) {
                // A file of another user can be looked at only; so can its lock.
                channel = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
                ours = false;
            }
            if (channel.tryLock(0, Long.MAX_VALUE, !ours) == null) {
                return Optional.of(read(path));
            }
            if (!keep) {
                return Optional.empty();
            }
            if (ours) {
                sign(path, channel);
            }
            held.put(path.toString(), channel);
            channel = null;
            return Optional.empty();
        } catch (OverlappingFileLockException e) {
            return Optional.of("this process");
        } catch (IOException e) {
            LOG.warn("whether another Copyblade protects the same system cannot be told by {}: {}", path, e.toString());
            return Optional.empty();
        } finally {
            close(channel);
        }
    }

    private void sign(Path path, FileChannel channel) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(self.getBytes(StandardCharsets.UTF_8)));
        try {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("{} keeps its permissions: {}", path, e.toString());
        }
    }

    private static String read(Path path) throws IOException {
        String text = Files.readString(path).strip();
        return text.isEmpty() ? "a process that has not said which" : text;
    }

    /** The directory without which the system cannot start, or its first of data; empty if this host has none of it. */
    private static Optional<String> place(SystemLayout layout) {
        return layout.dataSets().stream()
                .filter(dataSet -> dataSet.kind() == DataSet.PlaceKind.PATH)
                .filter(dataSet -> dataSet.gate().isPresent() || dataSet.role() == DataSet.Role.DATABASE)
                .min(Comparator.comparing((DataSet dataSet) -> dataSet.gate().isEmpty())
                        .thenComparing(DataSet::name))
                .map(DataSet::place);
    }

    /** Only root and the user of the server can hold it: nobody else keeps them from their work with a file in a common place. */
    private static boolean isOfSomebodyWhoMay(Path file, String place) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        String owner = Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName();
        return owner.equals("root")
                || owner.equals(System.getProperty("user.name"))
                || Files.exists(Path.of(place))
                        && owner.equals(Files.getOwner(Path.of(place)).getName());
    }

    private static String digest(String place) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(place.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Gives everything back. */
    @Deactivate
    @Override
    public synchronized void close() {
        held.values().forEach(Claims::close);
        held.clear();
    }

    private static void close(FileChannel channel) {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            LOG.warn("a claim could not be given back: {}", e.toString());
        }
    }
}
