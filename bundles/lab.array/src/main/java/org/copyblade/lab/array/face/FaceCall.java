package org.copyblade.lab.array.face;

import java.util.OptionalInt;
import org.osgi.annotation.versioning.ConsumerType;

/** A request that was understood and may be carried out. */
@ConsumerType
public interface FaceCall {
    /** Its name in the operation log and in faults. */
    String operation();

    /** What it is about, for the operation log. */
    String detail();

    /**
     * Carries it out, once.
     *
     * @param failingElement index of the element that a fault lets fail
     */
    FaceAnswer answer(OptionalInt failingElement);

    /** Ends the session of whoever asks, and says that it has ended. */
    FaceAnswer sessionEnded();
}
