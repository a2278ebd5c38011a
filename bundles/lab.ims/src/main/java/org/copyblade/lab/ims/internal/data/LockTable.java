package org.copyblade.lab.ims.internal.data;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.copyblade.lab.ims.internal.pace.Pace;

/**
 * Who may work on which block, for all members of the group. The locks of a member that died stay until it has restarted;
 * while it is not known which those were, nobody else gets a lock at all. Safe for many threads.
 */
public final class LockTable {
    private final Pace pace;
    private final Map<BlockId, String> owners = new HashMap<>(); // guarded by this
    private final Set<String> unknown = new HashSet<>(); // guarded by this

    public LockTable(Pace pace) {
        this.pace = pace;
    }

    /** Takes all of them, in one order for everybody. */
    public void acquire(String member, List<BlockId> blocks, Runnable check) {
        for (BlockId block : blocks.stream().sorted().distinct().toList()) {
            while (!take(member, block)) {
                pace.await(() -> isFree(member, block) || isStopped(check));
                check.run();
            }
        }
    }

    public void release(List<BlockId> blocks) {
        synchronized (this) {
            blocks.forEach(owners::remove);
        }
        pace.changed();
    }

    /** It had died before the group began: nobody knows what it had locked. */
    public synchronized void retainUnknown(String member) {
        unknown.add(member);
    }

    /** Whatever it had locked before its restart is free. */
    public void releaseAll(String member) {
        synchronized (this) {
            unknown.remove(member);
            owners.values().removeIf(member::equals);
        }
        pace.changed();
    }

    public synchronized int held(String member) {
        return (int) owners.values().stream().filter(member::equals).count();
    }

    private synchronized boolean take(String member, BlockId block) {
        if (!isFree(member, block)) {
            return false;
        }
        owners.put(block, member);
        return true;
    }

    private synchronized boolean isFree(String member, BlockId block) {
        return !owners.containsKey(block) && unknown.stream().allMatch(member::equals);
    }

    private static boolean isStopped(Runnable check) {
        try {
            check.run();
            return false;
        } catch (RuntimeException stopped) {
            return true;
        }
    }
}
