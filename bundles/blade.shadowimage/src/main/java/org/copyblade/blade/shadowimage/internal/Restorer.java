package org.copyblade.blade.shadowimage.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.copyblade.blade.shadowimage.internal.ShadowBinding.RestoreMode;
import org.copyblade.blade.shadowimage.internal.ShadowBinding.RestoreNote;
import org.copyblade.blade.shadowimage.internal.array.GroupName;
import org.copyblade.blade.shadowimage.internal.array.Method;
import org.copyblade.blade.shadowimage.internal.array.MirrorPair;
import org.copyblade.blade.shadowimage.internal.rest.RestException;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyState;

/**
 * Copies back, one step. The steps are noted in the binding before they are taken, and each looks first what is done
 * already, so that any of them may be repeated:
 *
 * <pre>
 *   (waiting)   until the image is whole on the targets
 *   copying     restores, and waits until the pairs are in step: source and target are the image then
 *   splitting   splits again, because from here on a target would follow its source; a quick restore does not
 * </pre>
 *
 * <p>How it is done is in the binding from its first step on, so that it ends as it has begun.
 * Asked again with the binding of its end, a restore that has used the copy up is done; one that keeps it begins anew.
 */
final class Restorer {

    private static final Duration SOON = Duration.ofMillis(20);

    private final Endpoint endpoint;
    private final CopyGroup group;
    private final ShadowBinding binding;
    private final Call call;

    Restorer(Endpoint endpoint, CopyGroup group, ShadowBinding binding, Call call) {
        this.endpoint = endpoint;
        this.group = group;
        this.binding = binding.with(binding.restoreMode().orElse(mode(endpoint.settings())));
        this.call = call;
    }

    /** What a restore is done with that nobody has chosen for before. */
    static RestoreMode mode(ShadowSettings settings) {
        return settings.quickRestore() ? RestoreMode.QUICK : RestoreMode.REVERSE;
    }

    /** A snapshot has no image any more that could be kept (unconfirmed). */
    static boolean isConsuming(RestoreMode mode, Method method) {
        return mode == RestoreMode.QUICK || method == Method.THIN_IMAGE;
    }

    private interface Order {
        void give(GroupName name, Optional<String> pair) throws RestException;
    }

    Advance step(Set<Integer> sources) throws BladeException, RestException {
        GroupLook look = endpoint.look(binding, call);
        List<MirrorPair> pairs = look.group().pairs().stream()
                .filter(pair -> sources.contains(pair.pvol()))
                .toList();
        if (hasUsedUp(sources, look, pairs)) {
            return new Advance.Done(BindingForm.write(binding));
        }
        requireCopy(look);
        Optional<RestoreNote> note =
                binding.restore().filter(noted -> noted.sources().equals(sources));
        if (note.isEmpty()) {
            return begin(sources, pairs);
        }
        return note.get().splitting() ? split(sources, pairs) : copy(sources, pairs);
    }

    /**
     * Whether these are back by a restore that has used the copy up: a caller that died before it could note that asks again.
     * The pairs stay in step then, and no other pair of the sources may be on its way: it may be that of a later restore.
     */
    private boolean hasUsedUp(Set<Integer> sources, GroupLook look, List<MirrorPair> pairs)
            throws BladeException, RestException {
        Set<Integer> gone = new TreeSet<>(binding.usedUp());
        gone.retainAll(sources);
        if (gone.isEmpty()) {
            return false;
        }
        boolean still = gone.equals(sources)
                && look.isOf(group.id())
                && pairs.size() == sources.size()
                && pairs.stream().allMatch(MirrorPair::isInStep)
                && othersAreSplit(sources);
        if (still) {
            return true;
        }
        throw ShadowFault.STATE.error(
                "cannot restore " + group.id() + ": the copy of LDEV "
                        + gone.iterator().next() + " was used up by a restore",
                "restore from another backup");
    }

    private boolean othersAreSplit(Set<Integer> sources) throws RestException {
        return endpoint.look(sources, call).groups().stream()
                .filter(other ->
                        other.method() != binding.method() || !other.name().equals(binding.name()))
                .flatMap(other -> other.pairs().stream())
                .filter(pair -> sources.contains(pair.pvol()))
                .allMatch(MirrorPair::isSplit);
    }

    private void requireCopy(GroupLook look) throws BladeException {
        CopyState state = new Judge(binding, group.id(), look).state();
        if (!(state instanceof CopyState.Established) && !(state instanceof CopyState.Restoring)) {
            throw ShadowFault.STATE.error(
                    "cannot restore " + group.id() + ": it is not established but " + state,
                    "ask for the state of the copy");
        }
    }

    private Advance begin(Set<Integer> sources, List<MirrorPair> pairs) {
        if (!pairs.stream().allMatch(MirrorPair::isCopied)) {
            return continues(
                    binding, Judge.percent(pairs) / 3, endpoint.settings().look());
        }
        return continues(binding.restoring(new RestoreNote(false, sources)), 33, Duration.ZERO);
    }

    private Advance copy(Set<Integer> sources, List<MirrorPair> pairs) throws RestException {
        if (pairs.stream().allMatch(MirrorPair::isInStep)) {
            return isConsuming(mode(), binding.method())
                    ? new Advance.Done(BindingForm.write(binding.restored(sources, true)))
                    : continues(binding.restoring(new RestoreNote(true, sources)), 90, Duration.ZERO);
        }
        List<MirrorPair> split = pairs.stream().filter(MirrorPair::isSplit).toList();
        if (split.isEmpty()) {
            return continues(
                    binding, 33 + Judge.percent(pairs) / 2, endpoint.settings().look());
        }
        boolean quick = mode() == RestoreMode.QUICK;
        give(split, (name, pair) -> {
            if (pair.isPresent()) {
                endpoint.engine(binding).restore(name, pair.get(), quick, call);
            } else {
                endpoint.engine(binding).restore(name, quick, call);
            }
        });
        return continues(binding, 34, SOON);
    }

    private RestoreMode mode() {
        return binding.restoreMode().orElseThrow();
    }

    private Advance split(Set<Integer> sources, List<MirrorPair> pairs) throws RestException {
        List<MirrorPair> following = pairs.stream().filter(MirrorPair::isInStep).toList();
        if (following.isEmpty()) {
            return new Advance.Done(BindingForm.write(binding.restored(sources, false)));
        }
        give(following, (name, pair) -> {
            if (pair.isPresent()) {
                endpoint.engine(binding).split(name, pair.get(), call);
            } else {
                endpoint.engine(binding).split(name, call);
            }
        });
        return continues(binding, 95, SOON);
    }

    /** To the whole copy group at once, or to each pair where only some are meant. */
    private void give(List<MirrorPair> pairs, Order order) throws RestException {
        if (pairs.size() == binding.pairs().size()) {
            order.give(binding.name(), Optional.empty());
            return;
        }
        endpoint.fan().each(pairs, pair -> {
            order.give(binding.name(), Optional.of(pair.name()));
            return pair;
        });
    }

    private static Advance continues(ShadowBinding newest, int percent, Duration pause) {
        return new Advance.Continues(BindingForm.write(newest), percent, pause);
    }
}
