package org.copyblade.blade.drive;

import java.time.Duration;
import org.copyblade.endpoint.HostClock;
import org.copyblade.endpoint.Moment;

/** The clock of this host, set forward on demand: as if so much time had passed. Any thread. */
public final class JumpingClock implements HostClock {

    private Duration ahead = Duration.ZERO; // guarded by this
    private Duration afterNext = Duration.ZERO; // guarded by this

    /** The next moment is as it is, all later ones are so much later. */
    public synchronized void jumpAfterNext(Duration jump) {
        afterNext = jump;
    }

    @Override
    public synchronized Moment now() {
        Moment real = HostClock.system().now();
        Moment moment = new Moment(
                real.boot(), real.nanos() + ahead.toNanos(), real.wall().plus(ahead));
        ahead = ahead.plus(afterNext);
        afterNext = Duration.ZERO;
        return moment;
    }
}
