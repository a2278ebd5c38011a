package org.copyblade.blade.memory;

import java.util.Optional;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.BladeInfo.RestoreEffect;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyMethod;

/**
 * What a binding of this blade says: how the storage calls the copy, and how it is made.
 *
 * @param copy the group id where copies are named, else the targets joined by {@code +}
 * @param method by the storage or through the host
 * @param predecessor the group whose relations prepare takes over
 * @param usedUp whether a restore has ended that uses the copy up
 * @param effect what the restore does that was chosen last
 */
record Key(
        String copy,
        CopyMethod method,
        Optional<CopyGroupId> predecessor,
        boolean usedUp,
        Optional<RestoreEffect> effect) {

    private static final int VERSION = 1;

    private static final String USED_UP = "used-up";

    /** Of a copy that no restore has used up. */
    Key(String copy, CopyMethod method, Optional<CopyGroupId> predecessor) {
        this(copy, method, predecessor, false, Optional.empty());
    }

    static Key read(Binding binding) throws BladeException {
        String[] parts = binding.data().split(";", -1);
        if (binding.version() != VERSION || parts.length != 5) {
            throw new BladeException(
                    "MEMORY-BINDING",
                    "cannot read a binding of version " + binding.version(),
                    "was it written by a newer blade?",
                    Recovery.ASK_OPERATOR);
        }
        Optional<CopyGroupId> predecessor =
                parts[2].isEmpty() ? Optional.empty() : Optional.of(new CopyGroupId(parts[2]));
        Optional<RestoreEffect> effect =
                parts[3].isEmpty() ? Optional.empty() : Optional.of(RestoreEffect.valueOf(parts[3]));
        return new Key(parts[0], CopyMethod.valueOf(parts[1]), predecessor, parts[4].equals(USED_UP), effect);
    }

    Binding binding() {
        String older = predecessor.map(CopyGroupId::value).orElse("");
        String chosen = effect.map(RestoreEffect::name).orElse("");
        return new Binding(VERSION, String.join(";", copy, method.name(), older, chosen, usedUp ? USED_UP : ""));
    }

    /** After the restore that uses the copy up. */
    Key withUsedUp() {
        return new Key(copy, method, predecessor, true, effect);
    }

    /** For a restore that does this. */
    Key with(RestoreEffect chosen) {
        return new Key(copy, method, predecessor, usedUp, Optional.of(chosen));
    }
}
