package org.copyblade.system.check;

import org.osgi.annotation.versioning.ConsumerType;

/** Makes the system of a fixture go wrong. */
@ConsumerType
public interface SystemFaultSource {

    /** What goes wrong. */
    enum Kind {
        /** The next suspend fails. */
        SUSPEND_FAILS,
        /** Now: somebody else continues the suspended system. */
        STRANGER_CONTINUES,
        /** Now: the session that holds backup mode is lost. */
        SESSION_LOST
    }

    /** Brings the fault about, or arms it; false if this system cannot. */
    boolean strike(Kind kind);
}
