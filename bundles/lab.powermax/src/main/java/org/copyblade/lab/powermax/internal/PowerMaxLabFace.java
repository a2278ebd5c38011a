package org.copyblade.lab.powermax.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.copyblade.lab.array.VirtualArray;
import org.copyblade.lab.array.face.LabEndpoint;
import org.copyblade.lab.array.face.LabFace;
import org.copyblade.lab.array.face.RunningFace;
import org.copyblade.lab.powermax.PowerMaxFace;
import org.osgi.service.component.annotations.Component;

/** The face as a service, for {@code lab start --face powermax}. */
@Component(service = LabFace.class)
public final class PowerMaxLabFace implements LabFace {

    @Override
    public String name() {
        return "powermax";
    }

    @Override
    public RunningFace start(VirtualArray array, Path home, int port) throws IOException {
        PowerMaxFace face = PowerMaxFace.start(array, home, port);
        return new RunningFace() {
            @Override
            public List<String> description() {
                List<String> lines = new ArrayList<>();
                lines.add("Unisphere for PowerMax REST API at " + face.url() + ", certificate "
                        + home.resolve("lab.pem"));
                lines.add("SHA-256 " + face.fingerprint());
                new Arrays(array)
                        .all()
                        .forEach(it -> lines.add("array " + it.settings().serial()));
                return lines;
            }

            @Override
            public List<LabEndpoint> endpoints() {
                return List.of(new LabEndpoint("unisphere", face.url()));
            }

            @Override
            public Set<String> faultSystems() {
                return Set.of(UnisphereServer.NAME);
            }

            @Override
            public void close() throws IOException {
                face.close();
            }
        };
    }
}
