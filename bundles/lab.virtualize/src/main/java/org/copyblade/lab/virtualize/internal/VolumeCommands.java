package org.copyblade.lab.virtualize.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.Emulation;
import org.copyblade.lab.array.NewVolume;
import org.copyblade.lab.array.Pool;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.Subsystem;
import org.copyblade.lab.array.Volume;

/** {@code lssystem}, {@code lsmdiskgrp}, {@code lsvdisk}, {@code mkvdisk}, {@code rmvdisk}; fixed block volumes only. */
final class VolumeCommands {
    private static final Map<String, Long> UNITS = Map.of("b", 1L, "kb", 1L << 10, "mb", 1L << 20, "gb", 1L << 30);

    private final StorageSystem system;
    private final Mappings mappings;

    VolumeCommands(StorageSystem system, Mappings mappings) {
        this.system = system;
        this.mappings = mappings;
    }

    Map<String, Commands.Command> commands() {
        return Map.of(
                "lssystem", this::systems,
                "lsmdiskgrp", this::pools,
                "lsvdisk", this::volumes,
                "mkvdisk", this::create,
                "rmvdisk", this::remove);
    }

    /** Fields besides id, name and code_level are left out. */
    private JsonNode systems(Options options) throws Refusal {
        options.require(Set.of());
        options.requireNoArgument();
        return Listing.object()
                .put("id", systemId(system))
                .put("name", system.settings().name())
                .put("code_level", "8.6.0.0 (build 169.13.2310251331000)");
    }

    /** 16 hexadecimal digits, as the id of a cluster has; composed of the serial number. */
    static String systemId(StorageSystem system) {
        return String.format(
                Locale.ROOT, "00000200%08X", system.settings().serial().hashCode());
    }

    private JsonNode pools(Options options) throws Refusal {
        options.require(Set.of("bytes", "filtervalue"));
        options.requireNoArgument();
        boolean bytes = options.flag("bytes");
        List<ObjectNode> items = new ArrayList<>();
        for (Pool pool : fixedBlock()) {
            items.add(Listing.object()
                    .put("id", pool.id().substring(1))
                    .put("name", pool.name())
                    .put("status", "online")
                    .put("capacity", size(pool.capacityBytes(), bytes))
                    .put("free_capacity", size(pool.availableBytes(), bytes)));
        }
        return Listing.filtered(items, options);
    }

    private List<Pool> fixedBlock() {
        return system.pools().stream()
                .filter(it -> it.emulation() == Emulation.FB)
                .toList();
    }

    private JsonNode volumes(Options options) throws Refusal, ArrayException, IOException {
        options.require(Set.of("bytes", "filtervalue"));
        boolean bytes = options.flag("bytes");
        MappingView view = mappings.view();
        if (!options.argument().isEmpty()) {
            return node(find(system, options.argument()), view, bytes);
        }
        List<ObjectNode> items = system.volumes().stream()
                .filter(it -> it.emulation() == Emulation.FB)
                .map(it -> node(it, view, bytes))
                .toList();
        return Listing.filtered(items, options);
    }

    /** A volume by its number or name. */
    static Volume find(StorageSystem system, String which) throws Refusal {
        Optional<String> id = Listing.volume(which);
        return system.volumes().stream()
                .filter(it -> it.emulation() == Emulation.FB)
                .filter(it -> it.name().equals(which)
                        || id.filter(number -> number.equals(it.id())).isPresent())
                .findFirst()
                .orElseThrow(() -> new Refusal(Refusal.NO_NAME, "The volume does not exist."));
    }

    private ObjectNode node(Volume volume, MappingView view, boolean bytes) {
        List<Mapping> of = view.of(volume.id());
        Optional<Pool> pool = system.pool(volume.pool());
        String mapping = of.size() > 1
                ? "many"
                : of.stream().map(it -> Integer.toString(it.id())).findFirst().orElse("");
        String mappingName = of.size() > 1
                ? "many"
                : of.stream().map(Mapping::name).findFirst().orElse("");
        String number = Listing.number(volume.id());
        return Listing.object()
                .put("id", number)
                .put("name", volume.name())
                .put("IO_group_id", "0")
                .put("IO_group_name", "io_grp0")
                .put("status", "online")
                .put("mdisk_grp_id", volume.pool().substring(1))
                .put("mdisk_grp_name", pool.map(Pool::name).orElse(""))
                .put("capacity", size(volume.capacityBytes(), bytes))
                .put("type", "striped")
                .put("FC_id", mapping)
                .put("FC_name", mappingName)
                .put("RC_id", "")
                .put("RC_name", "")
                .put("vdisk_UID", uid(volume))
                .put("fc_map_count", Integer.toString(of.size()))
                .put("copy_count", "1")
                .put("fast_write_state", "empty")
                .put("se_copy_count", volume.spaceEfficient() ? "1" : "0")
                .put("volume_id", number)
                .put("volume_name", volume.name());
    }

    /** What a host sees of a volume: 32 hexadecimal digits; composed. */
    private String uid(Volume volume) {
        return String.format(
                Locale.ROOT,
                "600507681%07X%012X%s",
                system.settings().serial().hashCode() & 0xFFFFFFF,
                0L,
                volume.id());
    }

    private static String size(long bytes, boolean plain) {
        return plain ? Long.toString(bytes) : String.format(Locale.ROOT, "%.2fGB", bytes / (double) (1L << 30));
    }

    private JsonNode create(Options options) throws Refusal, ArrayException {
        options.requireNoArgument();
        options.require(Set.of("name", "mdiskgrp", "size", "unit", "iogrp", "rsize", "autoexpand", "vtype"));
        String name = options.text("name");
        if (!Listing.isName(name) || name.length() > 16) {
            throw Refusal.bad("name");
        }
        if (system.volumes().stream().anyMatch(it -> it.name().equals(name))) {
            throw new Refusal(Refusal.EXISTS, "The volume exists already.");
        }
        String wanted = options.text("mdiskgrp");
        Pool pool = fixedBlock().stream()
                .filter(it -> it.name().equals(wanted) || it.id().substring(1).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new Refusal(Refusal.NO_NAME, "The pool does not exist."));
        OptionalInt size = options.number("size", 1, 999_999_999);
        Long unit = UNITS.get(options.optionalText("unit").orElse("mb"));
        if (size.isEmpty()) {
            throw Refusal.missing("size");
        }
        if (unit == null) {
            throw Refusal.bad("unit");
        }
        Volume made = system.create(new NewVolume(
                Optional.empty(),
                subsystem(),
                name,
                Emulation.FB,
                size.getAsInt() * unit,
                pool.id(),
                options.optionalText("rsize").isPresent()));
        return Listing.created("Virtual Disk", Integer.parseInt(made.id(), 16));
    }

    private String subsystem() throws Refusal {
        return system.subsystems().stream()
                .filter(it -> it.emulation() == Emulation.FB && it.volumes() < 256)
                .map(Subsystem::id)
                .findFirst()
                .orElseThrow(() -> new Refusal(Refusal.NO_EXTENTS, "There is no room for another volume."));
    }

    /** (unconfirmed): that a volume of a mapping is kept. */
    private JsonNode remove(Options options) throws Refusal, ArrayException, IOException {
        options.require(Set.of());
        Volume volume = find(system, options.requiredArgument());
        if (!mappings.view().of(volume.id()).isEmpty()) {
            throw new Refusal(Refusal.IN_MAPPING, "The volume is used by a mapping.");
        }
        system.delete(volume.id());
        return null;
    }
}
