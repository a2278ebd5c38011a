package org.copyblade.blade.dfsmsdss.internal;

import java.util.Optional;

/** What one member is; chosen by the method of the profile. */
enum Grain {
    /** Whole volumes; the first, and so the default. */
    VOLUME("volume"),
    /** Data sets. */
    DATA_SET("data-set");

    private final String method;

    Grain(String method) {
        this.method = method;
    }

    String method() {
        return method;
    }

    /** Empty for a word that is no method of this blade. */
    static Optional<Grain> of(String method) {
        for (Grain grain : values()) {
            if (method.isEmpty() || grain.method.equals(method)) {
                return Optional.of(grain);
            }
        }
        return Optional.empty();
    }
}
