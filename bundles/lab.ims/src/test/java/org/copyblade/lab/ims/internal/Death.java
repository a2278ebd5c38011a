package org.copyblade.lab.ims.internal;

import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.copyblade.lab.ims.internal.member.Acknowledgement;

/**
 * The death of everything in the midst of the work of a group, right after one of its writes: what the volumes hold then is
 * what is left, and who was told of what until then.
 */
final class Death {
    private final SimulatedGroup group;
    private final BiPredicate<String, Integer> counted;
    private int writesLeft;
    private Map<String, MemoryVolume> remains; // null while it lives
    private List<Acknowledgement> told;

    /**
     * @param counted which writes count, by serial and track
     * @param writes after how many of them
     */
    Death(SimulatedGroup group, int writes, BiPredicate<String, Integer> counted) {
        this.group = group;
        this.writesLeft = writes;
        this.counted = counted;
        group.volumes.forEach((volser, volume) -> volume.watchedBy(track -> wrote(volser, track)));
    }

    private void wrote(String volser, int track) {
        if (remains == null && counted.test(volser, track) && --writesLeft == 0) {
            remains = group.copyAll();
            told = List.copyOf(group.acknowledged);
        }
    }

    boolean hasCome() {
        return remains != null;
    }

    /** Leaves of the group what the death has left, with nothing in memory. */
    void over() {
        group.kill();
        group.volumes.values().forEach(it -> it.watchedBy(track -> {}));
        remains.forEach((volser, volume) -> group.volumes.get(volser).putBack(volume));
        group.acknowledged.clear();
        group.acknowledged.addAll(told);
        group.powerOn();
    }
}
