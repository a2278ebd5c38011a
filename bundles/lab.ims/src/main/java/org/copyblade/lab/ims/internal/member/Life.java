package org.copyblade.lab.ims.internal.member;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.copyblade.lab.ims.internal.pace.Pace;

/** Whether a control region still lives; once it has ended no write of it begins. Safe for many threads. */
public final class Life {
    private final String imsid;
    private final Pace pace;
    private final AtomicInteger writesLeft = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicBoolean ended = new AtomicBoolean();

    public Life(String imsid, Pace pace) {
        this.imsid = imsid;
        this.pace = pace;
    }

    /** Ends it; false: it had ended before. */
    public boolean end() {
        boolean now = ended.compareAndSet(false, true);
        pace.changed();
        return now;
    }

    /** Lets so many more writes begin, and dies instead of the next one. */
    public void endAfterWrites(int writes) {
        writesLeft.set(writes);
    }

    public boolean hasEnded() {
        return ended.get();
    }

    public void check() {
        if (ended.get()) {
            throw new MemberDown(imsid);
        }
    }

    void beforeWrite() {
        if (writesLeft.get() != Integer.MAX_VALUE && writesLeft.getAndDecrement() <= 0) {
            end();
        }
        check();
    }
}
