package org.copyblade.blade.check;

import java.util.List;
import java.util.Optional;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.CopyPolicy;
import org.osgi.annotation.versioning.ConsumerType;

/** A blade and scratch volumes to try it on. Made for one run; {@link #close} removes what it has created. */
@ConsumerType
public interface BladeFixture extends AutoCloseable {

    /** The blade under test: where possible another instance at each call, which knows nothing of the others. */
    CopyBlade blade();

    /** How copies are to be made. */
    CopyPolicy policy();

    /** The scratch volumes: at least one, better three; the rules overwrite them. */
    List<ScratchVolume> volumes();

    /** What this fixture can make go wrong; empty on storage that cannot be told to fail. */
    default Optional<BladeFaults> faults() {
        return Optional.empty();
    }

    /** How many copies a rule makes that needs many to be sure. */
    default int repetitions() {
        return 10;
    }

    @Override
    void close();
}
