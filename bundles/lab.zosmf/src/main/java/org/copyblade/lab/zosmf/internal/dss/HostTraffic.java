package org.copyblade.lab.zosmf.internal.dss;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of data went through the host; labels, VTOCs and catalogs do not count. Safe for many threads. */
public final class HostTraffic {
    private final AtomicLong bytes = new AtomicLong();

    void add(long more) {
        bytes.addAndGet(more);
    }

    public long bytes() {
        return bytes.get();
    }
}
