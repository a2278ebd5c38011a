package org.copyblade.blade.btrfs.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.CopyMember;

/** A blade in a process of its own, to be killed in the middle of its work. */
final class BladeProcess {

    private BladeProcess() {}

    /** Arguments: what to do, group, source, gate, file with the binding. Says "go" before it begins. */
    public static void main(String[] arguments) throws Exception {
        CopyMember member = new CopyMember("data", arguments[2], List.of(), Optional.of(arguments[3]));
        BladeDriver driver = new BladeDriver(arguments[1], member);
        driver.binding(new Binding(1, Files.readString(Path.of(arguments[4]))));
        System.out.println("go");
        switch (arguments[0]) {
            case "establish" -> driver.establish();
            case "restore" -> driver.restore();
            case "withdraw" -> driver.withdraw();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    /**
     * Lets a process do something with a group and kills it some time after it has begun.
     *
     * @return whether it was done before it was killed
     */
    static boolean killDuring(String action, BladeDriver driver, CopyMember member, long micros)
            throws IOException, InterruptedException {
        Path binding = Files.createTempFile("copyblade-binding-", "");
        try {
            Files.writeString(binding, driver.binding().data(), StandardCharsets.UTF_8);
            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Xmx128m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            BladeProcess.class.getName(),
                            action,
                            driver.group().id().value(),
                            member.source(),
                            member.gate().orElseThrow(),
                            binding.toString()))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            var output = process.inputReader();
            if (!"go".equals(output.readLine())) {
                throw new IOException("the process did not begin");
            }
            LockSupport.parkNanos(micros * 1000);
            return process.destroyForcibly().waitFor() == 0;
        } finally {
            Files.delete(binding);
        }
    }
}
