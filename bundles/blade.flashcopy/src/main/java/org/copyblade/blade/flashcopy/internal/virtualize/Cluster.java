package org.copyblade.blade.flashcopy.internal.virtualize;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.copyblade.blade.flashcopy.internal.rest.RestException;
import org.copyblade.blade.flashcopy.internal.rest.VirtualizeClient;
import org.copyblade.blade.spi.Call;

/** The commands this blade sends to a Storage Virtualize system, each one request. Nothing is kept. Any thread. */
final class Cluster {
    private static final String ALREADY_STOPPED = "CMMVC5912E";

    private final VirtualizeClient client;

    Cluster(VirtualizeClient client) {
        this.client = client;
    }

    String systemId(Call call) throws RestException {
        return ClusterShapes.systemId(client.run("lssystem", "", none(), call));
    }

    List<Vdisk> vdisks(Call call) throws RestException {
        return ClusterShapes.vdisks(client.run("lsvdisk", "", none().put("bytes", true), call));
    }

    List<FlashMapping> mappings(Call call) throws RestException {
        return ClusterShapes.mappings(client.run("lsfcmap", "", none(), call));
    }

    List<String> groups(Call call) throws RestException {
        return ClusterShapes.names(client.run("lsfcconsistgrp", "", none(), call));
    }

    void makeGroup(String name, Call call) throws RestException {
        client.run("mkfcconsistgrp", "", none().put("name", name), call);
    }

    /** @param copyRate 0 for no background copy */
    void makeMapping(String source, String target, String group, int copyRate, Call call) throws RestException {
        client.run(
                "mkfcmap",
                "",
                none().put("source", source)
                        .put("target", target)
                        .put("consistgrp", group)
                        .put("copyrate", copyRate),
                call);
    }

    void pace(String mapping, int copyRate, Call call) throws RestException {
        client.run("chfcmap", mapping, none().put("copyrate", copyRate), call);
    }

    void prepare(String group, Call call) throws RestException {
        client.run("prestartfcconsistgrp", group, none(), call);
    }

    /** All mappings of a prepared group at one instant. */
    void start(String group, Call call) throws RestException {
        client.run("startfcconsistgrp", group, none(), call);
    }

    /** Copies back: prepares and starts in one, and the targets of the mappings may be sources of others. */
    void startRestore(String group, Call call) throws RestException {
        client.run("startfcconsistgrp", group, none().put("prep", true).put("restore", true), call);
    }

    /** Stopped already is success, and so is copied in the meantime. */
    void stop(String group, Call call) throws RestException {
        try {
            client.run("stopfcconsistgrp", group, none(), call);
        } catch (RestException e) {
            if (!e.serverCode().equals(ALREADY_STOPPED)) {
                throw e;
            }
            // The caller looks again.
        }
    }

    /** Gone already is success. */
    void removeMapping(String mapping, Call call) throws RestException {
        unlessGone(() -> client.run("rmfcmap", mapping, none().put("force", true), call));
    }

    /** Gone already is success; one with mappings is kept. */
    void removeGroup(String group, Call call) throws RestException {
        unlessGone(() -> client.run("rmfcconsistgrp", group, none(), call));
    }

    private interface Removal {
        void send() throws RestException;
    }

    private static void unlessGone(Removal removal) throws RestException {
        try {
            removal.send();
        } catch (RestException e) {
            if (!e.isGone()) {
                throw e;
            }
            // Nothing is left to remove.
        }
    }

    private static ObjectNode none() {
        return JsonNodeFactory.instance.objectNode();
    }
}
