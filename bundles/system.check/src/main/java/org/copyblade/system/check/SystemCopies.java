package org.copyblade.system.check;

import java.util.List;
import org.copyblade.system.spi.CopyChecker.ExposedDataSet;
import org.copyblade.system.spi.SystemLayout;
import org.osgi.annotation.versioning.ConsumerType;

/** Copies a system that does not write just now, by plain means. */
@ConsumerType
public interface SystemCopies {

    /** A writable copy of every data set. */
    List<ExposedDataSet> copy(SystemLayout layout);

    /** Puts the copies back into the places of the stopped system. */
    void putBack(SystemLayout layout, List<ExposedDataSet> copies);
}
