package org.copyblade.lab.zosmf;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.copyblade.lab.array.Fault;

/** A z/OS in a process of its own, to be killed; each copy of a volume takes so long there that it is still under way then. */
final class FaceProcess implements AutoCloseable {
    private static final long LONG_MS = TimeUnit.HOURS.toMillis(1);

    private final Process process;
    private final String url;

    private FaceProcess(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /** Arguments: seed, directory of the lab. */
    public static void main(String[] arguments) throws Exception {
        try (ZosmfFace face = ZosmfFace.start(Path.of(arguments[0]), Path.of(arguments[1]), 0, List.of())) {
            face.array()
                    .faults()
                    .add(Fault.once(Fault.Kind.SLOW, "dss-copy")
                            .withDelayMs(LONG_MS)
                            .hitting(0, 0));
            System.out.println("at " + face.url());
            new CountDownLatch(1).await();
        }
    }

    static FaceProcess start(Path seed, Path home) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        FaceProcess.class.getName(),
                        seed.toString(),
                        home.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said = process.inputReader();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith("at ")) {
                return new FaceProcess(process, line.substring(3));
            }
        }
        throw new IOException("the z/OS has not started");
    }

    String url() {
        return url;
    }

    /** As {@code kill -9}; on return it is dead. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
