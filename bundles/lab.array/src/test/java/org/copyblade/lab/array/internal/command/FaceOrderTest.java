package org.copyblade.lab.array.internal.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.copyblade.lab.array.SeedException;
import org.copyblade.lab.array.VirtualArray;
import org.copyblade.lab.array.face.LabFace;
import org.copyblade.lab.array.face.RunningFace;
import org.junit.jupiter.api.Test;

class FaceOrderTest {

    private static final LabFace HOST = face("host", "console");
    private static final LabFace CONSOLE = face("console");
    private static final LabFace STORAGE = face("storage");
    private static final List<LabFace> ALL = List.of(HOST, CONSOLE, STORAGE, face("hen", "egg"), face("egg", "hen"));

    @Test
    void facesAreStartedAsTheyWereGiven_butBehindThoseTheyMeet() throws Exception {
        assertThat(FaceOrder.of("storage,console", ALL)).containsExactly(STORAGE, CONSOLE);
        assertThat(FaceOrder.of("host, storage,console,host", ALL)).containsExactly(STORAGE, CONSOLE, HOST);
        assertThat(FaceOrder.of("host", ALL)).as("alone").containsExactly(HOST);
    }

    @Test
    void anUnknownFace_isRefusedByName() {
        assertThatThrownBy(() -> FaceOrder.of("storage,tape", ALL))
                .isInstanceOf(SeedException.class)
                .hasMessage("there is no face 'tape'; there are console, egg, hen, host, storage");
    }

    @Test
    void facesThatWaitForEachOther_areRefused() {
        assertThatThrownBy(() -> FaceOrder.of("hen,egg", ALL)).isInstanceOf(SeedException.class);
    }

    private static LabFace face(String name, String... after) {
        return new LabFace() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Set<String> after() {
                return Set.of(after);
            }

            @Override
            public RunningFace start(VirtualArray array, Path home, int port) throws IOException {
                throw new IOException("is not started here");
            }
        };
    }
}
