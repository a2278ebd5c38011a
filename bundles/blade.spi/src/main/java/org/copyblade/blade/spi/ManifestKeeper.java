package org.copyblade.blade.spi;

import org.osgi.annotation.versioning.ConsumerType;

/** Ability of a blade to keep a small text beside a copy, so that a lost catalog can be rebuilt from the storage. */
@ConsumerType
public interface ManifestKeeper {

    /**
     * Stores the text durably beside the copy, replacing an older one atomically; {@link CopyBlade#list} returns it. (R17)
     *
     * @param manifest at most 1 MiB
     */
    void keep(CopyGroup group, Binding binding, String manifest, Call call) throws BladeException;
}
