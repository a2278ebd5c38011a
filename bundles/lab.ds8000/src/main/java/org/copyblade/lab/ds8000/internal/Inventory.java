package org.copyblade.lab.ds8000.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.Emulation;
import org.copyblade.lab.array.Pool;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.Subsystem;

/** {@code /systems}, {@code /pools}, {@code /lss}: what there is. */
final class Inventory {
    private final StorageSystem system;
    private final Documents documents;

    Inventory(StorageSystem system, Documents documents) {
        this.system = system;
        this.documents = documents;
    }

    List<Route> routes() {
        return List.of(
                Route.of("systems", "GET", "/systems", this::systems),
                Route.of("pools", "GET", "/pools", this::pools),
                Route.of("pool", "GET", "/pools/*", this::pool),
                Route.of("subsystems", "GET", "/lss", this::subsystems),
                Route.of("subsystem", "GET", "/lss/*", this::subsystem));
    }

    static String type(Emulation emulation) {
        return emulation.name().toLowerCase(Locale.ROOT);
    }

    private Response systems(Request request) throws Refusal {
        request.requireQuery(Set.of());
        long capacity = system.pools().stream().mapToLong(Pool::capacityBytes).sum();
        long allocated = system.pools().stream().mapToLong(Pool::allocatedBytes).sum();
        String serial = system.settings().serial();
        String[] level = system.settings().bundle().split("\\.");
        ObjectNode node = Documents.object()
                .put("id", "2107-" + serial)
                .put("name", system.settings().name())
                .put("state", "online")
                .put("release", release(level))
                .put("bundle", system.settings().bundle())
                .put("MTM", "5331-993")
                .put("sn", serial)
                .put("wwnn", String.format("50050763%08X", serial.hashCode()))
                .put("cap", Long.toString(capacity))
                .put("capalloc", Long.toString(allocated))
                .put("capavail", Long.toString(Math.max(0, capacity - allocated)))
                .put("capraw", Long.toString(capacity));
        return Documents.data("systems", List.of(node));
    }

    /** 89.40.x.y is 9.4, 87.51.x.y is 7.5.1. */
    private static String release(String[] level) {
        int second = Integer.parseInt(level[1]);
        return Integer.parseInt(level[0]) % 10 + "." + second / 10 + (second % 10 == 0 ? "" : "." + second % 10);
    }

    private Response pools(Request request) throws Refusal {
        request.requireQuery(Set.of());
        return Documents.data("pools", system.pools().stream().map(this::node).toList());
    }

    private Response pool(Request request) throws Refusal {
        request.requireQuery(Set.of());
        Pool pool = system.pool(request.id()).orElseThrow(() -> Refusal.missing("pool " + request.id()));
        return Documents.data("pools", List.of(node(pool)));
    }

    private Response subsystems(Request request) throws Refusal {
        request.requireQuery(Set.of("type"));
        String type = request.queryValue("type").orElse("");
        return Documents.data(
                "lss",
                system.subsystems().stream()
                        .filter(it -> type.isEmpty() || type(it.emulation()).equalsIgnoreCase(type))
                        .map(this::node)
                        .toList());
    }

    private Response subsystem(Request request) throws Refusal, ArrayException {
        request.requireQuery(Set.of());
        Subsystem subsystem = system.subsystem(request.id()).orElseThrow(() -> Refusal.missing("LSS " + request.id()));
        return Documents.data("lss", List.of(node(subsystem)));
    }

    private ObjectNode node(Pool pool) {
        ObjectNode node = Documents.object()
                .put("id", pool.id())
                .put("name", pool.name())
                .put("node", Integer.toString(pool.node()))
                .put("stgtype", type(pool.emulation()))
                .put("cap", Long.toString(pool.capacityBytes()))
                .put("capalloc", Long.toString(pool.allocatedBytes()))
                .put("capavail", Long.toString(pool.availableBytes()))
                .put("threshold", Integer.toString(pool.thresholdPercent()));
        node.set("link", documents.link("/pools/" + pool.id()));
        return node;
    }

    private ObjectNode node(Subsystem subsystem) {
        int number = Integer.parseInt(subsystem.id(), 16);
        ObjectNode node = Documents.object()
                .put("id", subsystem.id())
                .put("group", Integer.toString(number % 2))
                .put("addrgrp", subsystem.id().substring(0, 1))
                .put("type", type(subsystem.emulation()))
                .put("configvols", Integer.toString(subsystem.volumes()));
        if (subsystem.emulation() == Emulation.CKD) {
            node.put("sub_system_identifier", subsystem.ssid())
                    .put("ckd_base_cu_type", "3990-6")
                    .put("pprc_consistency_group", "disabled")
                    .put("critical_mode", "disabled")
                    .put("cc_session_timeout", "300")
                    .put("xrc_session_timeout", "300");
        }
        // Shown for CKD by the sources; for FB (unconfirmed). Seconds, rounded up: a lab may have shorter timers.
        node.put(
                "extended_long_busy_time",
                Long.toString((subsystem.freezeTimer().toMillis() + 999) / 1000));
        node.set("link", documents.link("/lss/" + subsystem.id()));
        return node;
    }
}
