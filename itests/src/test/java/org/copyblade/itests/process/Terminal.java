package org.copyblade.itests.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A person at a terminal that runs {@code copyblade shell}; played by the program script. Used by one thread. */
public final class Terminal implements AutoCloseable {
    private static final long LIMIT_SECONDS = 60;

    private final Process script;
    private final StringBuffer shown = new StringBuffer();
    private int read;

    private Terminal(Process script) {
        this.script = script;
        new Thread(this::copy, "terminal").start();
    }

    /** A shell whose history is in this home. */
    public static Terminal shell(Tree tree, Path home) throws IOException {
        Assumptions.assumeTrue(
                Path.of("/usr/bin/script").toFile().canExecute(), "the program script is not there to play a terminal");
        ProcessBuilder builder = tree.builder("shell");
        // Without exec the shell that script starts hears the interruption too, and not each of them lives on.
        String command = "exec '" + builder.command().get(0) + "' shell";
        // Whoever runs the tests in the background of a script ignores the signal, and so would all of its children.
        builder.command(List.of(
                "env", "--default-signal=INT", "TERM=xterm", "HOME=" + home, "script", "-qefc", command, "/dev/null"));
        return new Terminal(builder.redirectErrorStream(true).start());
    }

    /** Types keys as they are. */
    public void type(String keys) throws IOException {
        script.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
        script.getOutputStream().flush();
    }

    /** Waits until this is shown behind what was waited for before; answers what came before it. */
    public String until(String text) throws InterruptedException {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (System.nanoTime() < limit) {
            int found = shown.indexOf(text, read);
            if (found >= 0) {
                String before = shown.substring(read, found);
                read = found + text.length();
                return before;
            }
            Thread.sleep(20);
        }
        throw new AssertionError("'" + text + "' is not shown: " + shown);
    }

    /** Waits for the end of the shell; answers its status. */
    public int end() throws InterruptedException {
        if (!script.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("no end: " + shown);
        }
        return script.exitValue();
    }

    private void copy() {
        byte[] bytes = new byte[4096];
        try {
            int length = script.getInputStream().read(bytes);
            while (length >= 0) {
                shown.append(new String(bytes, 0, length, StandardCharsets.UTF_8));
                length = script.getInputStream().read(bytes);
            }
        } catch (IOException ended) {
            shown.append("(the terminal is gone)");
        }
    }

    @Override
    public void close() {
        script.descendants().forEach(ProcessHandle::destroy);
        script.destroy();
    }
}
