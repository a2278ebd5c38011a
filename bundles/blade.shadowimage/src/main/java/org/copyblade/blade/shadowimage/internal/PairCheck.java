package org.copyblade.blade.shadowimage.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.copyblade.blade.shadowimage.internal.array.Ldev;
import org.copyblade.blade.shadowimage.internal.array.Method;
import org.copyblade.blade.shadowimage.internal.array.MirrorGroup;
import org.copyblade.blade.shadowimage.internal.array.MirrorPair;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.BladeFinding.Topic;
import org.copyblade.blade.spi.CopyGroupId;

/** What forbids or endangers the copy of one pair. Pure: decides from one look at the storage. */
final class PairCheck {

    private static final List<String> IN_USE = List.of("MRCF", "HTI", "HORC", "CMD");

    private final ShadowSettings settings;
    private final StorageView view;
    private final CopyGroupId group;
    private final Method method;
    private final List<BladeFinding> findings = new ArrayList<>();

    /** @param group the group that is planned: what is its own already is in nobody's way */
    PairCheck(ShadowSettings settings, StorageView view, CopyGroupId group, Method method) {
        this.settings = settings;
        this.view = view;
        this.group = group;
        this.method = method;
    }

    /** Whether a volume is normal and in no pair of any kind. */
    static boolean isFree(Ldev ldev) {
        return ldev.isNormal() && IN_USE.stream().noneMatch(ldev::is);
    }

    /**
     * Everything about this source by itself.
     *
     * @param takenOver is its pair of the older copy gone on with?
     */
    List<BladeFinding> source(String member, int source, boolean takenOver) {
        findings.clear();
        Optional<Ldev> volume = view.ldev(source);
        if (volume.isEmpty()) {
            error(Topic.SOURCE, member, "LDEV " + source + " is not defined", "look at the volumes of the storage");
            return List.copyOf(findings);
        }
        if (!volume.get().isNormal()) {
            error(
                    Topic.SOURCE,
                    member,
                    "LDEV " + source + " is in status " + volume.get().status(),
                    "repair the volume first");
        }
        if (volume.get().is("CMD")) {
            error(Topic.SOURCE, member, "LDEV " + source + " is a command device", "it holds no data of a system");
        }
        if (settings.targets().contains(source)) {
            error(
                    Topic.SOURCE,
                    member,
                    "LDEV " + source + " is among the target volumes of the endpoint",
                    "take it out of 'target.volumes', if it holds data of a system");
        }
        view.into(source)
                .ifPresent(pair -> error(
                        Topic.SOURCE,
                        member,
                        "LDEV " + source + " is the target of pair " + pair + " in " + names(source),
                        "copies of copies are not made; copy the source of that pair"));
        long others = view.from(source, method).size() - (takenOver ? 1 : 0) - ownPairs(source);
        int most = StorageView.pairsPerSource(method);
        if (others >= most && !takenOver) {
            error(
                    Topic.LIMIT,
                    member,
                    "LDEV " + source + " has " + others + " pairs, in " + names(source) + ", and the storage allows "
                            + most,
                    "withdraw an older copy, or keep fewer generations; a cascade is not made");
        }
        return List.copyOf(findings);
    }

    private long ownPairs(int source) {
        return view.groupsOf(source).stream()
                .filter(found -> found.name().group().equals(group.value()))
                .filter(found -> found.of(source).isPresent())
                .count();
    }

    /** Everything about a target for this source. */
    List<BladeFinding> target(String member, Ldev source, int id) {
        findings.clear();
        Optional<Ldev> volume = view.ldev(id);
        if (!settings.targets().contains(id)) {
            error(
                    Topic.TARGET,
                    member,
                    "target " + id + " is not among the target volumes of the endpoint",
                    "add it to 'target.volumes', if it may be overwritten");
        }
        if (volume.isEmpty()) {
            error(Topic.TARGET, member, "target " + id + " is not defined", "create it, or name another target");
            return List.copyOf(findings);
        }
        Ldev target = volume.get();
        if (!target.emulation().equals(source.emulation()) || target.blocks() != source.blocks()) {
            error(
                    Topic.FIT,
                    member,
                    "target " + id + " is " + target.emulation() + " of " + target.blocks() + " blocks, its source "
                            + source.emulation() + " of " + source.blocks(),
                    "name a target of the same type and size");
        }
        if (!isOwn(source.id(), id)) {
            free(member, target);
        }
        return List.copyOf(findings);
    }

    /** A pair that a prepare of this group has made already. */
    private boolean isOwn(int source, int target) {
        return view.groupsOf(source).stream()
                .filter(found -> found.name().group().equals(group.value()))
                .flatMap(found -> found.of(source).stream())
                .anyMatch(pair -> pair.svol() == target);
    }

    private void free(String member, Ldev target) {
        Optional<CopyGroupId> mark = Mark.read(target.label());
        if (mark.isPresent()) {
            error(
                    Topic.OTHERS_DATA,
                    member,
                    "target " + target.id() + " bears the mark of copy group " + mark.get(),
                    "withdraw that copy");
        }
        List<MirrorGroup> groups = view.groupsOf(target.id());
        if (!groups.isEmpty()) {
            error(
                    Topic.EARLIER_COPY,
                    member,
                    "target " + target.id() + " is in copy group " + names(target.id()),
                    "withdraw that copy, or name another target");
        } else if (!isFree(target)) {
            error(
                    Topic.TARGET,
                    member,
                    "target " + target.id() + " is in use: status " + target.status() + ", attributes "
                            + target.attributes().stream().sorted().toList(),
                    "name a target that is in no pair");
        }
    }

    private String names(int ldev) {
        return String.join(
                ", ",
                view.groupsOf(ldev).stream().map(found -> found.name().group()).toList());
    }

    /** The pairs of the older copy, which this one goes on with: all there, and of that copy still. */
    List<BladeFinding> inherited(ShadowBinding older, CopyGroupId predecessor) {
        findings.clear();
        Optional<MirrorGroup> found = view.groups().stream()
                .filter(candidate -> candidate.name().equals(older.name()))
                .findFirst();
        boolean theirs = found.map(view::look)
                .filter(look -> look.isOf(predecessor) || look.isOf(group))
                .isPresent();
        for (BoundPair bound : older.pairs()) {
            Optional<MirrorPair> pair =
                    found.flatMap(it -> it.of(bound.pvol())).filter(it -> it.svol() == bound.svol());
            if (!theirs || pair.isEmpty() || pair.get().isSuspended()) {
                error(
                        Topic.UNSAID,
                        "incremental",
                        "pair " + bound + " of copy group " + predecessor + " is "
                                + (theirs && pair.isPresent()
                                        ? "in status " + pair.get().statuses()
                                        : "gone"),
                        "make a full copy once: incremental no");
                break;
            }
        }
        return List.copyOf(findings);
    }

    private void error(Topic topic, String member, String text, String hint) {
        findings.add(BladeFinding.error(member, text, hint).about(topic));
    }
}
