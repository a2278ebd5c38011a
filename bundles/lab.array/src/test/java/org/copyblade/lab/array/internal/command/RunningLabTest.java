package org.copyblade.lab.array.internal.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.copyblade.lab.array.ArraySeed;
import org.copyblade.lab.array.SeedException;
import org.copyblade.lab.array.SeedFile;
import org.copyblade.lab.array.VirtualArray;
import org.copyblade.lab.array.face.LabEndpoint;
import org.copyblade.lab.array.face.LabFace;
import org.copyblade.lab.array.face.RunningFace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningLabTest {

    @TempDir
    private Path home;

    private final List<String> events = new ArrayList<>();
    private String text;
    private ArraySeed seed;

    @BeforeEach
    void read() throws Exception {
        text = Files.readString(Path.of("..", "..", "config", "lab.seed.toml"));
        seed = SeedFile.parse(text, "seed");
    }

    @Test
    void portsCountUpOverAllFaces_andAreInAFileWhileTheLabRuns() throws Exception {
        Path file = home.resolve("lab.env");
        try (RunningLab lab = RunningLab.start(home, seed, List.of(face("one", 2), face("two.x", 1)), 7000)) {
            assertThat(lab.description()).endsWith("addresses for scripts: " + file);
            assertThat(Files.readAllLines(file))
                    .hasSize(7)
                    .contains("LAB_SHA256="
                            + Files.readString(home.resolve("lab.sha256")).strip())
                    .contains("ONE_A0_PORT=7000", "ONE_A1_PORT=7001", "TWO_X_A0_PORT=7002")
                    .contains("TWO_X_A0_URL=https://localhost:7002/base");
        }
        assertThat(file).doesNotExist();
        assertThat(events).containsExactly("one at 7000", "two.x at 7002", "two.x ends", "one ends");
    }

    @Test
    void aFaceThatFails_endsThoseBeforeIt_andLetsTheDirectoryGo() throws Exception {
        assertThatThrownBy(() -> RunningLab.start(home, seed, List.of(face("one", 1), face("none", -1)), 0))
                .hasMessage("none fails");
        assertThat(events).containsExactly("one at 0", "none at 0", "one ends");
        assertThat(home.resolve("lab.env")).doesNotExist();
        VirtualArray.open(home, seed).close();
    }

    @Test
    void aFaultOfWhatIsNotThere_isRefused_andOneOfAFaceIsNot() throws Exception {
        String slow = "[[faults]]\nkind = \"slow\"\nsystem = ";
        ArraySeed ofAFace = SeedFile.parse(text + slow + "\"one-host\"\n", "seed");
        ArraySeed ofNobody = SeedFile.parse(text + slow + "\"on-host\"\n", "seed");
        try (RunningLab lab = RunningLab.start(home, ofAFace, List.of(face("one", 1)), 0)) {
            lab.requireSystem("75abc11");
            lab.requireSystem("*");
            assertThatThrownBy(() -> lab.requireSystem("75ABC12"))
                    .isInstanceOf(SeedException.class)
                    .hasMessage("there is no system '75ABC12' that a fault can hit; there are 75ABC11, one-host, and"
                            + " * for any");
        }
        assertThatThrownBy(() -> RunningLab.start(home, ofNobody, List.of(face("one", 1)), 0))
                .isInstanceOf(SeedException.class)
                .hasMessageStartingWith("there is no system 'on-host' that a fault can hit");
        VirtualArray.open(home, seed).close();
    }

    /** One that has so many endpoints, or fails. */
    private LabFace face(String name, int endpoints) {
        return new LabFace() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public RunningFace start(VirtualArray array, Path ignored, int port) throws IOException {
                events.add(name + " at " + port);
                if (endpoints < 0) {
                    throw new IOException(name + " fails");
                }
                return running(name, endpoints, port);
            }
        };
    }

    private RunningFace running(String name, int endpoints, int port) {
        return new RunningFace() {
            @Override
            public List<String> description() {
                return List.of(name);
            }

            @Override
            public List<LabEndpoint> endpoints() {
                return IntStream.range(0, endpoints)
                        .mapToObj(it -> new LabEndpoint("a" + it, "https://localhost:" + (port + it) + "/base"))
                        .toList();
            }

            @Override
            public Set<String> faultSystems() {
                return Set.of(name + "-host");
            }

            @Override
            public void close() {
                events.add(name + " ends");
            }
        };
    }
}
