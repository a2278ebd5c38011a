package org.copyblade.lab.array.face;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.copyblade.lab.array.VirtualArray;
import org.osgi.annotation.versioning.ConsumerType;

/** A protocol that the lab can be driven by, or a host that works with it; an OSGi service. */
@ConsumerType
public interface LabFace {

    /** What it is called on the command line, such as {@code ds8000}. */
    String name();

    /** Faces that are started before this one wherever both are wanted, because this one meets them there. */
    default Set<String> after() {
        return Set.of();
    }

    /**
     * Serves an array until the answer is closed.
     *
     * @param home directory of the lab, for certificates and the like
     * @param port of its first endpoint, the others follow; 0 for any that are free
     * @throws IOException if it cannot, for a port that is taken above all
     */
    RunningFace start(VirtualArray array, Path home, int port) throws IOException;
}
