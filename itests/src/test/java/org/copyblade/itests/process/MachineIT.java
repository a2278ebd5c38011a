package org.copyblade.itests.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a machine must be for the distribution, how it says so, and how a service manager runs it there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MachineIT {

    private static final int CLASS_FILE_OF_JAVA_17 = 61;

    /** Versions of a class, and what the terminal of the shell uses where it is run by a newer Java only. */
    private static final Pattern FOR_NEWER_JAVA = Pattern.compile("META-INF/versions/|org/jline/terminal/impl/ffm/");

    /** The state of a socket in the tables of the kernel. */
    private static final String TCP_LISTEN = "0A";

    private Tree tree;
    private Path unit;

    @BeforeAll
    void copy() throws Exception {
        tree = Tree.copy();
        unit = tree.home().resolve("systemd/copyblade.service");
    }

    @AfterAll
    void close() throws Exception {
        tree.close();
    }

    @Test
    void otherMachine_getsASentence_fromEveryCommand() throws Exception {
        for (String other : List.of("-Dos.name=SunOS", "-Dos.arch=ppc64le")) {
            for (String command : List.of("start", "doctor", "demo")) {
                Tree.Result refused = tree.run(Map.of("JAVA_TOOL_OPTIONS", other), command);
                assertThat(refused.status()).isEqualTo(1);
                assertThat(refused.err().lines().filter(line -> !line.startsWith("Picked up JAVA_TOOL_OPTIONS")))
                        .hasSize(2)
                        .first()
                        .asString()
                        .startsWith("DCM-8004 Copyblade runs on Linux x86-64 and aarch64 only; this machine is ");
            }
        }
        assertThat(tree.data()).as("an instance of it").doesNotExist();
    }

    @Test
    void doctor_saysWhatKeepsCopybladeFromRunning_withItsCure_andEndsWith1() throws Exception {
        Tree.Result here = tree.run("doctor");
        assertThat(here.status()).as(here.out()).isZero();
        assertThat(here.out().lines()).anyMatch(line -> line.matches("OK +java +17\\..*|OK +java +2\\d\\..*"));
        assertEachComplaintHasACure(here);
        assertThat(tree.data()).doesNotExist();

        Tree.Result nowhere = tree.run(Map.of("COPYBLADE_DATA", "/proc/copyblade"), "doctor");
        assertThat(nowhere.status()).as(nowhere.out()).isEqualTo(1);
        assertThat(nowhere.out().lines())
                .anyMatch(line -> line.matches("PROBLEM +space +0 MiB free on proc below /proc"))
                .anyMatch(line -> line.matches(" +cure: free at least 256 MiB"));
        assertEachComplaintHasACure(nowhere);
    }

    private static void assertEachComplaintHasACure(Tree.Result doctor) {
        List<String> lines = doctor.out().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            boolean complaint =
                    lines.get(i).startsWith("LIMIT ") || lines.get(i).startsWith("PROBLEM ");
            boolean cured = i + 1 < lines.size() && lines.get(i + 1).contains(" cure: ");
            assertThat(cured).as(lines.get(i)).isEqualTo(complaint);
        }
    }

    @Test
    void unit_isOneThatSystemdUnderstands() throws Exception {
        assumeTrue(isInstalled("systemd-analyze"), "systemd-analyze is not installed");
        Path here =
                Files.writeString(Files.createTempDirectory(tree.home(), "unit").resolve("copyblade.service"), text());
        assertThat(verified(here)).isEmpty();
        Files.writeString(here, text().replace("KillMode", "KilMode"));
        assertThat(verified(here)).as("the control").contains("KilMode");
    }

    /** As the service manager does: the line of the unit, in a directory that it has made, until a signal. */
    @Test
    void unit_startsWhatItsOwnerReachesAndASignalEnds() throws Exception {
        List<String> lines = text().lines().toList();
        String start = lines.stream()
                .filter(line -> line.startsWith("ExecStart="))
                .map(line -> line.substring("ExecStart=".length()))
                .findFirst()
                .orElseThrow();
        Path runtime = Files.createTempDirectory(
                Path.of("/tmp"),
                "copyblade-u-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        ProcessBuilder service = tree.builder().redirectErrorStream(true);
        service.command(List.of(start.split(" ")));
        service.environment().put("RUNTIME_DIRECTORY", runtime.toString());
        Process platform =
                service.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try {
            await().until(() -> tree.run("exec", "echo served").out().equals("served\n"));
            assertThat(tree.runtimeDirectory()).hasParent(runtime);
            assertThat(listens(tree.pid())).as("on a network").isEmpty();
            platform.destroy();
            assertThat(platform.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(lines).contains("SuccessExitStatus=" + platform.exitValue());
        } finally {
            platform.destroyForcibly().waitFor();
            Files.delete(runtime);
        }
        // Whatever ends the platform must not end its guards, nor a server that it has started.
        assertThat(lines).contains("KillMode=process");
    }

    /** The control of what is asked of the platform above. */
    @Test
    void whoListensOnANetwork_isFound() throws Exception {
        try (ServerSocket listening = new ServerSocket(0)) {
            assertThat(listens(ProcessHandle.current().pid()))
                    .anyMatch(address -> address.endsWith(String.format(":%04X", listening.getLocalPort())));
        }
    }

    /** The addresses at which a process takes connections, as the kernel writes them. */
    private static List<String> listens(long pid) throws IOException {
        Set<String> sockets = new TreeSet<>();
        try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path file : open) {
                String target = target(file);
                if (target.startsWith("socket:[")) {
                    sockets.add(target.substring("socket:[".length(), target.length() - 1));
                }
            }
        }
        List<String> addresses = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6", "udp", "udp6")) {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "net", table))) {
                String[] fields = line.strip().split("\\s+");
                boolean takes = table.startsWith("udp") || fields[3].equals(TCP_LISTEN);
                if (takes && sockets.contains(fields[9])) {
                    addresses.add(table + " " + fields[1]);
                }
            }
        }
        return addresses;
    }

    private static String target(Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException closed) {
            return ""; // meanwhile
        }
    }

    private String text() throws IOException {
        return Files.readString(unit).replace("/opt/copyblade", tree.home().toString());
    }

    private static String verified(Path file) throws Exception {
        Process verify = new ProcessBuilder("systemd-analyze", "verify", file.toString())
                .redirectErrorStream(true)
                .start();
        String told = verify.inputReader().lines().collect(Collectors.joining("\n"));
        verify.waitFor();
        return told;
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    @Test
    void everyClass_isForJava17() throws Exception {
        List<String> newer = new ArrayList<>();
        for (Path jar : jars()) {
            try (JarFile file = new JarFile(jar.toFile())) {
                for (JarEntry entry : file.stream().toList()) {
                    boolean forOthers = FOR_NEWER_JAVA.matcher(entry.getName()).lookingAt();
                    if (entry.getName().endsWith(".class")
                            && !forOthers
                            && versionOf(file, entry) > CLASS_FILE_OF_JAVA_17) {
                        newer.add(jar.getFileName() + " " + entry.getName());
                    }
                }
            }
        }
        assertThat(newer).isEmpty();
    }

    private static int versionOf(JarFile file, JarEntry entry) throws IOException {
        try (DataInputStream in = new DataInputStream(file.getInputStream(entry))) {
            in.readInt();
            in.readUnsignedShort();
            return in.readUnsignedShort();
        }
    }

    /** What is compiled for a processor is there for both, or nothing of it is. */
    @Test
    void nativeCode_isThereForBothProcessors() throws Exception {
        Map<String, Set<String>> found = new TreeMap<>();
        for (Path jar : jars()) {
            try (JarFile file = new JarFile(jar.toFile())) {
                file.stream()
                        .map(JarEntry::getName)
                        .filter(name -> name.endsWith(".so")
                                && name.toLowerCase(Locale.ROOT).contains("linux"))
                        .forEach(name -> found.computeIfAbsent(jar.getFileName().toString(), unused -> new TreeSet<>())
                                .add(processorOf(name)));
            }
        }
        assertThat(found.keySet())
                .anyMatch(jar -> jar.startsWith("jna-"))
                .anyMatch(jar -> jar.startsWith("sqlite-jdbc-"));
        assertThat(found)
                .allSatisfy((jar, processors) -> assertThat(processors).as(jar).contains("x86-64", "aarch64"));
    }

    private static String processorOf(String name) {
        if (name.matches(".*(x86[-_]64|amd64)/.*")) {
            return "x86-64";
        }
        return name.matches(".*(aarch64|arm64)/.*") ? "aarch64" : "another";
    }

    private static List<Path> jars() throws IOException {
        Path built = Path.of(System.getProperty("copyblade.tree")).toRealPath();
        try (Stream<Path> files = Files.walk(built)) {
            return files.filter(file -> file.toString().endsWith(".jar") && !file.startsWith(built.resolve("data")))
                    .sorted()
                    .toList();
        }
    }
}
