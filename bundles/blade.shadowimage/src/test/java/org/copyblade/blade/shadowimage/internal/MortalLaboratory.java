package org.copyblade.blade.shadowimage.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.endpoint.Trust;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.vsp.VspFace;

/** The laboratory in a process of its own, which is killed by signal 9 and started again. One thread. */
final class MortalLaboratory implements AutoCloseable {

    private final Path directory;
    private Process process;
    private String url;
    private String fingerprint;

    private MortalLaboratory(Path directory) {
        this.directory = directory;
    }

    /** Arguments: directory, operation whose first answer is lost or none. Ends with its standard input, whoever started it. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        Path seed = LabSeed.write(directory, "background_tracks_per_second = 20000", "");
        try (VspFace face = VspFace.start(seed, directory.resolve("lab"), 0)) {
            if (arguments.length > 1) {
                face.array().faults().add(Fault.once(Fault.Kind.LOST_REPLY, arguments[1]));
            }
            System.out.println(face.url() + " " + face.fingerprint());
            System.in.readAllBytes();
        }
    }

    static MortalLaboratory start(Path directory, String... losesAnswerOf) throws IOException {
        MortalLaboratory laboratory = new MortalLaboratory(directory);
        laboratory.begin(losesAnswerOf);
        return laboratory;
    }

    /** Starts it again where it was, at another address. */
    void begin(String... losesAnswerOf) throws IOException {
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                MortalLaboratory.class.getName(),
                directory.toString());
        java.command().addAll(List.of(losesAnswerOf));
        process = java.redirectError(Redirect.INHERIT).start();
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        if (line == null) {
            throw new IOException("the laboratory did not begin");
        }
        url = line.split(" ")[0];
        fingerprint = line.split(" ")[1];
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    ShadowImageBlade blade() throws BladeException {
        URI objects = URI.create(url + "/v1/objects/storages/" + LabSeed.STORAGE);
        return Laboratory.blade(Laboratory.settings(
                Laboratory.access(objects, "admin", "secret"), new Trust.Pinned(fingerprint), "512-551", false));
    }

    @Override
    public void close() {
        kill();
    }
}
