package org.copyblade.lab.array.face;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/** A face that serves. */
@ConsumerType
public interface RunningFace extends AutoCloseable {

    /** Where and how it is reached, a line each, for people. */
    List<String> description();

    /** Where programs reach it, in the order of their ports; a host that is reached through another face has none. */
    default List<LabEndpoint> endpoints() {
        return List.of();
    }

    /** Names of what is no storage system, by which faults and the operation log know it where others have a serial. */
    default Set<String> faultSystems() {
        return Set.of();
    }

    /** Ends the service; the array stays open. */
    @Override
    void close() throws IOException;
}
