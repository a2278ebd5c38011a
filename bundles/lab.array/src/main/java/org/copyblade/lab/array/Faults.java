package org.copyblade.lab.array;

import java.util.ArrayList;
import java.util.List;

/** What is to go wrong next. Safe for many threads; the order of requests decides who is hit. */
public final class Faults {

    private static final class Pending {
        private final Fault fault;
        private int passed;
        private int hit;

        private Pending(Fault fault) {
            this.fault = fault;
        }

        private boolean hitsNow() {
            if (passed < fault.skip()) {
                passed++;
                return false;
            }
            hit++;
            return true;
        }

        private boolean isSpent() {
            return fault.times() > 0 && hit >= fault.times();
        }
    }

    private final List<Pending> pending = new ArrayList<>(); // guarded by this

    Faults(List<Fault> faults) {
        faults.forEach(this::add);
    }

    public synchronized void add(Fault fault) {
        pending.add(new Pending(fault));
    }

    public synchronized void clear() {
        pending.clear();
    }

    /** What has not gone wrong yet, oldest first. */
    public synchronized List<Fault> pending() {
        return pending.stream().map(it -> it.fault).toList();
    }

    /** All that hits this operation; each counts as having hit. */
    public synchronized List<Fault> take(String system, String operation) {
        List<Fault> taken = new ArrayList<>();
        for (Pending candidate : pending) {
            if (candidate.fault.hits(system, operation) && candidate.hitsNow()) {
                taken.add(candidate.fault);
            }
        }
        pending.removeIf(Pending::isSpent);
        return List.copyOf(taken);
    }
}
