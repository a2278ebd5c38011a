package org.copyblade.lab.ims.internal.member;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.copyblade.lab.ims.internal.data.BlockId;
import org.copyblade.lab.ims.internal.data.DbBlock;
import org.copyblade.lab.ims.internal.log.Change;
import org.copyblade.lab.ims.internal.log.UnitToken;

/** A unit of work at work: its locks, its blocks in memory and what it has changed. Used by one thread, but for its log positions. */
public final class Unit {

    /** A change and the log record it is in. */
    record Logged(Change change, long lsn) {}

    private final UnitToken token;
    private final int pst;
    private final List<BlockId> locked;
    private final Map<BlockId, DbBlock> blocks = new LinkedHashMap<>();
    private final List<Logged> changes = new ArrayList<>();
    private volatile long firstLsn;
    private volatile long lastLsn;

    Unit(UnitToken token, int pst, List<BlockId> locked, long firstLsn) {
        this.token = token;
        this.pst = pst;
        this.locked = List.copyOf(locked);
        this.firstLsn = firstLsn;
    }

    public UnitToken token() {
        return token;
    }

    int pst() {
        return pst;
    }

    List<BlockId> locked() {
        return locked;
    }

    Map<BlockId, DbBlock> blocks() {
        return blocks;
    }

    List<Logged> changes() {
        return changes;
    }

    /** Nothing of it is logged before that. */
    long firstLsn() {
        return firstLsn;
    }

    long lastLsn() {
        return lastLsn;
    }

    void logged(long lsn) {
        lastLsn = lsn;
    }
}
