package org.copyblade.lab.ims.internal.zos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.copyblade.lab.array.VirtualArray;
import org.copyblade.lab.array.face.LabFace;
import org.copyblade.lab.array.face.RunningFace;
import org.copyblade.lab.ims.ImsSeed;
import org.copyblade.lab.ims.ImsSubsystem;
import org.copyblade.lab.zos.LabSysplex;
import org.copyblade.lab.zos.ZosException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * IMS beside other faces, or alone, for {@code lab start --face ims}. It has no address: its group runs in the z/OS that the
 * face {@code zosmf} serves, else in one of its own, which nothing but {@code lab ims} reaches.
 */
@Component(service = LabFace.class)
public final class ImsLabFace implements LabFace {
    private final ImsSubsystem subsystem;

    @Activate
    public ImsLabFace(@Reference(name = "subsystem") ImsSubsystem subsystem) {
        this.subsystem = subsystem;
    }

    @Override
    public String name() {
        return "ims";
    }

    @Override
    public Set<String> after() {
        return Set.of("zosmf");
    }

    @Override
    public RunningFace start(VirtualArray array, Path home, int port) throws IOException {
        if (array.host("ims").isEmpty()) {
            throw new IOException("there is no IMS to start: the seed has no table [hosts.ims]");
        }
        if (subsystem.seed().isPresent()) {
            return running("in the z/OS of z/OSMF", () -> {});
        }
        try {
            LabSysplex own = LabSysplex.open(array);
            try {
                own.start(subsystem);
                return running("in a z/OS of its own", own::close);
            } finally {
                if (subsystem.seed().isEmpty()) {
                    own.close();
                }
            }
        } catch (ZosException cause) {
            throw new IOException(cause.getMessage(), cause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while IMS was started", interrupted);
        }
    }

    private RunningFace running(String where, Runnable end) {
        ImsSeed seed = subsystem.seed().orElseThrow();
        return new RunningFace() {
            @Override
            public List<String> description() {
                return List.of("IMS group " + seed.plex() + ", members " + seed.members() + ", " + where
                        + "; copyblade lab ims shows it");
            }

            @Override
            public Set<String> faultSystems() {
                return Set.copyOf(seed.members());
            }

            @Override
            public void close() {
                end.run();
            }
        };
    }
}
