package org.copyblade.guard.internal;

import java.util.List;
import org.copyblade.guard.RemoteHold;

/** What guards of a system on another machine are to let go on, in tests that reach none. */
final class TestHold {

    private TestHold() {}

    /** Of members that say RESUMED once they go on; each is asked by "resume", and rehearsed by "rehearsal". */
    static RemoteHold of(long epoch, String... members) {
        return trusting("", epoch, members);
    }

    /** The same with certificates of authorities. */
    static RemoteHold trusting(String authorities, long epoch, String... members) {
        return new RemoteHold(
                "ims",
                epoch,
                "zos1",
                443,
                "",
                authorities,
                new RemoteHold.Login("user", "secret", ""),
                "rehearsal",
                List.of(members).stream()
                        .map(member -> new RemoteHold.Request(member, "resume", "", "RESUMED"))
                        .toList());
    }
}
