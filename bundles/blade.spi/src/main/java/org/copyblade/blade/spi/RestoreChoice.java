package org.copyblade.blade.spi;

import java.util.Objects;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Ability of a blade whose endpoint has options that govern a restore: to note them in the binding before the restore begins,
 * so that it keeps them to its end, whatever is configured meanwhile.
 */
@ConsumerType
public interface RestoreChoice {

    /**
     * The binding to begin a restore with, and what that restore does to the copy, by the options of now; what an earlier
     * restore has noted counts no more. Asks nothing and may be repeated. (R13)
     *
     * @param binding of an established copy, of none whose restore is to go on
     */
    Chosen chooseRestore(Binding binding) throws BladeException;

    /**
     * How a restore will be done.
     *
     * @param binding with the options of that restore
     * @param effect what it does to the copy
     */
    record Chosen(Binding binding, BladeInfo.RestoreEffect effect) {
        public Chosen {
            Objects.requireNonNull(binding, "binding");
            Objects.requireNonNull(effect, "effect");
        }
    }
}
