package org.copyblade.lab.zos;

import org.osgi.annotation.versioning.ConsumerType;

/** Something that may run in a z/OS image, such as IMS; an OSGi service. One service may be started on several images. */
@ConsumerType
public interface ZosSubsystem {

    /** Its name, for people, such as {@code ims}. */
    String name();

    /**
     * Brings it up on an image; returns when its programs and commands are there.
     *
     * @throws ZosException if it cannot, such as for settings of the seed that make no sense
     */
    RunningSubsystem start(ZosImage image) throws ZosException, InterruptedException;
}
