package org.copyblade.system.spi;

import java.util.Objects;

/**
 * Who a system is.
 *
 * @param name as profiles write it
 * @param kind for example {@code postgresql}
 * @param adapterVersion version of the adapter
 */
public record SystemInfo(String name, String kind, String adapterVersion) {

    public SystemInfo {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(adapterVersion, "adapterVersion");
    }
}
