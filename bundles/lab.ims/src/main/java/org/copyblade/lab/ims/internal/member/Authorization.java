package org.copyblade.lab.ims.internal.member;

import java.util.ArrayList;
import java.util.List;
import org.copyblade.lab.ims.internal.recon.DbEntry;
import org.copyblade.lab.ims.internal.recon.DbdsEntry;
import org.copyblade.lab.ims.internal.recon.DbdsEntry.Allocation;
import org.copyblade.lab.ims.internal.recon.ReconState;

/** What RECON remembers when a member begins and ends to update a database. */
final class Authorization {

    private Authorization() {}

    /** Has it begun already, that is success. */
    static ReconState begin(ReconState state, String dbd, String imsid, long tod) {
        ReconState next = state.withNextUsid();
        return next.withDatabase(dbd, database -> {
            List<String> authorized = new ArrayList<>(database.authorized());
            if (!authorized.contains(imsid)) {
                authorized.add(imsid);
            }
            return withAllocations(database.withAuthorized(authorized), dataSet -> {
                List<Allocation> allocations = new ArrayList<>(dataSet.allocations());
                if (allocations.stream().noneMatch(it -> isOpen(it, imsid))) {
                    allocations.add(new Allocation(imsid, next.usid(), tod, 0));
                }
                return allocations;
            });
        });
    }

    static ReconState end(ReconState state, String dbd, String imsid, long tod) {
        return state.withDatabase(
                dbd,
                database -> withAllocations(
                        database.withAuthorized(database.authorized().stream()
                                .filter(it -> !it.equals(imsid))
                                .toList()),
                        dataSet -> dataSet.allocations().stream()
                                .map(it -> isOpen(it, imsid) ? new Allocation(imsid, it.usid(), it.start(), tod) : it)
                                .toList()));
    }

    private static boolean isOpen(Allocation allocation, String imsid) {
        return allocation.imsid().equals(imsid) && allocation.stop() == 0;
    }

    private static DbEntry withAllocations(
            DbEntry database, java.util.function.Function<DbdsEntry, List<Allocation>> change) {
        return database.withDataSets(database.dataSets().stream()
                .map(it -> it.withAllocations(change.apply(it)))
                .toList());
    }
}
