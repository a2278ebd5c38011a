package org.copyblade.lab.ims.internal.recon;

import java.util.ArrayList;
import java.util.List;

/**
 * A data set of a database, or an area, as RECON knows it.
 *
 * @param ddn its ddname, or the name of the area
 * @param dsn its name
 * @param organisation of the database: HDAM, HIDAM, DEDB
 * @param access OSAM or VSAM
 * @param group change accumulation group
 * @param icNeeded must an image copy be made before updates?
 * @param recoveryNeeded must it be recovered before use?
 * @param allocations ranges of time in which a member could update it, oldest first
 * @param images copies of it, oldest first
 * @param recoveries times at which it was restored, oldest first
 */
public record DbdsEntry(
        String ddn,
        String dsn,
        String organisation,
        String access,
        String group,
        boolean icNeeded,
        boolean recoveryNeeded,
        List<Allocation> allocations,
        List<Image> images,
        List<Recovery> recoveries) {
    /** How many of each RECON keeps; what lasts still is never dropped. */
    private static final int KEPT = 8;

    /** A member could update it from then until then; 0 while it still can. */
    public record Allocation(String imsid, int usid, long start, long stop) {}

    /**
     * A copy of it.
     *
     * @param kind BATCH and CIC in a format of its own (user image copy), IMAGE in the standard one
     * @param run when it was made, or begun
     * @param stop when it was complete, 0 if that is the same
     * @param dsn where a standard one is, empty for others
     * @param userData what its maker wrote down with it
     */
    public record Image(String kind, long run, long stop, int usid, String dsn, String userData) {}

    /** It was restored then, as it had been at that other time. */
    public record Recovery(long run, long to) {}

    public DbdsEntry {
        allocations = keptAllocations(allocations);
        images = last(images);
        recoveries = last(recoveries);
    }

    public DbdsEntry withFlags(boolean ic, boolean recovery) {
        return new DbdsEntry(ddn, dsn, organisation, access, group, ic, recovery, allocations, images, recoveries);
    }

    public DbdsEntry withAllocations(List<Allocation> now) {
        return new DbdsEntry(ddn, dsn, organisation, access, group, icNeeded, recoveryNeeded, now, images, recoveries);
    }

    public DbdsEntry with(Image image) {
        List<Image> longer = new ArrayList<>(images);
        longer.add(image);
        return new DbdsEntry(
                ddn, dsn, organisation, access, group, false, recoveryNeeded, allocations, longer, recoveries);
    }

    /** Without the copy in a format of its own that was made, or begun, then. */
    public DbdsEntry withoutUserCopy(long run) {
        return new DbdsEntry(
                ddn,
                dsn,
                organisation,
                access,
                group,
                icNeeded,
                recoveryNeeded,
                allocations,
                images.stream()
                        .filter(it -> it.kind().equals("IMAGE") || it.run() != run)
                        .toList(),
                recoveries);
    }

    public DbdsEntry with(Recovery recovery) {
        List<Recovery> longer = new ArrayList<>(recoveries);
        longer.add(recovery);
        return new DbdsEntry(ddn, dsn, organisation, access, group, icNeeded, false, allocations, images, longer);
    }

    /** Whether what RECON no longer keeps may say more of that member and time. */
    public boolean isForgotten(String imsid, long tod) {
        return allocations.size() >= KEPT
                && allocations.stream().filter(it -> it.imsid().equals(imsid)).noneMatch(it -> it.start() <= tod);
    }

    private static List<Allocation> keptAllocations(List<Allocation> all) {
        List<Allocation> kept = new ArrayList<>(all);
        for (int i = 0; kept.size() > KEPT && i < kept.size(); ) {
            if (kept.get(i).stop() == 0) {
                i++;
            } else {
                kept.remove(i);
            }
        }
        return List.copyOf(kept);
    }

    private static <T> List<T> last(List<T> all) {
        return List.copyOf(all.subList(Math.max(0, all.size() - KEPT), all.size()));
    }
}
