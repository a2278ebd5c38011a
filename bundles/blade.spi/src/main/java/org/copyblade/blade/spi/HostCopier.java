package org.copyblade.blade.spi;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Ability of a blade to copy through the host, byte by byte and step by step, where the storage cannot copy by itself.
 * There is no instant: such a copy is consistent only if the system tolerates it (backup mode) or is stopped.
 */
@ConsumerType
public interface HostCopier {

    /**
     * One step, of about a second, of copying the group; repeated with the newest binding until done, then the group is
     * established. Only for a group whose plan says {@link CopyMethod#HOST}. May be repeated after a lost answer. (R16)
     */
    Advance copy(CopyGroup group, Binding binding, Call call) throws BladeException;
}
