package org.copyblade.lab.array.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A snapshot as the journal has it.
 *
 * @param id of the snapshot
 * @param name given by the client
 * @param takenEpochMs time of day
 * @param expiresEpochMs when its term is over; 0 for never
 * @param secure may nobody end it before?
 * @param images one for each volume
 */
record StoredSnapshot(
        long id, String name, long takenEpochMs, long expiresEpochMs, boolean secure, List<StoredImage> images) {

    /** What was done with an image. */
    enum Phase {
        TAKEN,
        /** It is being copied back; after a death that begins again. */
        RESTORING,
        RESTORED
    }

    /**
     * One volume of it.
     *
     * @param source id of the volume
     * @param image id of the hidden volume that keeps its overwritten tracks
     * @param relation from source to image
     * @param phase what was done with it
     */
    record StoredImage(String source, String image, long relation, Phase phase) {
        StoredImage in(Phase other) {
            return new StoredImage(source, image, relation, other);
        }
    }

    StoredSnapshot {
        images = List.copyOf(images);
    }

    Optional<StoredImage> image(String source) {
        return images.stream().filter(it -> it.source().equals(source)).findFirst();
    }

    StoredSnapshot named(String other) {
        return new StoredSnapshot(id, other, takenEpochMs, expiresEpochMs, secure, images);
    }

    StoredSnapshot kept(long expires, boolean securely) {
        return new StoredSnapshot(id, name, takenEpochMs, expires, securely, images);
    }

    StoredSnapshot in(Phase phase, Set<String> sources) {
        List<StoredImage> others = new ArrayList<>();
        images.forEach(it -> others.add(sources.contains(it.source()) ? it.in(phase) : it));
        return new StoredSnapshot(id, name, takenEpochMs, expiresEpochMs, secure, others);
    }

    StoredSnapshot without(Set<String> sources) {
        return new StoredSnapshot(
                id,
                name,
                takenEpochMs,
                expiresEpochMs,
                secure,
                images.stream().filter(it -> !sources.contains(it.source())).toList());
    }
}
