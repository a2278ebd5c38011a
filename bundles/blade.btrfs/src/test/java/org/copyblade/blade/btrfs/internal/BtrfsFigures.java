package org.copyblade.blade.btrfs.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.copyblade.blade.spi.Establishment;
import org.copyblade.demo.fixture.ScratchFilesystem;

/** Measures; not a test. Arguments: MiB of data, repetitions. */
final class BtrfsFigures {

    private BtrfsFigures() {}

    public static void main(String[] arguments) throws Exception {
        try (ScratchFilesystem filesystem = ScratchFilesystem.create(ScratchFilesystem.Kind.BTRFS, 12_000)) {
            Path source = filesystem.subvolume("data");
            byte[] bytes = new byte[1 << 20];
            new Random(1).nextBytes(bytes);
            for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
                Files.write(source.resolve("file" + i), bytes);
            }
            for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
                BladeDriver driver = new BladeDriver("GFIGUR" + (10 + i), BladeDriver.member("data", source));
                driver.plan();
                driver.prepare();
                Establishment establishment = driver.establish();
                long t0 = System.nanoTime();
                driver.harden();
                long t1 = System.nanoTime();
                driver.restore();
                long t2 = System.nanoTime();
                driver.withdraw();
                long t3 = System.nanoTime();
                System.out.printf(
                        "establish %.1f ms, harden %.1f, restore %.1f, withdraw %.1f%n",
                        (establishment.answeredNanos() - establishment.sentNanos()) / 1e6,
                        (t1 - t0) / 1e6,
                        (t2 - t1) / 1e6,
                        (t3 - t2) / 1e6);
            }
        }
    }
}
