package org.copyblade.endpoint;

import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Function;

/** Which certificate an endpoint may show. */
public sealed interface Trust {

    /** Calls the function that fits. */
    <R> R fold(Function<Pinned, R> pinned, Function<Authority, R> authority, Function<Anybody, R> anybody);

    /**
     * Exactly this certificate, whoever issued it and whatever name it bears: consoles and servers commonly sign their
     * own.
     *
     * @param sha256 of its encoded form, lower case hex
     */
    record Pinned(String sha256) implements Trust {
        public Pinned {
            Objects.requireNonNull(sha256, "sha256");
        }

        @Override
        public <R> R fold(Function<Pinned, R> pinned, Function<Authority, R> authority, Function<Anybody, R> anybody) {
            return pinned.apply(this);
        }
    }

    /**
     * A certificate issued by one of these, for the host name that is called.
     *
     * @param file certificates in PEM form
     */
    record Authority(Path file) implements Trust {
        public Authority {
            Objects.requireNonNull(file, "file");
        }

        @Override
        public <R> R fold(Function<Pinned, R> pinned, Function<Authority, R> authority, Function<Anybody, R> anybody) {
            return authority.apply(this);
        }
    }

    /** Any certificate: for tests only, whoever is in between reads the password. */
    record Anybody() implements Trust {
        @Override
        public <R> R fold(Function<Pinned, R> pinned, Function<Authority, R> authority, Function<Anybody, R> anybody) {
            return anybody.apply(this);
        }
    }
}
