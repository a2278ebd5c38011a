package org.copyblade.lab.array.face;

import java.io.IOException;
import java.util.List;
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

    /** Ends the service; the array stays open. */
    @Override
    void close() throws IOException;
}
