package org.copyblade.manager.internal.extract;

import org.copyblade.api.ErrorCode;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.DataSetCopier;
import org.copyblade.manager.internal.blade.BladeName;

/** The ability of a blade to copy data sets. Pure. */
final class Copier {

    private Copier() {}

    /** Of a blade that had it when the order was planned; a version without it may have come since. */
    static DataSetCopier of(CopyBlade blade, BladeName name) throws BladeException {
        if (blade instanceof DataSetCopier copier) {
            return copier;
        }
        throw new BladeException(
                ErrorCode.BLADE_ABSENT.id(),
                "blade " + name + " copies no data sets any more",
                "deploy the version that was there before",
                BladeException.Recovery.FIX_REQUEST);
    }
}
