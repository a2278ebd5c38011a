package org.copyblade.blade.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.HostVolume;

/**
 * The fixture for blades that copy directories of this host. Each directory is named by the operator, exists and is empty;
 * it is empty again afterwards. A pool of copies that appears above them goes with them, once it is empty.
 */
public final class ScratchDirectories implements BladeFixture {

    /** Where blades of this host keep copies on the filesystem of their source. */
    private static final String POOL = ".copyblade";

    private final Supplier<CopyBlade> blades;
    private final CopyPolicy policy;
    private final List<ScratchVolume> volumes;
    private final List<Path> directories;
    private final List<Path> freshPools;

    /**
     * A fixture on these directories.
     *
     * @param blades gives the blade, where possible another instance each time
     * @throws IllegalArgumentException if a directory is missing or not empty
     */
    public ScratchDirectories(Supplier<CopyBlade> blades, CopyPolicy policy, List<Path> directories) {
        this.blades = blades;
        this.policy = policy;
        this.directories = List.copyOf(directories);
        List<ScratchVolume> scratch = new ArrayList<>();
        for (Path directory : directories) {
            requireEmpty(directory);
            Optional<String> gate = scratch.isEmpty() ? Optional.of("gate") : Optional.empty();
            scratch.add(new Directory("scratch-" + scratch.size(), directory, gate));
        }
        if (scratch.isEmpty()) {
            throw new IllegalArgumentException("name at least one scratch directory");
        }
        this.volumes = List.copyOf(scratch);
        this.freshPools = possiblePools().filter(pool -> !Files.exists(pool)).toList();
    }

    private Stream<Path> possiblePools() {
        return directories.stream()
                .flatMap(directory -> Stream.iterate(directory.getParent(), Objects::nonNull, Path::getParent))
                .map(folder -> folder.resolve(POOL))
                .distinct();
    }

    @Override
    public CopyBlade blade() {
        return blades.get();
    }

    @Override
    public CopyPolicy policy() {
        return policy;
    }

    @Override
    public List<ScratchVolume> volumes() {
        return volumes;
    }

    @Override
    public void close() {
        for (Path directory : directories) {
            try {
                empty(directory);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot empty scratch directory " + directory, e);
            }
        }
        for (Path pool : freshPools) {
            removeIfEmpty(pool);
        }
    }

    private static void removeIfEmpty(Path pool) {
        try {
            Files.deleteIfExists(pool);
        } catch (DirectoryNotEmptyException used) {
            // somebody else has begun to keep copies there meanwhile
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove the empty pool " + pool, e);
        }
    }

    private static void requireEmpty(Path directory) {
        if (!directory.isAbsolute() || !Files.isDirectory(directory)) {
            throw new IllegalArgumentException(directory + " is not the absolute path of a directory");
        }
        try (Stream<Path> entries = Files.list(directory)) {
            if (entries.findAny().isPresent()) {
                throw new IllegalArgumentException("scratch directory " + directory + " is not empty");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + directory, e);
        }
    }

    private static void empty(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException error) throws IOException {
                if (error != null) {
                    throw error;
                }
                if (!visited.equals(directory)) {
                    Files.delete(visited);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private record Directory(String name, Path path, Optional<String> gate) implements ScratchVolume {

        @Override
        public HostVolume host() {
            return HostVolume.path(path.toString());
        }

        @Override
        public Slots content() {
            return new FileSlots(path);
        }

        @Override
        public Slots exposed(String location) {
            return new FileSlots(Path.of(location));
        }
    }

    /** Slots as files of a directory; a write is on the storage when it returns. */
    private record FileSlots(Path directory) implements Slots {

        @Override
        public void write(String slot, byte[] bytes) {
            Path file = directory.resolve(slot);
            try {
                Files.createDirectories(file.getParent());
                try (FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.DSYNC)) {
                    channel.write(ByteBuffer.wrap(bytes), 0);
                    channel.truncate(bytes.length);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write " + file, e);
            }
        }

        @Override
        public Optional<byte[]> read(String slot) {
            try {
                return Optional.of(Files.readAllBytes(directory.resolve(slot)));
            } catch (NoSuchFileException e) {
                return Optional.empty();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + directory.resolve(slot), e);
            }
        }
    }
}
