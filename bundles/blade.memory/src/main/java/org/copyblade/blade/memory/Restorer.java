package org.copyblade.blade.memory;

import java.time.Duration;
import java.util.Set;
import org.copyblade.blade.memory.StoredCopy.Stage;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.BladeInfo.RestoreEffect;
import org.copyblade.blade.spi.CopyMember;

/** Copies back. To be called under the lock of the storage. */
final class Restorer {

    private static final Duration STEP = Duration.ofMillis(1);

    private final MemoryStorage storage;

    Restorer(MemoryStorage storage) {
        this.storage = storage;
    }

    /** One step of the copy back: the first begins it, the second ends it. */
    Advance step(StoredCopy copy, Set<String> members, Key key) {
        if (copy.isUsedUpBy(members)) {
            return new Advance.Done(key.withUsedUp().binding());
        }
        if (copy.stage != Stage.RESTORING) {
            copy.stage = Stage.RESTORING;
            copy.restoring.clear();
            copy.restoring.addAll(members);
            members.forEach(
                    member -> storage.beginRestore(copy.members.get(member).source()));
            storage.copies().values().stream()
                    .filter(other -> other != copy)
                    .forEach(other -> other.overwrittenBy(copy, members));
            return new Advance.Continues(key.binding(), 50, STEP);
        }
        members.forEach(
                member -> storage.endRestore(copy.members.get(member).source(), shut(copy.members.get(member), copy)));
        if (key.effect().orElse(storage.info().restoreEffect()) == RestoreEffect.CONSUMES_COPY) {
            copy.failed("used up by a restore");
            return new Advance.Done(key.withUsedUp().binding());
        }
        copy.stage = Stage.ESTABLISHED;
        return new Advance.Done(key.binding());
    }

    private static Content shut(CopyMember member, StoredCopy copy) {
        Content image = copy.images.get(member.name());
        return member.gate()
                .map(gate -> image.renamed(gate, member.shutGate().orElseThrow()))
                .orElse(image);
    }
}
