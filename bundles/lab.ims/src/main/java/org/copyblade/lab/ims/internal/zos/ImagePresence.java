package org.copyblade.lab.ims.internal.zos;

import org.copyblade.lab.ims.internal.disk.DiskFailure;
import org.copyblade.lab.ims.internal.member.Presence;
import org.copyblade.lab.zos.AutomaticRestart;
import org.copyblade.lab.zos.ZosException;

/** Members as elements of the automatic restart of their z/OS. */
public final class ImagePresence implements Presence {
    private final AutomaticRestart restarts;

    public ImagePresence(AutomaticRestart restarts) {
        this.restarts = restarts;
    }

    @Override
    public boolean hasRun(String imsid) {
        try {
            return restarts.knows(imsid);
        } catch (ZosException cause) {
            throw new DiskFailure(cause.getMessage());
        }
    }

    @Override
    public void changed(String imsid, boolean up) {
        try {
            if (up) {
                restarts.register(imsid);
            } else {
                restarts.deregister(imsid);
            }
        } catch (ZosException cause) {
            throw new DiskFailure(cause.getMessage());
        }
    }
}
