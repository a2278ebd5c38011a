package org.copyblade.blade.spi;

/** How a member is really copied; decided in plan or prepare, never inside a window. */
public enum CopyMethod {
    /** By the storage: an instant relation, snapshot, clone or split. */
    FAST,
    /** Through the host, by {@link HostCopier}. */
    HOST
}
