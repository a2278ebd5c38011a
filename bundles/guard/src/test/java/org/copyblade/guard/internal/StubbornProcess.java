package org.copyblade.guard.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicInteger;

/** A process that never ends by itself, and that cannot be killed at first, as often as it says. */
final class StubbornProcess extends Process {

    private final Process process = new ProcessBuilder("sleep", "600").start();
    private final AtomicInteger refusals;

    StubbornProcess(int refusals) throws IOException {
        this.refusals = new AtomicInteger(refusals);
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public Process destroyForcibly() {
        if (isAlive() && refusals.getAndDecrement() > 0) {
            throw new IllegalStateException("refused by the test");
        }
        return process.destroyForcibly();
    }

    @Override
    public void destroy() {
        process.destroy();
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public int waitFor() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public int exitValue() {
        return process.exitValue();
    }

    @Override
    public OutputStream getOutputStream() {
        return process.getOutputStream();
    }

    @Override
    public InputStream getInputStream() {
        return process.getInputStream();
    }

    @Override
    public InputStream getErrorStream() {
        return process.getErrorStream();
    }
}
