package org.copyblade.guard.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.copyblade.guard.GuardException;

/**
 * The guard program as files in the runtime directory, named by their content: written once, used by every later start.
 *
 * @param directory where jar and native part lie
 */
record GuardProgram(Path directory) {
    private static final String JAR = "guard.jar";
    private static final List<String> OPTIONS = List.of(
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-XX:CICompilerCount=1",
            "-XX:-UsePerfData",
            "-XX:+UseSerialGC",
            "-XX:+DisableAttachMechanism",
            "-XX:-CreateCoredumpOnCrash",
            "-Xrs",
            "-XX:ReservedCodeCacheSize=6m",
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--enable-native-access=ALL-UNNAMED",
            "-Djna.nounpack=true",
            "-Djna.nosys=true",
            // Else JNA starts a program to learn where libraries lie.
            "-Djna.platform.library.path=/");

    /** Puts the program into the runtime directory, unless it is there. */
    static GuardProgram stage(RuntimeDirectory runtime) throws GuardException {
        try {
            byte[] jar = ClassFiles.jar();
            byte[] nativePart = ClassFiles.nativePart();
            String name = "program-"
                    + Digest.of(Digest.of(jar) + Digest.of(nativePart)).substring(0, 16);
            Path directory = runtime.path().resolve(name);
            if (!Files.isDirectory(directory)) {
                write(jar, nativePart, directory);
            }
            return new GuardProgram(directory);
        } catch (IOException e) {
            throw new GuardException(
                    "cannot write the guard program to " + runtime.path() + ": " + e,
                    "it needs 2 MB there; is the filesystem full?");
        }
    }

    private static void write(byte[] jar, byte[] nativePart, Path directory) throws IOException {
        Path unfinished = Files.createTempDirectory(directory.getParent(), "unfinished-");
        Files.write(unfinished.resolve(JAR), jar);
        Files.write(unfinished.resolve(System.mapLibraryName("jnidispatch")), nativePart);
        Files.move(unfinished, directory, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The command line that starts a guard with these arguments. */
    List<String> command(List<String> arguments) {
        return command(GuardMain.class, List.of("-Xms6m", "-Xmx6m"), arguments);
    }

    /** The same for a guard of a system on another machine, which needs room for TLS. */
    List<String> remoteCommand(List<String> arguments) {
        return command(RemoteGuardMain.class, List.of("-Xms20m", "-Xmx20m"), arguments);
    }

    private List<String> command(Class<?> program, List<String> heap, List<String> arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Stream.of(
                        Stream.of(java),
                        OPTIONS.stream(),
                        heap.stream(),
                        Stream.of(
                                "-Djna.boot.library.path=" + directory,
                                "-XX:ErrorFile=" + directory.resolve("crash-%p.log"),
                                "-cp",
                                directory.resolve(JAR).toString(),
                                program.getName()),
                        arguments.stream())
                .flatMap(part -> part)
                .toList();
    }
}
