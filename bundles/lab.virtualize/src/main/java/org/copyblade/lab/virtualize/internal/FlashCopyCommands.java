package org.copyblade.lab.virtualize.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.Volume;

/** Commands for FlashCopy mappings and their consistency groups. */
final class FlashCopyCommands {
    private static final int SOURCE_MAPPINGS = 256;
    private static final int DEFAULT_RATE = 50;
    private static final int HIGHEST_RATE = 150;

    private final StorageSystem system;
    private final Mappings mappings;

    FlashCopyCommands(StorageSystem system, Mappings mappings) {
        this.system = system;
        this.mappings = mappings;
    }

    Map<String, Commands.Command> commands() {
        Map<String, Commands.Command> commands = new HashMap<>();
        commands.put("lsfcmap", this::list);
        commands.put("mkfcmap", this::make);
        commands.put("chfcmap", this::change);
        commands.put("prestartfcmap", options -> prepare(options, List.of(one(options))));
        commands.put("startfcmap", options -> start(options, List.of(one(options))));
        commands.put("stopfcmap", options -> stop(options, List.of(one(options)), Set.of("force", "split")));
        commands.put("rmfcmap", this::remove);
        commands.put("lsfcconsistgrp", this::listGroups);
        commands.put("mkfcconsistgrp", this::makeGroup);
        commands.put("prestartfcconsistgrp", options -> prepare(options, members(options)));
        commands.put("startfcconsistgrp", options -> start(options, members(options)));
        commands.put("stopfcconsistgrp", options -> stop(options, members(options), Set.of("force")));
        commands.put("rmfcconsistgrp", this::removeGroup);
        return commands;
    }

    private JsonNode list(Options options) throws Refusal, ArrayException, IOException {
        options.require(Set.of("filtervalue"));
        MappingView view = mappings.view();
        if (!options.argument().isEmpty()) {
            return node(view.mapping(options.argument()), view);
        }
        List<ObjectNode> items = new ArrayList<>();
        for (Mapping mapping : view.mappings()) {
            items.add(node(mapping, view));
        }
        return Listing.filtered(items, options);
    }

    private ObjectNode node(Mapping mapping, MappingView view) {
        Optional<Group> group = view.group(mapping);
        Optional<Mapping> partner = view.mappings().stream()
                .filter(it ->
                        it.source().equals(mapping.target()) && it.target().equals(mapping.source()))
                .findFirst();
        boolean restoring = mapping.restoring() && view.status(mapping).equals("copying");
        return Listing.object()
                .put("id", Integer.toString(mapping.id()))
                .put("name", mapping.name())
                .put("source_vdisk_id", Listing.number(mapping.source()))
                .put("source_vdisk_name", name(mapping.source()))
                .put("target_vdisk_id", Listing.number(mapping.target()))
                .put("target_vdisk_name", name(mapping.target()))
                .put("group_id", group.map(it -> Integer.toString(it.id())).orElse(""))
                .put("group_name", group.map(Group::name).orElse(""))
                .put("status", view.status(mapping))
                .put("progress", Integer.toString(view.progress(mapping)))
                .put("copy_rate", Integer.toString(mapping.copyRate()))
                .put("start_time", mapping.startTime())
                .put("dependent_mappings", "0")
                .put("autodelete", mapping.autodelete() ? "on" : "off")
                .put("clean_progress", "100")
                .put("clean_rate", "50")
                .put("incremental", mapping.incremental() ? "on" : "off")
                .put("difference", "100")
                .put("grain_size", Integer.toString(mapping.grainSize()))
                .put("IO_group_id", "0")
                .put("IO_group_name", "io_grp0")
                .put(
                        "partner_FC_id",
                        partner.map(it -> Integer.toString(it.id())).orElse(""))
                .put("partner_FC_name", partner.map(Mapping::name).orElse(""))
                .put("restoring", restoring ? "yes" : "no")
                .put("rc_controlled", "no")
                .put("keep_target", "no")
                .put("type", "generic")
                .put("restore_progress", restoring ? Integer.toString(view.progress(mapping)) : "0")
                .put("fc_controlled", "no");
    }

    private String name(String volume) {
        return system.volume(volume).map(Volume::name).orElse("");
    }

    private JsonNode make(Options options) throws Refusal, ArrayException, IOException {
        options.requireNoArgument();
        options.require(
                Set.of("source", "target", "copyrate", "name", "consistgrp", "incremental", "autodelete", "grainsize"));
        String wantedSource = options.text("source");
        String wantedTarget = options.text("target");
        String name = name(options);
        int rate = options.number("copyrate", 0, HIGHEST_RATE).orElse(DEFAULT_RATE);
        int grain = options.number("grainsize", 64, 256).orElse(256);
        if (grain != 64 && grain != 256) {
            throw Refusal.bad("grainsize");
        }
        boolean incremental = options.flag("incremental");
        boolean autodelete = options.flag("autodelete");
        Optional<String> group = options.optionalText("consistgrp");
        // From the look to the change nobody else may come between.
        synchronized (mappings) {
            MappingView view = mappings.view();
            Volume source = VolumeCommands.find(system, wantedSource);
            Volume target = VolumeCommands.find(system, wantedTarget);
            int groupId = group.isPresent() ? free(view.group(group.get()), view) : Mapping.NO_GROUP;
            requireNew(name, view.mappings().stream().map(Mapping::name).toList());
            requireFit(source, target, view);
            int id = mappings.create(new Mapping(
                    0,
                    name,
                    source.id(),
                    target.id(),
                    groupId,
                    rate,
                    incremental,
                    autodelete,
                    grain,
                    Mapping.State.IDLE,
                    false,
                    0,
                    ""));
            return Listing.created("FlashCopy Mapping", id);
        }
    }

    private static int free(Group group, MappingView view) throws Refusal {
        String status = view.status(group);
        if (!status.equals("empty") && !status.equals("idle_or_copied") && !status.equals("stopped")) {
            throw new Refusal(Refusal.WRONG_STATE, "The group is " + status + ".");
        }
        return group.id();
    }

    private static String name(Options options) throws Refusal {
        String name = options.optionalText("name").orElse("");
        if (!name.isEmpty() && !Listing.isName(name)) {
            throw Refusal.bad("name");
        }
        return name;
    }

    private static void requireNew(String name, List<String> taken) throws Refusal {
        if (taken.contains(name)) {
            throw new Refusal(Refusal.EXISTS, "The name is in use.");
        }
    }

    private static void requireFit(Volume source, Volume target, MappingView view) throws Refusal {
        if (source.id().equals(target.id())) {
            throw new Refusal(Refusal.ITSELF, "Source and target are the same volume.");
        }
        if (source.capacityBytes() != target.capacityBytes()) {
            throw new Refusal(Refusal.SIZES, "Source and target are not of one size.");
        }
        if (view.mappings().stream().anyMatch(it -> it.target().equals(target.id()))) {
            throw new Refusal(Refusal.MAPPED, "The target is the target of another mapping.");
        }
        if (view.mappings().stream()
                        .filter(it -> it.source().equals(source.id()))
                        .count()
                >= SOURCE_MAPPINGS) {
            throw new Refusal(Refusal.TOO_MANY, "The source has as many mappings as it may have.");
        }
    }

    private JsonNode change(Options options) throws Refusal, ArrayException, IOException {
        options.require(Set.of("copyrate", "autodelete"));
        OptionalInt rate = options.number("copyrate", 0, HIGHEST_RATE);
        Optional<String> autodelete = options.optionalText("autodelete");
        if (rate.isEmpty() && autodelete.isEmpty()) {
            throw Refusal.missing("copyrate");
        }
        if (autodelete.isPresent() && !Set.of("on", "off").contains(autodelete.get())) {
            throw Refusal.bad("autodelete");
        }
        Mapping mapping = one(options);
        mappings.pace(
                mapping,
                rate.orElse(mapping.copyRate()),
                autodelete.map("on"::equals).orElse(mapping.autodelete()));
        return null;
    }

    private Mapping one(Options options) throws Refusal, ArrayException, IOException {
        return mappings.view().mapping(options.requiredArgument());
    }

    private List<Mapping> members(Options options) throws Refusal, ArrayException, IOException {
        MappingView view = mappings.view();
        return view.members(view.group(options.requiredArgument()));
    }

    private JsonNode prepare(Options options, List<Mapping> asked) throws Refusal, ArrayException, IOException {
        options.require(Set.of("restore"));
        if (asked.isEmpty()) {
            throw new Refusal(Refusal.WRONG_STATE, "The group is empty.");
        }
        mappings.prepare(asked, options.flag("restore"));
        return null;
    }

    private JsonNode start(Options options, List<Mapping> asked) throws Refusal, ArrayException, IOException {
        options.require(Set.of("prep", "restore"));
        mappings.start(asked, options.flag("prep"), options.flag("restore"), options.failingElement());
        return null;
    }

    /** What {@code split} does to the dependents of a mapping is not modelled: there are none. */
    private JsonNode stop(Options options, List<Mapping> asked, Set<String> known)
            throws Refusal, ArrayException, IOException {
        options.require(known);
        for (String flag : known) {
            options.flag(flag);
        }
        mappings.stop(asked);
        return null;
    }

    private JsonNode remove(Options options) throws Refusal, ArrayException, IOException {
        options.require(Set.of("force"));
        mappings.remove(one(options), options.flag("force"));
        return null;
    }

    private JsonNode listGroups(Options options) throws Refusal, ArrayException, IOException {
        options.require(Set.of("filtervalue"));
        MappingView view = mappings.view();
        if (!options.argument().isEmpty()) {
            return detail(view.group(options.argument()), view);
        }
        List<ObjectNode> items = new ArrayList<>();
        for (Group group : view.groups()) {
            items.add(node(group, view));
        }
        return Listing.filtered(items, options);
    }

    private static ObjectNode node(Group group, MappingView view) {
        return Listing.object()
                .put("id", Integer.toString(group.id()))
                .put("name", group.name())
                .put("status", view.status(group))
                .put("start_time", startTime(group, view));
    }

    private static String startTime(Group group, MappingView view) {
        return view.members(group).stream()
                .map(Mapping::startTime)
                .max(String::compareTo)
                .orElse("");
    }

    private static JsonNode detail(Group group, MappingView view) {
        List<Mapping> members = view.members(group);
        ObjectNode node = node(group, view).put("autodelete", "off");
        if (members.isEmpty()) {
            return node;
        }
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        node.properties()
                .forEach(field ->
                        fields.add(Map.entry(field.getKey(), field.getValue().asText())));
        for (Mapping mapping : members) {
            fields.add(Map.entry("FC_mapping_id", Integer.toString(mapping.id())));
            fields.add(Map.entry("FC_mapping_name", mapping.name()));
        }
        return Listing.oneByOne(fields);
    }

    private JsonNode makeGroup(Options options) throws Refusal, ArrayException, IOException {
        options.requireNoArgument();
        options.require(Set.of("name"));
        String name = name(options);
        synchronized (mappings) {
            requireNew(name, mappings.view().groups().stream().map(Group::name).toList());
            return Listing.created("FlashCopy Consistency Group", mappings.createGroup(name));
        }
    }

    private JsonNode removeGroup(Options options) throws Refusal, ArrayException, IOException {
        options.require(Set.of("force"));
        mappings.removeGroup(mappings.view().group(options.requiredArgument()), options.flag("force"));
        return null;
    }
}
