package org.copyblade.lab.zos;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Which elements the next start of z/OS starts again: those that were up when it died. Known beside the volumes, as in the
 * couple data set of automatic restart management, so that a copy that is brought back does not change it.
 */
@ProviderType
public interface AutomaticRestart {

    /** The element is up. */
    void register(String element) throws ZosException;

    /** It has ended while z/OS goes on, in order or not: nobody starts it but an operator. */
    void deregister(String element) throws ZosException;

    /** Was it up when z/OS died, or did it never run? */
    boolean isDue(String element) throws ZosException;

    /** Has it ever run? */
    boolean knows(String element) throws ZosException;
}
