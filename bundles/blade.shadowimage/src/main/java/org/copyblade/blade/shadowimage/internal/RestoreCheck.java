package org.copyblade.blade.shadowimage.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.copyblade.blade.shadowimage.internal.array.Method;
import org.copyblade.blade.shadowimage.internal.array.MirrorGroup;
import org.copyblade.blade.shadowimage.internal.array.MirrorPair;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyState;

/** What forbids or endangers a restore. Pure: decides from one look at the storage. */
final class RestoreCheck {

    private final boolean consuming;
    private final CopyGroup group;
    private final ShadowBinding binding;
    private final StorageView view;
    private final List<BladeFinding> findings = new ArrayList<>();

    RestoreCheck(boolean consuming, CopyGroup group, ShadowBinding binding, StorageView view) {
        this.consuming = consuming;
        this.group = group;
        this.binding = binding;
        this.view = view;
    }

    List<BladeFinding> findings(Set<Integer> sources) {
        MirrorGroup own = view.groups().stream()
                .filter(candidate -> candidate.name().equals(binding.name()) && candidate.method() == binding.method())
                .findFirst()
                .orElse(new MirrorGroup(binding.method(), binding.name(), List.of()));
        CopyState state = new Judge(binding, group.id(), view.look(own)).state();
        if (!(state instanceof CopyState.Established) && !(state instanceof CopyState.Restoring)) {
            findings.add(BladeFinding.error(
                    group.id().value(), "the copy is not established but " + state, "restore from another backup"));
            return List.copyOf(findings);
        }
        for (CopyMember member : group.members()) {
            SourceId.parse(member.source())
                    .map(SourceId::ldev)
                    .filter(sources::contains)
                    .flatMap(own::of)
                    .ifPresent(pair -> check(member.name(), own, pair));
        }
        findings.add(BladeFinding.warning(
                group.id().value(),
                "a source can be neither read nor written while it is copied back",
                "vary the volumes offline first"));
        findings.add(
                consuming
                        ? BladeFinding.warning(
                                group.id().value(),
                                "the restore uses the copy up: it cannot be restored a second time",
                                "keep another backup; 'restore.mode' of the endpoint and the method of the profile decide it")
                        : BladeFinding.note(
                                group.id().value(),
                                "the targets follow the sources at the end of the copy, and are split again at once"));
        return List.copyOf(findings);
    }

    private void check(String member, MirrorGroup own, MirrorPair pair) {
        view.groupsOf(pair.pvol()).stream()
                .filter(other -> !other.name().equals(own.name()))
                .forEach(other -> other.of(pair.pvol()).ifPresent(it -> beside(member, other, it)));
        if (pair.isSplit() && !pair.isCopied()) {
            findings.add(BladeFinding.warning(
                    member,
                    "the background copy of pair " + pair + " is not complete; the restore waits for it",
                    "raise the copy pace of the profile for the next backup"));
        }
    }

    /** Another pair of the source. A snapshot reads from it for ever. */
    private void beside(String member, MirrorGroup other, MirrorPair it) {
        if (!it.isSplit()) {
            findings.add(BladeFinding.error(
                    member,
                    "pair " + it + " of copy group " + other.name() + " is in status " + it.statuses()
                            + ", and is to be split before its source is copied back (unconfirmed)",
                    "withdraw that copy, or wait until it is established"));
        } else if (other.method() == Method.THIN_IMAGE) {
            findings.add(BladeFinding.warning(
                    member,
                    "snapshot " + it + " of copy group " + other.name() + " reads from volume " + it.pvol()
                            + "; whether the storage restores that nevertheless is (unconfirmed)",
                    "withdraw that copy if the restore is refused"));
        }
    }
}
