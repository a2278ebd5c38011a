package org.copyblade.lab.zos;

import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/** A subsystem that is up on an image. */
@ConsumerType
public interface RunningSubsystem extends AutoCloseable {

    /** Programs that job steps may name. */
    List<JobProgram> programs();

    /** Who takes commands of the operator. */
    List<ConsoleSubsystem> consoles();

    /** By which names faults know parts of it, such as members of a group. */
    default Set<String> faultSystems() {
        return Set.of();
    }

    /** Ends it as the death of the image would: nothing is written any more. */
    @Override
    void close();
}
