package org.copyblade.blade.shadowimage.internal;

import java.util.Optional;
import java.util.OptionalLong;
import org.copyblade.blade.shadowimage.internal.ShadowBinding.Stage;
import org.copyblade.blade.shadowimage.internal.array.CopyEngine;
import org.copyblade.blade.shadowimage.internal.array.MirrorGroup;
import org.copyblade.blade.shadowimage.internal.rest.RestException;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.Call;

/**
 * Notes after the window what the jobs of the storage say against the split, as {@link SplitProof} judges it. It is not left to
 * {@link Judge}: the storage forgets its jobs, and an image that was proven once stays so.
 */
final class Witness {

    private final Endpoint endpoint;
    private final ShadowBinding binding;
    private final Call call;

    Witness(Endpoint endpoint, ShadowBinding binding, Call call) {
        this.endpoint = endpoint;
        this.binding = binding;
        this.call = call;
    }

    Advance step() throws RestException {
        boolean split = binding.stage() == Stage.PREPARED || binding.stage() == Stage.ESTABLISHED;
        Optional<String> doubt = split ? doubt() : Optional.empty();
        ShadowBinding newest =
                doubt.map(why -> binding.with(binding.evidence().doubted(why))).orElse(binding);
        return new Advance.Done(BindingForm.write(newest));
    }

    private Optional<String> doubt() throws RestException {
        OptionalLong before = binding.evidence().before();
        if (before.isEmpty()) {
            return Optional.of("it was prepared by an older blade, which has not noted what a split is told by");
        }
        CopyEngine engine = endpoint.engine(binding);
        MirrorGroup group = engine.group(binding.name(), call);
        SplitProof proof = new SplitProof(
                binding.evidence(),
                endpoint.settings().access().user(),
                job -> engine.touches(group, job.order()),
                job -> engine.splits(group, job.order()));
        return proof.doubt(endpoint.array().jobsSince(before.getAsLong(), endpoint.fan(), call));
    }
}
