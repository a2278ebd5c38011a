package org.copyblade.lab.array;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process of its own that writes a number to a volume, copies the volume to one of its targets, says the number, and goes
 * on with the next; to be killed. It begins with the number that it finds, which may have been written and never copied.
 */
final class LabWriter {
    static final String SOURCE = "1000";
    static final List<String> TARGETS = List.of("1001", "1002", "1003");
    static final int WRITTEN = 3;

    private LabWriter() {}

    /** Arguments: directory of the lab; whether it says a number before it has done what the number stands for. */
    public static void main(String[] arguments) throws Exception {
        boolean early = Boolean.parseBoolean(arguments[1]);
        try (SmallLab lab = SmallLab.open(Path.of(arguments[0]), "background_tracks_per_second = 500")) {
            for (int number = Math.max(1, number(lab, SOURCE, 0)); !System.out.checkError(); number++) {
                if (early) {
                    System.out.println(number);
                }
                step(lab, number);
                if (!early) {
                    System.out.println(number);
                }
            }
        }
    }

    static String target(int number) {
        return TARGETS.get(number % TARGETS.size());
    }

    static int number(SmallLab lab, String volume, int track) throws ArrayException {
        return ByteBuffer.wrap(lab.host(volume).read(track)).getInt();
    }

    /** Runs it on a directory for some time after its first word; on return it is dead. What it said last, or 0. */
    static int runAndKill(Path home, boolean early, long millis) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        LabWriter.class.getName(),
                        home.toString(),
                        Boolean.toString(early))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = process.inputReader()) {
            String last = lines.readLine();
            Thread killer = new Thread(() -> {
                try {
                    process.waitFor(millis, TimeUnit.MILLISECONDS);
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
                process.toHandle()
                        .destroyForcibly(); // the process itself would close the pipe with what is still in it
            });
            killer.start();
            for (String line = last; line != null; line = lines.readLine()) {
                last = line;
            }
            killer.join();
            process.waitFor();
            return last == null ? 0 : Integer.parseInt(last);
        }
    }

    private static void step(SmallLab lab, int number) throws Exception {
        byte[] content =
                ByteBuffer.allocate(Emulation.FB.trackBytes()).putInt(number).array();
        for (int track = 0; track < WRITTEN; track++) {
            lab.host(SOURCE).write(track, content);
        }
        StorageSystem system = lab.system();
        system.withdraw(system.relations(target(number)));
        PairResult made = system.establish(
                        List.of(PairRequest.ofVolumes(SOURCE, target(number))), EnumSet.of(CopyOption.PERSISTENT))
                .get(0);
        if (!made.established()) {
            throw new IllegalStateException(made.failure().orElseThrow().getMessage());
        }
    }
}
