package org.copyblade.system.ims.internal;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.copyblade.system.spi.SystemException;
import org.copyblade.zosmf.ZosmfCall;

/** How everything that writes is held and let go on, by the site's own means. Any thread. */
interface SiteHook {

    /** Does what has to be done before anything can be held, and may be repeated. */
    void ready(long epoch, ZosmfCall call) throws SystemException;

    /** Asks all to hold. Answers what failed, and empty text once each has confirmed. */
    String hold(long epoch, long limitSeconds, ZosmfCall call);

    /** Lets all go on, whatever they do, and may be repeated. Nothing that was asked to hold before holds afterwards. */
    Release letGo(long epoch, long limitSeconds, ZosmfCall call);

    /** How long the end of a hold is waited for before it is left to the guards. */
    Duration patience();

    /** What a guard would have to send to do the same. */
    List<GuardOrders.Order> orders(long epoch, long limitSeconds);

    /** Takes away what is left of an epoch in which nothing is held any more; what cannot be is left. */
    void tidy(long epoch);

    /**
     * What became of a hold, by those who were told to go on.
     *
     * @param ended who says that this very call ended a hold
     * @param idle who says that nothing was held
     * @param down who does not run, with the reason of each
     * @param unknown who may still be held, with the reason of each
     */
    record Release(List<String> ended, List<String> idle, Map<String, String> down, Map<String, String> unknown) {

        public Release {
            ended = List.copyOf(ended);
            idle = List.copyOf(idle);
            down = Collections.unmodifiableMap(new LinkedHashMap<>(down));
            unknown = Collections.unmodifiableMap(new LinkedHashMap<>(unknown));
        }

        /** Nobody could be told. */
        static Release unknown(List<Member> members, String why) {
            Map<String, String> unknown = new LinkedHashMap<>();
            members.forEach(member -> unknown.put(member.name(), why));
            return new Release(List.of(), List.of(), Map.of(), unknown);
        }

        /** Who may still be held, in words. */
        List<String> mayBeHeld() {
            return words(unknown).toList();
        }

        /** Empty if each has said that it goes on. */
        String unconfirmed() {
            return Stream.concat(words(unknown), words(down)).collect(Collectors.joining("; "));
        }

        /** Empty if each was held until this call. */
        String heldNoMore() {
            return idle.stream()
                    .map(name -> name + " was held no more when it was told to go on")
                    .collect(Collectors.joining(", "));
        }

        private static Stream<String> words(Map<String, String> reasons) {
            return reasons.entrySet().stream().map(member -> member.getKey() + ": " + member.getValue());
        }
    }
}
