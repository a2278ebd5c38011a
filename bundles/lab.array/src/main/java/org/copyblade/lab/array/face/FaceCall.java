package org.copyblade.lab.array.face;

import org.osgi.annotation.versioning.ConsumerType;

/** A request that was understood and may be carried out. */
@ConsumerType
public interface FaceCall {
    /** Serial of the storage system that it is about, as the operation log and faults name it. */
    String system();

    /** Its name in the operation log and in faults. */
    String operation();

    /** What it is about, for the operation log. */
    String detail();

    /**
     * Carries it out, once.
     *
     * @param faults those that change what is done; those of the transport are seen to
     */
    FaceAnswer answer(CallFaults faults) throws InterruptedException;

    /** Ends the session of whoever asks, and says that it has ended. */
    FaceAnswer sessionEnded();
}
