package org.copyblade.lab.ims.internal.member;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.copyblade.lab.ims.ImsSeed;
import org.copyblade.lab.ims.internal.data.LockTable;
import org.copyblade.lab.ims.internal.disk.VolumeSet;
import org.copyblade.lab.ims.internal.log.TodClock;
import org.copyblade.lab.ims.internal.pace.Pace;
import org.copyblade.lab.ims.internal.recon.Recon;

/** The members of a data sharing group on their volumes, which are formatted if they never were. Safe for many threads. */
public final class Group {
    private final ControlRegion.Shared shared;
    private final Map<String, Member> members = new LinkedHashMap<>();

    public Group(
            ImsSeed seed,
            VolumeSet volumes,
            TodClock clock,
            Pace pace,
            Messages messages,
            Presence presence,
            Consumer<Acknowledgement> acknowledged) {
        Recon recon = new Recon(volumes, seed.prefix(), pace);
        new Formatter(seed, volumes, clock)
                .format(recon, seed.members().stream().anyMatch(presence::hasRun));
        this.shared = new ControlRegion.Shared(
                seed,
                volumes,
                recon,
                new LockTable(pace),
                new ReentrantLock(),
                clock,
                pace,
                messages,
                presence,
                acknowledged);
        seed.members().forEach(it -> members.put(it, new Member(shared, it, this)));
    }

    /**
     * A member is about to start. If it is the first one, the volumes may be of another time than the locks: then nobody knows
     * what those that died had locked, and none gets a lock before all of them have restarted.
     */
    synchronized void starts(Member member) {
        if (members.values().stream().noneMatch(Member::isUp)) {
            members.values().stream().filter(Member::hasDied).forEach(it -> shared.locks()
                    .retainUnknown(it.imsid()));
        }
        member.starting();
    }

    public List<Member> members() {
        return List.copyOf(members.values());
    }

    public Optional<Member> member(String imsid) {
        return Optional.ofNullable(members.get(imsid));
    }

    public ControlRegion.Shared shared() {
        return shared;
    }
}
