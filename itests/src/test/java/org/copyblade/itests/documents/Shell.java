package org.copyblade.itests.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One shell into which all blocks of a document are pasted, in order; it ends at the first command that fails. */
final class Shell {

    private static final long LIMIT_SECONDS = 300;

    private Shell() {}

    /** How it ended and everything it printed. */
    record Result(int status, String output) {}

    /** Runs the blocks in a directory of their own. */
    static Result paste(List<String> blocks, Path directory, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path script = Files.writeString(directory.resolve("blocks.sh"), "set -ex\n" + String.join("\n", blocks));
        Path output = directory.resolve("blocks.out");
        ProcessBuilder builder = new ProcessBuilder("sh", script.toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new IOException("no end after " + LIMIT_SECONDS + " s: " + Files.readString(output));
        }
        return new Result(process.exitValue(), Files.readString(output));
    }
}
