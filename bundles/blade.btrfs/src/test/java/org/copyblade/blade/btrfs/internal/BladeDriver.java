package org.copyblade.blade.btrfs.internal;

import org.copyblade.blade.drive.GroupDriver;
import org.copyblade.blade.spi.CopyMember;

/** Does for one group what the manager does. */
final class BladeDriver extends GroupDriver {

    BladeDriver(String id, CopyMember... members) {
        super(BtrfsBlade::new, id, members);
    }
}
