package org.copyblade.blade.reflink.internal;

import org.copyblade.blade.drive.GroupDriver;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.CopyMember;

/** Does for one group what the manager does. */
final class BladeDriver extends GroupDriver {

    BladeDriver(String id, CopyMember... members) {
        super(ReflinkBlade::new, id, members);
    }

    int copy() throws BladeException {
        return untilDone(from -> new ReflinkBlade().copy(group(), from, call()));
    }
}
