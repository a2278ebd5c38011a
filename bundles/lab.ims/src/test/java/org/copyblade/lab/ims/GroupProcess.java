package org.copyblade.lab.ims;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of its own in which a group starts, works and says which units it has told its users of; to be killed. */
final class GroupProcess {

    private GroupProcess() {}

    /** Argument: directory of the lab. */
    public static void main(String[] arguments) throws Exception {
        try (LiveGroup live = LiveGroup.open(Path.of(arguments[0]))) {
            live.plex().startAll();
            live.plex().startWork();
            int said = 0;
            while (!System.out.checkError()) {
                List<Evidence.Acknowledged> all = live.plex().acknowledged();
                for (Evidence.Acknowledged unit : all.subList(said, all.size())) {
                    System.out.println(unit.token() + " " + unit.at());
                }
                said = all.size();
                Thread.sleep(2);
            }
        }
    }

    /** Runs it for some time after its first word; on return it is dead. What it has said. */
    static List<Evidence.Acknowledged> runAndKill(Path home, long millis) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        GroupProcess.class.getName(),
                        home.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = process.inputReader()) {
            List<Evidence.Acknowledged> said = new ArrayList<>();
            String line = lines.readLine();
            Thread killer = new Thread(() -> {
                try {
                    process.waitFor(millis, TimeUnit.MILLISECONDS);
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
                process.toHandle().destroyForcibly();
            });
            killer.start();
            for (; line != null; line = lines.readLine()) {
                String[] words = line.split(" ");
                if (words.length == 2 && words[1].endsWith("Z")) {
                    said.add(new Evidence.Acknowledged(words[0], java.time.Instant.parse(words[1])));
                }
            }
            killer.join();
            process.waitFor();
            return said;
        }
    }
}
