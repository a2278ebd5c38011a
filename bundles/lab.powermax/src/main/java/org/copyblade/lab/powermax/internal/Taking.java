package org.copyblade.lab.powermax.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.Snapshot;

/** Takes a snapshot, for both APIs. */
final class Taking {

    private Taking() {}

    /** With a fault all volumes but one get theirs, and the request is refused all the same. */
    static Snapshot take(Request request, String doing, String name, List<String> volumes, Snapshot.Term term)
            throws Refusal {
        if (volumes.isEmpty()) {
            throw Refusal.byArray(doing, "there are no volumes");
        }
        OptionalInt failing = request.failingElement();
        List<String> taken = new ArrayList<>(volumes);
        if (failing.isPresent() && failing.getAsInt() < taken.size()) {
            taken.remove(failing.getAsInt());
        }
        try {
            Snapshot snapshot = request.system().snapshots().take(name, taken, term);
            if (failing.isPresent()) {
                throw Refusal.byArray(doing, "refused on demand");
            }
            return snapshot;
        } catch (ArrayException refusal) {
            throw Refusal.of(doing, refusal);
        }
    }
}
