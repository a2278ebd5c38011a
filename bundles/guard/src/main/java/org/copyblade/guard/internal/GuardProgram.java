package org.copyblade.guard.internal;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.copyblade.guard.GuardException;

/**
 * The guard program as files in the runtime directory, named by their content: written once, used by every later start.
 *
 * @param directory where jar and native part lie
 * @param own what is this manager's alone, below the directory
 */
record GuardProgram(Path directory, Path own) {
    private static final String JAR = "guard.jar";

    /** The first Java that warns of native access unless it is allowed; older ones start slower when it is. */
    private static final int JAVA_THAT_WARNS = 22;

    private static final List<String> OPTIONS = List.of(
            "-Xshare:auto",
            "-XX:+UnlockDiagnosticVMOptions",
            // Archived classes lie where they were laid down for, instead of being moved first.
            "-XX:ArchiveRelocationMode=0",
            // Standard output is for answers only.
            "-Xlog:disable",
            "-Xlog:all=error:stderr",
            "-XX:TieredStopAtLevel=1",
            "-XX:CICompilerCount=1",
            "-XX:-UsePerfData",
            "-XX:+UseSerialGC",
            "-XX:+DisableAttachMechanism",
            "-XX:-CreateCoredumpOnCrash",
            "-Xrs",
            "-XX:ReservedCodeCacheSize=6m",
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-Djna.nounpack=true",
            "-Djna.nosys=true",
            // Else JNA starts a program to learn where libraries lie.
            "-Djna.platform.library.path=/");

    private static final List<String> ROOM_FOR_TLS = List.of("-Xms20m", "-Xmx20m");

    /** How often a program is written anew that somebody removes at the same moment. */
    private static final int TRIES = 5;

    /** Puts the program into the runtime directory, with an archive of its classes that is there a little later. */
    static GuardProgram stage(RuntimeDirectory runtime) throws GuardException {
        GuardProgram program = withoutArchive(runtime);
        program.archiveClasses();
        return program;
    }

    /** Puts the program into the runtime directory, unless it is there, and removes what nobody uses any more. */
    static GuardProgram withoutArchive(RuntimeDirectory runtime) throws GuardException {
        try {
            byte[] jar = ClassFiles.jar();
            byte[] nativePart = ClassFiles.nativePart();
            String name = UnusedPrograms.PROGRAM
                    + Digest.of(Digest.of(jar) + Digest.of(nativePart)).substring(0, 16);
            Path directory = runtime.path().resolve(name);
            GuardProgram program = new GuardProgram(directory, use(jar, nativePart, directory));
            UnusedPrograms.remove(directory);
            return program;
        } catch (IOException e) {
            throw new GuardException(
                    "cannot write the guard program to " + runtime.path() + ": " + e,
                    "it needs 2 MB there; is the filesystem full?");
        }
    }

    /** True unless somebody has cleared it away. */
    boolean isThere() {
        return Files.isDirectory(own);
    }

    private static Path use(byte[] jar, byte[] nativePart, Path directory) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                if (!Files.isDirectory(directory)) {
                    write(jar, nativePart, directory);
                }
                return ProgramUse.begin(directory);
            } catch (NoSuchFileException e) {
                // Another manager has removed it as unused, just before this one used it.
                if (attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    private static void write(byte[] jar, byte[] nativePart, Path directory) throws IOException {
        Path unfinished = Files.createTempDirectory(directory.getParent(), UnusedPrograms.UNFINISHED);
        ProgramUse.begin(unfinished);
        Files.write(unfinished.resolve(JAR), jar);
        Files.write(unfinished.resolve(System.mapLibraryName("jnidispatch")), nativePart);
        try {
            Files.move(unfinished, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            // Cleared away meanwhile.
            throw e;
        } catch (FileSystemException e) {
            UnusedPrograms.delete(unfinished);
            // Another manager may have been first; its content is the same.
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
    }

    /**
     * Has the classes of a guard laid down in the form in which this Java has them in memory, in the background and once: the guards
     * after that need neither read nor check them. Without the archive, or with one of another Java, they start all the same.
     */
    private void archiveClasses() {
        Path archive = archive();
        if (Files.exists(archive)) {
            return;
        }
        try {
            Path unfinished =
                    Files.createTempDirectory(own, UnusedPrograms.UNFINISHED).resolve(archive.getFileName());
            List<String> command = command(
                    ClassArchive.class, ROOM_FOR_TLS, List.of("-XX:ArchiveClassesAtExit=" + unfinished), List.of());
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().clear();
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .onExit()
                    .thenAccept(ended -> keep(ended.exitValue() == 0, unfinished, archive));
        } catch (IOException e) {
            // No room, or no process: guards start without it.
            return;
        }
    }

    /** What a program has left that did not come to its end must not be mapped. */
    private static void keep(boolean whole, Path unfinished, Path archive) {
        try {
            if (whole) {
                Files.move(unfinished, archive, StandardCopyOption.ATOMIC_MOVE);
            }
            Files.deleteIfExists(unfinished);
            Files.delete(unfinished.getParent());
        } catch (IOException e) {
            // Somebody else was first, or there is no room: guards start without it.
            return;
        }
    }

    /** Of this very Java; the virtual machine would refuse that of another. */
    Path archive() {
        String java = System.getProperty("java.home") + " " + System.getProperty("java.vm.version");
        return directory.resolve("classes-" + Digest.of(java).substring(0, 12) + ".jsa");
    }

    /** The command line that starts a guard with these arguments. */
    List<String> command(List<String> arguments) {
        return command(GuardMain.class, List.of("-Xms6m", "-Xmx6m"), archived(), arguments);
    }

    /** The same for a guard of a system on another machine. */
    List<String> remoteCommand(List<String> arguments) {
        return command(RemoteGuardMain.class, ROOM_FOR_TLS, archived(), arguments);
    }

    private List<String> archived() {
        Path archive = archive();
        return Files.exists(archive) ? List.of("-XX:SharedArchiveFile=" + archive) : List.of();
    }

    private List<String> command(Class<?> program, List<String> heap, List<String> archive, List<String> arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> access = Runtime.version().feature() >= JAVA_THAT_WARNS
                ? List.of("--enable-native-access=ALL-UNNAMED")
                : List.of();
        return Stream.of(
                        Stream.of(java),
                        OPTIONS.stream(),
                        access.stream(),
                        heap.stream(),
                        archive.stream(),
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
