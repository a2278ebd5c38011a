package org.copyblade.lab.ds8000.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.Emulation;
import org.copyblade.lab.array.NewVolume;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.Subsystem;
import org.copyblade.lab.array.Volume;

/** {@code /volumes}. */
final class VolumeResource {
    /** Documented: ids in one DELETE. */
    static final int MOST_IDS = 32;

    private static final int BYTES_PER_CYLINDER = Emulation.TRACKS_PER_CYLINDER * Emulation.CKD.trackBytes();
    private static final int CYLINDERS_OF_MOD1 = 1113;

    private final StorageSystem system;
    private final Documents documents;

    VolumeResource(StorageSystem system, Documents documents) {
        this.system = system;
        this.documents = documents;
    }

    List<Route> routes() {
        return List.of(
                Route.of("volumes", "GET", "/volumes", request -> list(request, it -> true)),
                Route.of("volume", "GET", "/volumes/*", this::one),
                Route.of("pool-volumes", "GET", "/pools/*/volumes", this::ofPool),
                Route.of("subsystem-volumes", "GET", "/lss/*/volumes", this::ofSubsystem),
                Route.of("create-volume", "POST", "/volumes", this::create),
                Route.of("update-volume", "PUT", "/volumes/*", this::update),
                Route.of("delete-volume", "DELETE", "/volumes/*", this::deleteOne),
                Route.of("delete-volumes", "DELETE", "/volumes", this::deleteSeveral));
    }

    /** The ids of a DELETE with several. */
    static List<String> ids(Request request) throws Refusal {
        request.requireQuery(Set.of("ids"));
        String ids = request.queryValue("ids").orElseThrow(() -> Refusal.malformed("parameter 'ids' is missing"));
        List<String> list = List.of(ids.split(",", -1));
        if (list.size() > MOST_IDS) {
            throw Refusal.malformed("there are " + list.size() + " ids, the limit is " + MOST_IDS);
        }
        return list;
    }

    private Response list(Request request, Predicate<Volume> wanted) throws Refusal, ArrayException {
        request.requireQuery(Set.of());
        List<ObjectNode> nodes = new ArrayList<>();
        for (Volume volume : system.volumes()) {
            if (wanted.test(volume)) {
                nodes.add(node(volume));
            }
        }
        return Documents.data("volumes", nodes);
    }

    private Response one(Request request) throws Refusal, ArrayException {
        request.requireQuery(Set.of());
        return Documents.data("volumes", List.of(node(require(request.id()))));
    }

    private Response ofPool(Request request) throws Refusal, ArrayException {
        String pool = system.pool(request.id())
                .orElseThrow(() -> Refusal.missing("pool " + request.id()))
                .id();
        return list(request, it -> it.pool().equals(pool));
    }

    private Response ofSubsystem(Request request) throws Refusal, ArrayException {
        String subsystem = system.subsystem(request.id())
                .orElseThrow(() -> Refusal.missing("LSS " + request.id()))
                .id();
        return list(request, it -> it.subsystem().equals(subsystem));
    }

    private Volume require(String id) throws Refusal {
        String known = Request.volumeId(id);
        return system.volume(known).orElseThrow(() -> Refusal.missing("volume " + known));
    }

    private Response create(Request request) throws Refusal, ArrayException {
        List<String> ids = request.texts("ids");
        List<String> names = request.texts("namecol");
        if (ids.isEmpty() && names.isEmpty()) {
            Volume volume = system.create(wanted(request, request.optionalText("id"), request.text("name")));
            return new Response(201, documents.created("/volumes/" + volume.id()));
        }
        if (!ids.isEmpty() && !names.isEmpty() && ids.size() != names.size()) {
            throw Refusal.malformed("'ids' and 'namecol' are not of one length");
        }
        List<ObjectNode> envelopes = new ArrayList<>();
        for (int index = 0; index < Math.max(ids.size(), names.size()); index++) {
            Optional<String> id = ids.isEmpty() ? Optional.empty() : Optional.of(ids.get(index));
            String name = names.isEmpty() ? request.text("name") : names.get(index);
            try {
                if (request.failingElement().orElse(-1) == index) {
                    throw new ArrayException(ArrayException.Reason.FAULT, "refused on demand");
                }
                envelopes.add(documents.created(
                        "/volumes/" + system.create(wanted(request, id, name)).id()));
            } catch (ArrayException refusal) {
                envelopes.add(Documents.failed(Codes.refusal(refusal)));
            }
        }
        return Documents.several(201, envelopes);
    }

    private NewVolume wanted(Request request, Optional<String> id, String name) throws Refusal {
        Emulation emulation =
                switch (request.text("stgtype")) {
                    case "fb" -> Emulation.FB;
                    case "ckd" -> Emulation.CKD;
                    default -> throw Refusal.malformed("parameter 'stgtype' is neither fb nor ckd");
                };
        boolean spaceEfficient =
                switch (request.optionalText("tp").orElse("none")) {
                    case "none" -> false;
                    case "ese", "tse" -> true;
                    default -> throw Refusal.malformed("parameter 'tp' is none of none, ese, tse");
                };
        if (id.isPresent()) {
            Request.volumeId(id.get());
        }
        return new NewVolume(
                id,
                subsystem(request, id, emulation),
                name,
                emulation,
                capacity(request),
                request.text("pool"),
                spaceEfficient);
    }

    /** Where nobody says, the first of the type that has room. */
    private String subsystem(Request request, Optional<String> id, Emulation emulation) throws Refusal {
        Optional<String> named = request.optionalText("lss").or(() -> id.map(it -> it.substring(0, 2)));
        return named.or(() -> system.subsystems().stream()
                        .filter(it -> it.emulation() == emulation && it.volumes() < 256)
                        .map(Subsystem::id)
                        .findFirst())
                .orElseThrow(() -> new Refusal(500, "BE7A0032", "no LSS has room for the volume"));
    }

    private static long capacity(Request request) throws Refusal {
        String text = request.text("cap");
        if (!text.matches("[0-9]{1,15}")) {
            throw Refusal.malformed("parameter 'cap' is no number");
        }
        long amount = Long.parseLong(text);
        long unit =
                switch (request.optionalText("captype").orElse("gib")) {
                    case "bytes" -> 1;
                    case "gib" -> 1L << 30;
                    case "cyl" -> BYTES_PER_CYLINDER;
                    case "mod1" -> (long) CYLINDERS_OF_MOD1 * BYTES_PER_CYLINDER;
                    default -> throw Refusal.malformed("parameter 'captype' is none of bytes, gib, cyl, mod1");
                };
        if (amount > Long.MAX_VALUE / unit) {
            throw Refusal.malformed("parameter 'cap' is too large");
        }
        return amount * unit;
    }

    private Response update(Request request) throws Refusal, ArrayException {
        Volume volume = require(request.id());
        Optional<String> name = request.optionalText("name");
        if (request.optionalText("cap").isPresent()) {
            system.expand(volume.id(), capacity(request));
        }
        if (request.optionalText("pool").filter(it -> !it.equals(volume.pool())).isPresent()) {
            throw new Refusal(500, Codes.MALFORMED, "the lab does not move volumes between pools");
        }
        if (name.isPresent()) {
            system.rename(volume.id(), name.get());
        }
        return new Response(200, Documents.done());
    }

    private Response deleteOne(Request request) throws Refusal, ArrayException {
        request.requireQuery(Set.of());
        system.delete(require(request.id()).id());
        return new Response(200, Documents.done());
    }

    private Response deleteSeveral(Request request) throws Refusal {
        List<ObjectNode> envelopes = new ArrayList<>();
        List<String> ids = ids(request);
        for (int index = 0; index < ids.size(); index++) {
            try {
                if (request.failingElement().orElse(-1) == index) {
                    throw new ArrayException(ArrayException.Reason.FAULT, "refused on demand");
                }
                system.delete(require(ids.get(index)).id());
                envelopes.add(Documents.done());
            } catch (Refusal refusal) {
                envelopes.add(Documents.failed(refusal));
            } catch (ArrayException refusal) {
                envelopes.add(Documents.failed(Codes.refusal(refusal)));
            }
        }
        return Documents.several(200, envelopes);
    }

    private ObjectNode node(Volume volume) throws ArrayException {
        boolean ckd = volume.emulation() == Emulation.CKD;
        ObjectNode node = Documents.object()
                .put("id", volume.id())
                .put("name", volume.name())
                .put("state", "normal")
                .put("cap", Long.toString(volume.capacityBytes()))
                .put("stgtype", Inventory.type(volume.emulation()))
                .put("VOLSER", volser(volume))
                .put("allocmethod", "rotateexts")
                .put("tp", volume.spaceEfficient() ? "ese" : "none")
                .put("MTM", "2107-900")
                .put("datatype", ckd ? "3390" : "FB 512");
        node.set("link", documents.link("/volumes/" + volume.id()));
        node.set("lss", documents.related(volume.subsystem(), "/lss/" + volume.subsystem()));
        node.set("pool", documents.related(volume.pool(), "/pools/" + volume.pool()));
        node.putObject("flashcopy").set("link", documents.link("/volumes/" + volume.id() + "/flashcopy"));
        return node;
    }

    /** The target of a relation that failed cannot be read, but is there. */
    private String volser(Volume volume) throws ArrayException {
        try {
            return system.volser(volume.id()).orElse("");
        } catch (ArrayException unreadable) {
            if (unreadable.reason() == ArrayException.Reason.TARGET_UNUSABLE) {
                return "";
            }
            throw unreadable;
        }
    }
}
