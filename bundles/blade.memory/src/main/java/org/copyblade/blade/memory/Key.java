package org.copyblade.blade.memory;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.CopyMethod;

/**
 * What a binding of this blade says: how the storage calls the copy, and how it is made.
 *
 * @param copy the group id where copies are named, else the targets joined by {@code +}
 * @param method by the storage or through the host
 */
record Key(String copy, CopyMethod method) {

    private static final int VERSION = 1;

    static Key read(Binding binding) throws BladeException {
        String[] parts = binding.data().split(";", -1);
        if (binding.version() != VERSION || parts.length != 2) {
            throw new BladeException(
                    "MEMORY-BINDING",
                    "cannot read a binding of version " + binding.version(),
                    "was it written by a newer blade?",
                    Recovery.ASK_OPERATOR);
        }
        return new Key(parts[0], CopyMethod.valueOf(parts[1]));
    }

    Binding binding() {
        return new Binding(VERSION, copy + ";" + method);
    }

    Set<String> targets() {
        return new TreeSet<>(List.of(copy.split("\\+")));
    }
}
