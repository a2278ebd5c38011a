package org.copyblade.blade.spi;

/** What an exposure may be used for. */
public enum ExposeMode {
    /** Reading only. */
    READ_ONLY,
    /** Writing into a private clone; the copy itself never changes. */
    WRITABLE
}
