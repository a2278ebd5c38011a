package org.copyblade.guard;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.copyblade.guard.internal.RemoteArmoury;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Arms guards for systems on other machines, which go on by a command sent over the network. Linux on x86-64 or aarch64. Any
 * thread.
 */
@Component(service = RemoteGuards.class)
public final class RemoteGuards implements AutoCloseable {

    private final RemoteArmoury armoury = new RemoteArmoury();
    private final Set<RemotePair> armed = ConcurrentHashMap.newKeySet();

    /** Starts nothing. */
    @Activate
    public RemoteGuards() {}

    /**
     * Starts two guards, which connect, log in and rehearse; takes about a second. Guards of an earlier epoch of this system are
     * ended first.
     *
     * @throws GuardException if they could not be armed, or the hold of an earlier epoch is open; no guard of this one is left
     */
    public RemotePair arm(RemoteHold hold) throws GuardException {
        return armoury.arm(hold, armed);
    }

    /** The epoch whose hold is not known to have ended, 0 if there is none; known until this machine is restarted. */
    public long openEpoch(String systemKey) throws GuardException {
        return armoury.openEpoch(systemKey);
    }

    /** Says that nothing of this epoch is held any more, for one whose guards and manager are gone. */
    public void closeEpoch(String systemKey, long epoch) throws GuardException {
        armoury.closeEpoch(systemKey, epoch);
    }

    /** Lets every system go on that is held through this object, and ends its guards. */
    @Deactivate
    @Override
    public void close() {
        LettingGo.ofAll(armed, RemotePair::resume, RemotePair::close);
    }
}
