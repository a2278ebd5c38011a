package org.copyblade.lab.array;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A point in time of several volumes that needs no target: tracks overwritten since are kept in the pool of their volume.
 * As it was when asked for.
 *
 * @param id number within the system, never given twice, larger than 32 bits
 * @param name given by the client; several may have the same
 * @param taken the instant, for people
 * @param term how long it is kept
 * @param images one for each volume
 * @param links volumes that show an image to a host
 */
public record Snapshot(long id, String name, Instant taken, Term term, List<Image> images, List<Link> links) {

    /**
     * How long a snapshot is kept.
     *
     * @param expires when it ends by itself, once nothing is linked; empty for never
     * @param secure may nobody end it before?
     */
    public record Term(Optional<Instant> expires, boolean secure) {
        /** Until somebody ends it. */
        public static final Term UNLIMITED = new Term(Optional.empty(), false);

        public Term {
            Objects.requireNonNull(expires, "expires");
        }

        public boolean isOver(Instant now) {
            return expires.filter(end -> !end.isAfter(now)).isPresent();
        }
    }

    /**
     * What a volume held.
     *
     * @param source id of the volume
     * @param restored was it copied back, and has nobody ended that session?
     * @param failed did space run out, so that it is worth nothing?
     * @param ownTracks tracks overwritten since, which it keeps itself
     */
    public record Image(String source, boolean restored, boolean failed, int ownTracks) {}

    /**
     * A volume that shows an image.
     *
     * @param source volume of the image
     * @param target volume that shows it; what a host writes there never reaches the image
     * @param copy is everything copied in the background?
     * @param since when, for people
     * @param tracks of the image
     * @param pendingTracks that the target has not of its own
     */
    public record Link(String source, String target, boolean copy, Instant since, int tracks, int pendingTracks) {}

    public Snapshot {
        images = List.copyOf(images);
        links = List.copyOf(links);
    }

    public List<String> sources() {
        return images.stream().map(Image::source).toList();
    }

    public Optional<Image> image(String source) {
        return images.stream().filter(it -> it.source().equals(source)).findFirst();
    }
}
