package org.copyblade.lab.powermax.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.copyblade.lab.array.Snapshot;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.Volume;
import org.copyblade.lab.array.VolumeGroup;

/**
 * The document of a snapshot of a storage group, in both spellings: of a generation, which is also the answer to every POST
 * and PUT, and of a snapid.
 */
final class PointDocument {
    private final StorageSystem system;
    private final VolumeGroup group;
    private final Snapshot snapshot;

    PointDocument(StorageSystem system, VolumeGroup group, Snapshot snapshot) {
        this.system = system;
        this.group = group;
        this.snapshot = snapshot;
    }

    ObjectNode ofGeneration() throws Refusal {
        return document(true);
    }

    ObjectNode ofSnapid() throws Refusal {
        return document(false);
    }

    private ObjectNode document(boolean camel) throws Refusal {
        List<Snapshot.Image> images = images();
        List<Snapshot.Link> links = links();
        ObjectNode document = Documents.object()
                .put("name", snapshot.name())
                .put("generation", Points.of(system, group.volumes()).generationOf(snapshot))
                .put(camel ? "snap_id" : "snapid", snapshot.id())
                .put("timestamp", Documents.time(snapshot.taken()))
                .put("timestamp_utc", snapshot.taken().toEpochMilli())
                .put(camel ? "numSourceVolumes" : "num_source_volumes", images.size())
                .put(
                        camel ? "numStorageGroupVolumes" : "num_storage_group_volumes",
                        group.volumes().size());
        Documents.put(document, "state", states(images));
        sources(document.putArray(camel ? "sourceVolume" : "source_volume"), images);
        long overwritten = images.stream().mapToLong(Snapshot.Image::ownTracks).sum();
        document.put("tracks", overwritten).put(camel ? "nonSharedTracks" : "non_shared_tracks", overwritten);
        if (camel) {
            document.put("numUniqueTracks", overwritten).put("numSharedTracks", 0);
        }
        String expiry = Documents.expiry(snapshot.term().expires());
        if (snapshot.term().secure()) {
            document.put(camel ? "secureExpiryDate" : "secure_expiry_date", expiry);
        } else {
            document.put(camel ? "timeToLiveExpiryDate" : "time_to_live_expiry_date", expiry);
        }
        boolean restored = images.stream().anyMatch(Snapshot.Image::restored);
        document.put(camel ? "isExpired" : "expired", snapshot.term().isOver(Instant.now()))
                .put(camel ? "isLinked" : "linked", !links.isEmpty())
                .put(camel ? "isRestored" : "restored", restored);
        if (!links.isEmpty()) {
            Documents.put(document, "linked_storage_group_names", groupNames(links));
            linked(document.putArray(camel ? "linkedStorageGroup" : "linked_storage_group"), links);
        }
        return document;
    }

    private List<Snapshot.Image> images() {
        return snapshot.images().stream()
                .filter(it -> group.volumes().contains(it.source()))
                .toList();
    }

    private List<Snapshot.Link> links() {
        return snapshot.links().stream()
                .filter(it -> group.volumes().contains(it.source()))
                .toList();
    }

    private static List<String> states(List<Snapshot.Image> images) {
        List<String> states = new ArrayList<>();
        states.add(images.stream().anyMatch(Snapshot.Image::failed) ? "Failed" : "Established");
        if (images.stream().anyMatch(Snapshot.Image::restored)) {
            states.add("Restored");
        }
        return states;
    }

    private void sources(ArrayNode array, List<Snapshot.Image> images) throws Refusal {
        for (Snapshot.Image image : images) {
            Volume volume = Members.volume(system, image.source());
            array.addObject()
                    .put("name", VolumeIds.shown(volume.id()))
                    .put("capacity", VolumeIds.cylinders(volume))
                    .put("capacity_gb", Documents.gigabytes(volume.capacityBytes()));
        }
    }

    private List<String> groupNames(List<Snapshot.Link> links) {
        return links.stream()
                .flatMap(it -> Members.groupsOf(system, it.target()).stream())
                .distinct()
                .toList();
    }

    private void linked(ArrayNode array, List<Snapshot.Link> links) throws Refusal {
        for (Snapshot.Link link : links) {
            Volume volume = Members.volume(system, link.source());
            List<String> groups = Members.groupsOf(system, link.target());
            array.addObject()
                    .put("name", groups.isEmpty() ? "" : groups.get(0))
                    .put("source_volume_name", VolumeIds.shown(link.source()))
                    .put("linked_volume_name", VolumeIds.shown(link.target()))
                    .put("tracks", link.pendingTracks())
                    .put("trackSize", VolumeIds.trackBytes(volume))
                    .put("percentageCopied", LinkState.percent(link))
                    .put("linkedCreationTimestamp", Documents.time(link.since()))
                    .put("defined", true)
                    .put("background_define_in_progress", false);
        }
    }
}
