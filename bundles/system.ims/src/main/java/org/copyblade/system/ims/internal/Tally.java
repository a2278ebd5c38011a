package org.copyblade.system.ims.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What several tries have told of one hold. Whoever was asked as the hold notes it and did not answer may still be held, until the
 * same question is answered or somebody says that this very hold has ended: that nothing is held is true of any other group, and by
 * any other command, too. One thread.
 */
final class Tally {

    private final Set<String> gone;
    private final Set<String> ended = new LinkedHashSet<>();
    private final Set<String> idle = new LinkedHashSet<>();
    private final Map<String, String> down = new LinkedHashMap<>();

    /** Who has not answered what is noted. */
    private final Map<String, String> noted = new LinkedHashMap<>();

    /** Who has not answered something else, unless all have answered since. */
    private final Map<String, String> other = new LinkedHashMap<>();

    /** @param gone who is known to have gone on */
    Tally(Set<String> gone) {
        this.gone = new HashSet<>(gone);
    }

    /**
     * Whether nobody may be held any more, so that no further try is needed.
     *
     * @param asNoted whether the members were asked as the hold notes it
     */
    boolean settledBy(SiteHook.Release release, boolean asNoted) {
        boolean all = release.unconfirmed().isEmpty();
        ended.addAll(release.ended());
        gone.addAll(release.ended());
        if (all && release.idle().isEmpty()) {
            // They may be counted otherwise: one for all, or each.
            gone.addAll(noted.keySet());
        }
        if (all) {
            other.clear();
            idle.addAll(release.idle());
        }
        if (asNoted) {
            // It is about all of them, however they are counted.
            noted.clear();
        }
        down.putAll(release.down());
        (asNoted ? noted : other).putAll(release.unknown());
        noted.keySet().removeAll(gone);
        other.keySet().removeAll(gone);
        return all && noted.isEmpty();
    }

    /** Who is known to have gone on, from now or from before. */
    Set<String> gone() {
        return Set.copyOf(gone);
    }

    SiteHook.Release release() {
        Map<String, String> unknown = new LinkedHashMap<>(other);
        unknown.putAll(noted);
        return new SiteHook.Release(new ArrayList<>(ended), List.copyOf(idle), down, unknown);
    }
}
