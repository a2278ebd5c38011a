package org.copyblade.blade.reflink.internal;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.copyblade.blade.spi.Establishment;
import org.copyblade.demo.fixture.ScratchFilesystem;

/** Measures; not a test. Arguments: kind of filesystem, number of files, MiB per file, repetitions. */
final class EstablishFigures {

    private EstablishFigures() {}

    public static void main(String[] arguments) throws Exception {
        ScratchFilesystem.Kind kind = ScratchFilesystem.Kind.valueOf(arguments[0]);
        int files = Integer.parseInt(arguments[1]);
        int kibibytes = Integer.parseInt(arguments[2]);
        try (ScratchFilesystem filesystem = ScratchFilesystem.create(kind, 12_000)) {
            Path source = Files.createDirectory(filesystem.root().resolve("data"));
            plant(source, files, kibibytes);
            for (int i = 0; i < Integer.parseInt(arguments[3]); i++) {
                BladeDriver driver = new BladeDriver("GFIGUR0" + i, BladeDriver.member("data", source));
                long estimated = driver.plan().copies().get(0).estimatedMicros().orElse(-1);
                long t0 = System.nanoTime();
                driver.prepare();
                long t1 = System.nanoTime();
                long t2;
                long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                Establishment establishment = driver.establish();
                cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
                long cp = reflinkByProgram(source, filesystem.root().resolve("cp" + i));
                t2 = System.nanoTime();
                driver.harden();
                long t3 = System.nanoTime();
                driver.restore();
                long t4 = System.nanoTime();
                driver.withdraw();
                long t5 = System.nanoTime();
                System.out.printf(
                        "estimated %.1f ms, establish %.1f ms (%.1f ms of one CPU; cp --reflink %.1f ms), prepare %.1f, harden %.1f, restore %.1f, withdraw %.1f%n",
                        estimated / 1e3,
                        (establishment.answeredNanos() - establishment.sentNanos()) / 1e6,
                        cpu / 1e6,
                        cp / 1e6,
                        (t1 - t0) / 1e6,
                        (t3 - t2) / 1e6,
                        (t4 - t3) / 1e6,
                        (t5 - t4) / 1e6);
            }
        }
    }

    private static long reflinkByProgram(Path source, Path target) throws Exception {
        long start = System.nanoTime();
        new ProcessBuilder("cp", "-a", "--reflink=always", source.toString(), target.toString())
                .inheritIO()
                .start()
                .waitFor();
        return System.nanoTime() - start;
    }

    private static void plant(Path root, int files, int kibibytes) throws IOException {
        byte[] bytes = new byte[1 << 20];
        new Random(1).nextBytes(bytes);
        for (int i = 0; i < files; i++) {
            Path directory = Files.createDirectories(root.resolve("d" + i % 10));
            try (FileChannel channel =
                    FileChannel.open(directory.resolve("f" + i), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                for (int left = kibibytes; left > 0; left -= 1024) {
                    channel.write(ByteBuffer.wrap(bytes, 0, Math.min(left, 1024) * 1024));
                }
            }
        }
    }
}
