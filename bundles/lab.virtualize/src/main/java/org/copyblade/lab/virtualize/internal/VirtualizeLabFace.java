package org.copyblade.lab.virtualize.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.copyblade.lab.array.VirtualArray;
import org.copyblade.lab.array.face.LabEndpoint;
import org.copyblade.lab.array.face.LabFace;
import org.copyblade.lab.array.face.RunningFace;
import org.copyblade.lab.virtualize.VirtualizeFace;
import org.osgi.service.component.annotations.Component;

/** The face as a service, for {@code lab start --face virtualize}. */
@Component(service = LabFace.class)
public final class VirtualizeLabFace implements LabFace {
    @Override
    public String name() {
        return "virtualize";
    }

    @Override
    public RunningFace start(VirtualArray array, Path home, int port) throws IOException {
        VirtualizeFace face = VirtualizeFace.start(array, home, port);
        return new RunningFace() {
            @Override
            public List<String> description() {
                List<String> lines = new ArrayList<>();
                lines.add("Storage Virtualize REST, certificate " + home.resolve("lab.pem"));
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
