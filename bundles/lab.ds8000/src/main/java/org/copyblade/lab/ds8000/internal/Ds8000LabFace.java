package org.copyblade.lab.ds8000.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.copyblade.lab.array.VirtualArray;
import org.copyblade.lab.array.face.LabEndpoint;
import org.copyblade.lab.array.face.LabFace;
import org.copyblade.lab.array.face.RunningFace;
import org.copyblade.lab.ds8000.Ds8000Face;
import org.osgi.service.component.annotations.Component;

/** The face as a service, for {@code lab start --face ds8000}. */
@Component(service = LabFace.class)
public final class Ds8000LabFace implements LabFace {

    @Override
    public String name() {
        return "ds8000";
    }

    @Override
    public RunningFace start(VirtualArray array, Path home, int port) throws IOException {
        Ds8000Face face = Ds8000Face.start(array, home, port);
        return new RunningFace() {
            @Override
            public List<String> description() {
                List<String> lines = new ArrayList<>();
                lines.add("DS8000 RESTful API, certificate " + home.resolve("lab.pem"));
                lines.add("SHA-256 " + face.fingerprint());
                face.endpoints().forEach(it -> lines.add(it.serial() + " at " + it.url()));
                return lines;
            }

            @Override
            public List<LabEndpoint> endpoints() {
                return face.endpoints().stream()
                        .map(it -> new LabEndpoint(it.serial(), it.url()))
                        .toList();
            }

            @Override
            public void close() throws IOException {
                face.close();
            }
        };
    }
}
