package org.copyblade.lab.ims.internal.member;

import java.util.function.LongFunction;
import org.copyblade.lab.ims.internal.log.LogRecord;
import org.copyblade.lab.ims.internal.log.LogWriter;
import org.copyblade.lab.ims.internal.log.OldsShortage;
import org.copyblade.lab.ims.internal.log.UnitToken;
import org.copyblade.lab.ims.internal.pace.Pace;

/** The log of a member as its work sees it: behind the gate, and waiting for an online log where there is none. */
final class MemberLog {
    private final String imsid;
    private final LogWriter writer;
    private final Gate gate;
    private final Life life;
    private final Pace pace;
    private final Messages messages;
    private volatile int freed;
    private volatile boolean reported;

    MemberLog(String imsid, LogWriter writer, Gate gate, Life life, Pace pace, Messages messages) {
        this.imsid = imsid;
        this.writer = writer;
        this.gate = gate;
        this.life = life;
        this.pace = pace;
        this.messages = messages;
    }

    LogRecord append(int type, int pst, UnitToken token, LongFunction<byte[]> body) {
        while (true) {
            int seen = freed;
            gate.enter();
            try {
                life.check();
                return writer.append(type, pst, token, body);
            } catch (OldsShortage shortage) {
                sayShortage();
            } finally {
                gate.leave();
            }
            pace.await(() -> freed != seen || life.hasEnded());
            life.check();
        }
    }

    /** Within the gate already. */
    void force(long lsn) {
        writer.force(lsn);
    }

    void switchOlds() throws OldsShortage {
        gate.enter();
        try {
            writer.switchOlds();
        } finally {
            gate.leave();
        }
    }

    /** An online log may have become free. */
    synchronized void freed() {
        freed++;
        reported = false;
        pace.changed();
    }

    long lsn() {
        return writer.lsn();
    }

    private synchronized void sayShortage() {
        if (!reported) {
            reported = true;
            messages.say(imsid, "DFS3260I ONLINE LOG DATA SET SHORTAGE - NEED ANOTHER ONE  " + imsid);
        }
    }
}
