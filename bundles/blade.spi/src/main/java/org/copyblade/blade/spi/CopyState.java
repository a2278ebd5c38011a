package org.copyblade.blade.spi;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** What is true of a group on the storage now. */
public sealed interface CopyState {

    /** One function per case. */
    interface Cases<R> {
        R absent(Absent state);

        R preparing(Preparing state);

        R prepared(Prepared state);

        R established(Established state);

        R restoring(Restoring state);

        R failed(Failed state);
    }

    /** Calls the function that fits. */
    <R> R fold(Cases<R> cases);

    /** Nothing of this group is there. */
    record Absent() implements CopyState {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.absent(this);
        }
    }

    /**
     * Targets are being made ready; there is no point in time yet.
     *
     * @param percent 0 to 100
     */
    record Preparing(int percent) implements CopyState {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.preparing(this);
        }
    }

    /** Ready for establish; there is no point in time yet. */
    record Prepared() implements CopyState {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.prepared(this);
        }
    }

    /** How far the data of an established copy has moved. */
    enum Background {
        /** Data is being copied; the copy still needs the source. */
        COPYING,
        /** Independent of the source. */
        COPIED,
        /** Shares unchanged data with the source for ever. */
        DEPENDENT
    }

    /**
     * Every member has its point in time.
     *
     * @param at the point in time, where the storage or the binding knows it
     * @param background how far the data has moved
     * @param percent of the background copy, when it is COPYING
     */
    record Established(Optional<Instant> at, Background background, OptionalInt percent) implements CopyState {
        public Established {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(background, "background");
            Objects.requireNonNull(percent, "percent");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.established(this);
        }
    }

    /**
     * A reverse copy onto the sources is under way.
     *
     * @param percent 0 to 100
     */
    record Restoring(int percent) implements CopyState {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.restoring(this);
        }
    }

    /**
     * The copy cannot be used: something of it is there, but not all at one instant.
     *
     * @param why in words
     */
    record Failed(String why) implements CopyState {
        public Failed {
            Objects.requireNonNull(why, "why");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.failed(this);
        }
    }
}
