package org.copyblade.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** One demo from its first line to its last. */
final class DemoRun {

    private static final long LIMIT_MINUTES = Boolean.getBoolean("copyblade.matrix") ? 60 : 10;

    private DemoRun() {}

    /** What a demo says that comes to its good end. */
    static String shown(ProcessBuilder builder) throws IOException, InterruptedException {
        Path out = Files.createTempFile("copyblade-demo", ".out");
        try {
            Process demo = builder.redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            try {
                assertThat(demo.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)).isTrue();
            } finally {
                demo.destroy();
            }
            String said = Files.readString(out);
            assertThat(demo.exitValue()).as(said).isZero();
            return said;
        } finally {
            Files.delete(out);
        }
    }
}
