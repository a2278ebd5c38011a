package org.copyblade.lab.zosmf.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.copyblade.lab.array.VirtualArray;
import org.copyblade.lab.array.face.LabEndpoint;
import org.copyblade.lab.array.face.LabFace;
import org.copyblade.lab.array.face.RunningFace;
import org.copyblade.lab.zos.ZosSubsystem;
import org.copyblade.lab.zosmf.ZosmfFace;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The face as a service, for {@code lab start --face zosmf}, with the subsystems that are there when it starts. */
@Component(service = LabFace.class)
public final class ZosmfLabFace implements LabFace {
    /** On the command line, to faults and in the operation log. */
    private static final String NAME = "zosmf";

    @Reference(name = "subsystems", cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<ZosSubsystem> subsystems = List.of();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public RunningFace start(VirtualArray array, Path home, int port) throws IOException {
        List<ZosSubsystem> started = subsystems;
        ZosmfFace face = ZosmfFace.start(array, home, port, started);
        return new RunningFace() {
            @Override
            public List<String> description() {
                return List.of(
                        "z/OSMF, certificate " + home.resolve("lab.pem"),
                        "SHA-256 " + face.fingerprint(),
                        face.sysplex().sysplex() + " at " + face.url() + ", subsystems "
                                + started.stream().map(ZosSubsystem::name).toList());
            }

            @Override
            public List<LabEndpoint> endpoints() {
                return List.of(new LabEndpoint(face.sysplex().sysplex(), face.url()));
            }

            @Override
            public Set<String> faultSystems() {
                Set<String> names = new TreeSet<>(face.sysplex().faultSystems());
                names.add(NAME);
                return names;
            }

            @Override
            public void close() throws IOException {
                face.close();
            }
        };
    }
}
