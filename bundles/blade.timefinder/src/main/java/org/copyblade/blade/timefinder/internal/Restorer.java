package org.copyblade.blade.timefinder.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.timefinder.internal.TimeFinderBinding.RestoreNote;
import org.copyblade.blade.timefinder.internal.array.DeviceSnapshot;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.copyblade.blade.timefinder.internal.rest.RestException;

/**
 * Brings sources back to the point in time, one step. The steps are noted in the binding before they are taken, and each
 * looks first what is done already, so that any of them may be repeated:
 *
 * <pre>
 *   (noted)    that a restore of these members is wanted
 *   clearing   ends the sessions that an earlier restore of them has left
 *   restoring  asks for the restore; a source whose session is open again has been restored
 * </pre>
 *
 * <p>The sessions stay open until the next restore or the withdrawal: what an array still copies behind them is its affair.
 */
final class Restorer {

    private static final Duration SOON = Duration.ofMillis(5);

    private final Endpoint endpoint;
    private final CopyGroup group;
    private final TimeFinderBinding binding;
    private final Call call;
    private final String name;

    Restorer(Endpoint endpoint, CopyGroup group, TimeFinderBinding binding, Call call) {
        this.endpoint = endpoint;
        this.group = group;
        this.binding = binding;
        this.call = call;
        this.name = Mark.of(group.id());
    }

    Advance step(Set<VolumeId> sources) throws BladeException, RestException {
        GroupView view = endpoint.look(group.id(), call);
        requireCopy(view, sources);
        Optional<RestoreNote> note =
                binding.restore().filter(noted -> noted.sources().equals(sources));
        if (note.isEmpty()) {
            return noted(new RestoreNote(false, sources), 10);
        }
        List<DeviceSnapshot> open = view.snapshots().stream()
                .filter(snapshot -> snapshot.restored() && sources.contains(snapshot.volume()))
                .toList();
        if (!note.get().cleared()) {
            if (!open.isEmpty()) {
                endpoint.array().endRestore(name, open, call);
                return noted(note.get(), 20);
            }
            return noted(new RestoreNote(true, sources), 30);
        }
        List<VolumeId> left = sources.stream()
                .filter(source -> open.stream().noneMatch(it -> it.volume().equals(source)))
                .toList();
        if (left.isEmpty()) {
            return new Advance.Done(BindingForm.write(binding.restoring(Optional.empty())));
        }
        restore(left);
        return noted(note.get(), 90);
    }

    /** Once the sessions are cleared, one that is open can only be that of a request whose answer was lost. */
    private void restore(List<VolumeId> left) throws RestException {
        try {
            endpoint.array().restore(name, snapid(left.get(0)), left, call);
        } catch (RestException e) {
            if (!e.isDoneAlready()) {
                throw e;
            }
            // Of several volumes some may not be: the next step looks again.
        }
    }

    private long snapid(VolumeId source) throws RestException {
        return binding.snapid().isPresent()
                ? binding.snapid().getAsLong()
                : endpoint.array().snapid(source, name, call);
    }

    private Advance noted(RestoreNote note, int percent) {
        return new Advance.Continues(BindingForm.write(binding.restoring(Optional.of(note))), percent, SOON);
    }

    private void requireCopy(GroupView view, Set<VolumeId> sources) throws BladeException {
        boolean all = view.copied().containsAll(sources);
        boolean bad = view.snapshots().stream()
                .anyMatch(snapshot -> sources.contains(snapshot.volume()) && snapshot.isFailed());
        if (!all || bad || view.severalGenerations()) {
            throw TimeFinderFault.STATE.error(
                    "cannot restore " + group.id() + ": it is " + new Judge(binding, view).state(),
                    "look at the array; restore from another backup",
                    Recovery.ASK_OPERATOR);
        }
    }
}
