package org.copyblade.system.ims.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.copyblade.system.spi.SystemException;
import org.copyblade.zosmf.ZosmfCall;

/**
 * Ends holds of instances that are gone, by what they have noted and, where that does not do, by what is configured now. Any
 * thread.
 */
final class FormerHold {

    private static final int MOST = 16;

    private final Duration patience;

    /** What serves settings that are not those of the configuration; made once, however often somebody asks again. */
    private final Map<ImsSettings, ImsParts> former = new LinkedHashMap<>(); // guarded by this

    /** @param patience of one try */
    FormerHold(Duration patience) {
        this.patience = patience;
    }

    /**
     * Lets the members of one epoch go on.
     *
     * @param now what serves the configuration
     * @param places by what to do it, in their order
     * @throws IllegalStateException if nothing can serve them, so that they may still be held
     */
    SiteHook.Release letGo(ImsParts now, List<List<ImsSettings>> places, long epoch) {
        Tries tries = new Tries(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (List<ImsSettings> place : places) {
            boolean last = place.equals(places.get(places.size() - 1));
            boolean answers = true;
            for (int way = 0; way < place.size() && answers; way++) {
                ImsParts ims = serving(now, place.get(way));
                SiteHook.Release release = ims.hook().letGo(epoch, 0, ZosmfCall.within(patience));
                if (tries.settledBy(release)) {
                    return tries.end(release);
                }
                answers = last || ims.answers(ZosmfCall.within(patience));
            }
            if (answers) {
                break;
            }
        }
        return tries.end(new SiteHook.Release(List.of(), List.of(), List.of(), List.of()));
    }

    /** What came of several tries, none of which has settled it. */
    private record Tries(List<String> ended, List<String> down, List<String> unknown) {

        boolean settledBy(SiteHook.Release release) {
            if (!release.unconfirmed().isEmpty()) {
                ended.addAll(release.ended());
                down.addAll(release.down());
                unknown.addAll(release.unknown());
            }
            return release.unconfirmed().isEmpty();
        }

        /** One that settled it has told of each. Else whoever was unknown to one try is unknown. */
        SiteHook.Release end(SiteHook.Release settling) {
            List<String> all = Stream.concat(ended.stream(), settling.ended().stream())
                    .distinct()
                    .toList();
            return settling.ended().isEmpty() && settling.idle().isEmpty()
                    ? new SiteHook.Release(all, List.of(), distinct(down), distinct(unknown))
                    : new SiteHook.Release(all, settling.idle(), List.of(), List.of());
        }

        private static List<String> distinct(List<String> texts) {
            return texts.stream().distinct().toList();
        }
    }

    private synchronized ImsParts serving(ImsParts now, ImsSettings wanted) {
        if (now.settings().equals(wanted)) {
            return now;
        }
        ImsParts known = former.get(wanted);
        if (known == null) {
            try {
                known = ImsParts.of(wanted);
            } catch (SystemException e) {
                throw new IllegalStateException("'" + wanted.name() + "' may still be held: " + e.getMessage());
            }
            if (former.size() == MOST) {
                former.clear();
            }
            former.put(wanted, known);
        }
        return known;
    }
}
