package org.copyblade.blade.check;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Named pieces of content: files of a directory, tracks of a volume. Safe for two threads on different slots. */
@ConsumerType
public interface Slots {

    /** Writes a slot; on return it is on the storage, and everything written before it is too. */
    void write(String slot, byte[] bytes);

    /** What a slot holds; empty if there is none or the place is gone. */
    Optional<byte[]> read(String slot);
}
