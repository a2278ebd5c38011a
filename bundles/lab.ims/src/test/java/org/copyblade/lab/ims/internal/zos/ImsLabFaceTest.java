package org.copyblade.lab.ims.internal.zos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.copyblade.lab.array.SeedFile;
import org.copyblade.lab.array.VirtualArray;
import org.copyblade.lab.array.face.RunningFace;
import org.copyblade.lab.ims.ImsSubsystem;
import org.copyblade.lab.zosmf.ZosmfFace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImsLabFaceTest {
    private static final Path SAMPLE = Path.of("..", "..", "config", "lab.ims.seed.toml");

    @TempDir
    private Path home;

    private final ImsSubsystem subsystem = new ImsSubsystem();
    private final ImsLabFace face = new ImsLabFace(subsystem);

    @Test
    void alone_itHasAZosOfItsOwn() throws Exception {
        try (VirtualArray array = VirtualArray.open(home, SeedFile.read(SAMPLE))) {
            try (RunningFace running = face.start(array, home, 0)) {
                assertThat(running.description().get(0)).contains("[IMS1, IMS2], in a z/OS of its own");
                assertThat(running.endpoints()).isEmpty();
                assertThat(subsystem.plex()).isPresent();
            }
            assertThat(subsystem.plex()).isEmpty();
        }
    }

    @Test
    void besideZosmf_itIsTheOneThatRunsThere() throws Exception {
        try (VirtualArray array = VirtualArray.open(home, SeedFile.read(SAMPLE));
                ZosmfFace zosmf = ZosmfFace.start(array, home, 0, List.of(subsystem))) {
            try (RunningFace running = face.start(array, home, 0)) {
                assertThat(running.description().get(0)).contains("in the z/OS of z/OSMF");
            }
            assertThat(subsystem.plex()).as("ends with " + zosmf.url()).isPresent();
        }
    }

    @Test
    void aSeedWithoutIms_isRefused() throws Exception {
        String text = Files.readString(SAMPLE);
        try (VirtualArray array =
                VirtualArray.open(home, SeedFile.parse(text.substring(0, text.indexOf("[hosts.ims]")), "seed"))) {
            assertThatThrownBy(() -> face.start(array, home, 0))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the seed has no table [hosts.ims]");
        }
    }
}
