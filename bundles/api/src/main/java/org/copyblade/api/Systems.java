package org.copyblade.api;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The protected systems. Safe for many threads. */
@ProviderType
public interface Systems {

    /** All configured systems with how well they are protected. */
    List<SystemStatus> list() throws CopybladeException;

    /** Looks at everything a system keeps on storage and says which kinds of backup and restore that allows. */
    SystemAnalysis analyze(String name) throws CopybladeException;
}
