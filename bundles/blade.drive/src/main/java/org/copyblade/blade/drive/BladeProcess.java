package org.copyblade.blade.drive;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.CopyMember;

/**
 * A blade in a process of its own that dies in the middle of its work. A blade looks at the time before each
 * step and before another member or file; the process halts at one of these looks, as if it were killed there.
 */
public final class BladeProcess {

    /** At a look that never comes: the work is done to its end. */
    public static final int NEVER = Integer.MAX_VALUE;

    private BladeProcess() {}

    /**
     * Arguments: class of the blade, what to do, group, source, gate, file with the binding, at which look to halt. Says "go"
     * before it begins.
     */
    public static void main(String[] arguments) throws Exception {
        CopyMember member = new CopyMember("data", arguments[3], List.of(), Optional.of(arguments[4]));
        GroupDriver driver = new GroupDriver(() -> blade(arguments[0]), arguments[2], member);
        driver.binding(new Binding(1, Files.readString(Path.of(arguments[5]))));
        Looks looks = new Looks(Integer.parseInt(arguments[6]));
        System.out.println("go");
        switch (arguments[1]) {
            case "establish" -> driver.establish(looks.call());
            case "restore" -> driver.restore(looks::call);
            case "withdraw" -> driver.withdraw(looks::call);
            default -> throw new IllegalArgumentException(arguments[1]);
        }
    }

    private static CopyBlade blade(String type) {
        try {
            return (CopyBlade) Class.forName(type).getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type, e);
        }
    }

    /** Counts the looks at the time. */
    private static final class Looks {
        private final int last;
        private int looks;

        Looks(int last) {
            this.last = last;
        }

        Call call() {
            return Call.on(this::look, Duration.ofMinutes(1), () -> false, percent -> {});
        }

        private long look() {
            looks++;
            if (looks == last) {
                Runtime.getRuntime().halt(1);
            }
            return System.nanoTime();
        }
    }

    /**
     * Lets a process do something with a group until its n-th look.
     *
     * @return whether it was done before
     */
    public static boolean haltDuring(String action, GroupDriver driver, CopyMember member, int look)
            throws IOException, InterruptedException {
        Path binding = Files.createTempFile("copyblade-binding-", "");
        try {
            Process process = begun(action, driver, member, binding, look);
            return process.waitFor() == 0;
        } finally {
            Files.delete(binding);
        }
    }

    /** Kills it some time after it has begun, wherever it is then: also within a step. */
    public static void killDuring(String action, GroupDriver driver, CopyMember member, long micros)
            throws IOException, InterruptedException {
        Path binding = Files.createTempFile("copyblade-binding-", "");
        try {
            Process process = begun(action, driver, member, binding, NEVER);
            LockSupport.parkNanos(micros * 1000);
            process.destroyForcibly().waitFor();
        } finally {
            Files.delete(binding);
        }
    }

    private static Process begun(String action, GroupDriver driver, CopyMember member, Path binding, int look)
            throws IOException {
        Files.writeString(binding, driver.binding().data(), StandardCharsets.UTF_8);
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BladeProcess.class.getName(),
                        driver.blade().getClass().getName(),
                        action,
                        driver.group().id().value(),
                        member.source(),
                        member.gate().orElseThrow(),
                        binding.toString(),
                        Integer.toString(look)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader();
        if (!"go".equals(output.readLine())) {
            throw new IOException("the process did not begin");
        }
        return process;
    }
}
