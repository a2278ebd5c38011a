package org.copyblade.lab.zos;

import org.osgi.annotation.versioning.ProviderType;

/** The name of a data set, held by somebody. */
@ProviderType
public interface Enqueue extends AutoCloseable {

    /** How. */
    enum Mode {
        /** Together with others who share it. */
        SHARED,
        EXCLUSIVE,
        /** Not at all: whoever uses it does not care who else does. */
        NONE
    }

    /** Lets it go; again is harmless. */
    @Override
    void close();
}
