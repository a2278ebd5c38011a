package org.copyblade.api;

import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Work under way and done. Safe for many threads. */
@ProviderType
public interface Runs {

    /**
     * Newest first.
     *
     * @param limit at most so many
     */
    List<Run> list(int limit) throws CopybladeException;

    Run get(RunId id) throws CopybladeException;

    /** Waits until the run has ended or changed after the given look, or until the limit; answers it as it then is. */
    Run await(Run seen, Duration limit) throws CopybladeException, InterruptedException;

    /** Asks a run to stop; safe in every phase. The run ends by itself soon after, with the system running. */
    Run cancel(RunId id) throws CopybladeException;

    /** What is absent and waited for now, by runs and by callers outside runs. */
    List<Awaited> awaited();
}
