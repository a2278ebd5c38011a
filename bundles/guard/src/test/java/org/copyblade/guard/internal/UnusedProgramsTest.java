package org.copyblade.guard.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a manager that has died left behind. */
@Timeout(60)
class UnusedProgramsTest {

    @TempDir
    private Path home;

    private final List<Process> processes = new ArrayList<>();
    private RuntimeDirectory runtime;

    @BeforeEach
    void open() throws Exception {
        runtime = RuntimeDirectory.open(
                Map.of("COPYBLADE_GUARDS", home.resolve("guards").toString()));
    }

    @AfterEach
    void endProcesses() throws Exception {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }

    private GuardProgram staged() throws Exception {
        return GuardProgram.withoutArchive(runtime);
    }

    private Process process(Path directory) throws IOException {
        Process process =
                new ProcessBuilder("sleep", "600").directory(directory.toFile()).start();
        processes.add(process);
        return process;
    }

    private static String useBy(Process manager) {
        ProcFiles proc = new ProcFiles();
        assertThat(proc.stat(manager.pid())).isTrue();
        return "used-by-" + manager.pid() + "-" + proc.start;
    }

    private String useByADeadManager() throws Exception {
        Process manager = process(home);
        String use = useBy(manager);
        manager.destroyForcibly().waitFor();
        return use;
    }

    private Path program(String name, String use) throws IOException {
        Path directory = runtime.path().resolve(name);
        Files.createDirectories(directory.resolve(use));
        Files.writeString(directory.resolve(use).resolve("guard-A-1.err"), "");
        Files.writeString(directory.resolve("guard.jar"), "the program");
        return directory;
    }

    private static void isOld(Path directory) throws IOException {
        Files.setLastModifiedTime(directory, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    }

    @Test
    void programsThatOnlyDeadManagersUsedAreRemoved() throws Exception {
        Path older = program("program-0123456789abcdef", useByADeadManager());
        Path halfWritten = program("unfinished-1", useByADeadManager());

        GuardProgram program = staged();

        assertThat(older).doesNotExist();
        assertThat(halfWritten).doesNotExist();
        assertThat(runtime.path()).isDirectoryNotContaining(path -> !path.equals(program.directory()));
    }

    @Test
    void whatADeadManagerHadForItselfIsRemovedFromAProgramInUse() throws Exception {
        GuardProgram program = staged();
        Path left = program(program.directory().getFileName().toString(), useByADeadManager())
                .resolve(useByADeadManager());
        Files.createDirectory(left);

        assertThat(staged()).isEqualTo(program);

        assertThat(program.directory())
                .isDirectoryNotContaining(
                        path -> path.getFileName().toString().startsWith("used-by-") && !path.equals(program.own()));
    }

    @Test
    void programOfALiveManagerStays() throws Exception {
        Path older = program("program-0123456789abcdef", useByADeadManager());
        Files.createDirectory(older.resolve(useBy(process(home))));
        isOld(older);

        staged();

        assertThat(older.resolve("guard.jar")).exists();
    }

    @Test
    void programStaysAsLongAsAGuardRunsFromIt() throws Exception {
        Path older = program("program-0123456789abcdef", useByADeadManager());
        Process guard = process(older);

        staged();
        assertThat(older.resolve("guard.jar")).exists();

        guard.destroyForcibly().waitFor();
        staged();
        assertThat(older).doesNotExist();
    }

    /** Managers of older versions never say that they use a program, and their next backup needs it. */
    @Test
    void programOfWhichNobodyEverSaidThatHeUsesItStays() throws Exception {
        Path older = Files.createDirectory(runtime.path().resolve("program-0123456789abcdef"));
        isOld(older);

        staged();

        assertThat(older).exists();
    }

    @Test
    void whatNobodyHasFinishedIsRemovedWhenItIsOld() throws Exception {
        Path fresh = Files.createDirectory(runtime.path().resolve("unfinished-1"));
        Path older = Files.createDirectory(runtime.path().resolve("unfinished-2"));
        isOld(older);

        staged();

        assertThat(fresh).exists();
        assertThat(older).doesNotExist();
    }

    /** It uses the program that its argument names, and waits to be killed. */
    static final class User {
        private User() {}

        public static void main(String[] arguments) throws Exception {
            ProgramUse.begin(Path.of(arguments[0]));
            System.out.println("used");
            Thread.sleep(Duration.ofMinutes(5).toMillis());
        }
    }

    /** It may run in another container: what this one sees under its process id is nothing, or somebody else. */
    @Test
    void programOfALiveManagerWhoseProcessCannotBeSeenStaysUntilItDies() throws Exception {
        Path older = Files.createDirectory(runtime.path().resolve("program-0123456789abcdef"));
        Process manager = java(User.class, older.toString());
        assertThat(manager.inputReader().readLine()).isEqualTo("used");
        Files.move(older.resolve(useBy(manager)), older.resolve(useByADeadManager()));

        staged();
        assertThat(older).exists();

        // What is stopped lives.
        Signal.STOP.to(manager.pid());
        staged();
        assertThat(older).exists();

        manager.destroyForcibly().waitFor();
        staged();
        assertThat(older).doesNotExist();
    }

    @Test
    void useByThisProcessIsNotOverForAnotherOne() throws Exception {
        GuardProgram program = staged();

        // A second one to arm guards in this process must not take the lock of the first away.
        assertThat(staged()).isEqualTo(program);

        assertThat(java(Asker.class, program.own().toString()).inputReader().readLine())
                .isEqualTo("held");
    }

    /** It says whether the directory of a use that its argument names is held by a lock. */
    static final class Asker {
        private Asker() {}

        public static void main(String[] arguments) throws Exception {
            boolean held = false;
            for (Path file : HeldFile.of(Path.of(arguments[0]))) {
                held |= HeldFile.isHeld(file);
            }
            System.out.println(held ? "held" : "free");
        }
    }

    private Process java(Class<?> program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("COPYBLADE_GUARDS", runtime.path().toString());
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        processes.add(process);
        return process;
    }

    @Test
    void leasesAndWhatIsNotOursStay() throws Exception {
        Path lease = Files.writeString(runtime.lease("orders"), "a lease");
        Path other = Files.createDirectory(runtime.path().resolve("something"));
        isOld(lease);
        isOld(other);

        staged();

        assertThat(lease).exists();
        assertThat(other).exists();
    }

    /** It says when it has guards, and waits to be killed. */
    static final class Manager {
        private Manager() {}

        public static void main(String[] arguments) throws Exception {
            new Armoury(false).ready("orders");
            System.out.println("ready");
            Thread.sleep(Duration.ofMinutes(5).toMillis());
        }
    }

    @Test
    void whatAManagerThatWasKilledLeftIsRemovedByTheNext() throws Exception {
        Process manager = java(Manager.class);
        assertThat(manager.inputReader().readLine()).isEqualTo("ready");
        List<ProcessHandle> guards = manager.descendants().toList();
        GuardProgram program = staged();
        // Else it is written while the test's directory is removed.
        Eventually.holds("the classes are archived", () -> Files.exists(program.archive()));
        Path left = program.directory().resolve(useBy(manager));
        assertThat(left).isNotEmptyDirectory();

        manager.destroyForcibly().waitFor();
        Eventually.holds("its guards have ended", () -> guards.stream().noneMatch(ProcessHandle::isAlive));
        staged();

        assertThat(left).doesNotExist();
        assertThat(program.directory()).isDirectoryContaining(path -> path.endsWith("guard.jar"));
    }

    @Test
    void programThatWasClearedAwayIsWrittenAnew() throws Exception {
        GuardProgram program = staged();
        assertThat(program.isThere()).isTrue();
        UnusedPrograms.delete(program.directory());
        assertThat(program.isThere()).isFalse();

        assertThat(staged().isThere()).isTrue();
    }
}
