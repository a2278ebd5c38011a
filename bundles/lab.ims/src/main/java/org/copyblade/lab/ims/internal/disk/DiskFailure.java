package org.copyblade.lab.ims.internal.disk;

/** Storage refused a read or a write, or a data set is not there; who works on it cannot go on. */
public final class DiskFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DiskFailure(String message) {
        super(message);
    }
}
