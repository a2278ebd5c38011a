package org.copyblade.blade.dfsmsdss.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.copyblade.blade.dfsmsdss.internal.jcl.CopyStyle;
import org.copyblade.blade.dfsmsdss.internal.jcl.DataSetName;
import org.copyblade.blade.dfsmsdss.internal.jcl.Volser;
import org.copyblade.blade.dfsmsdss.internal.targets.FixedPairs;
import org.copyblade.blade.dfsmsdss.internal.targets.TargetCheck;
import org.copyblade.blade.dfsmsdss.internal.targets.TargetChoice;
import org.copyblade.blade.dfsmsdss.internal.targets.VolserRanges;
import org.copyblade.blade.dfsmsdss.internal.zos.Device;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.BladeFinding.Topic;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyMethod;
import org.copyblade.blade.spi.CopyPlan;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.Headroom;
import org.copyblade.blade.spi.HoldDomain;
import org.copyblade.blade.spi.PlannedCopy;
import org.copyblade.zosmf.DataSetEntry;
import org.copyblade.zosmf.ZosmfException;

/**
 * Chooses targets and says what forbids a copy; changes nothing. Whether the storage copies is decided here, so that nothing
 * falls back inside a window. For one plan.
 */
final class Planner {

    private static final int MOST_DATA_SETS = 9999;

    private final Endpoint endpoint;
    private final CopyGroup group;
    private final CopyPolicy policy;
    private final Call call;
    private final List<BladeFinding> findings = new ArrayList<>();
    private String offline = "";

    Planner(Endpoint endpoint, CopyGroup group, CopyPolicy policy, Call call) {
        this.endpoint = endpoint;
        this.group = group;
        this.policy = policy;
        this.call = call;
    }

    CopyPlan plan() throws ZosmfException {
        findings.addAll(PolicyCheck.findings(policy));
        Grain grain = Grain.of(policy.method()).orElse(Grain.VOLUME);
        Units units = endpoint.units(call);
        offline = units.offlineText();
        Map<Volser, Device> devices = units.online();
        return grain == Grain.VOLUME ? volumes(devices) : dataSets(devices);
    }

    private CopyPlan volumes(Map<Volser, Device> devices) throws ZosmfException {
        FixedPairs fixed = FixedPairs.parse(policy.targets());
        findings.addAll(fixed.findings());
        VolserRanges reservedPool = ranges("undo target pool", policy.reservedPool());
        Set<Volser> undo = FixedPairs.parse(policy.reservedTargets()).all();
        refuseReserved(fixed, reservedPool, undo);
        Map<Volser, String> taken = taken();
        TargetChoice choice =
                new TargetChoice(devices, pool().without(reservedPool), notToBeChosen(taken.keySet(), fixed, undo));
        Map<String, Device> sources = new LinkedHashMap<>();
        Map<String, Device> targets = new LinkedHashMap<>();
        for (CopyMember member : group.members()) {
            Optional<Device> source = source(member, devices);
            source.ifPresent(device -> sources.put(member.name(), device));
        }
        TargetCheck check = new TargetCheck(endpoint.settings().targets(), devices, taken);
        Map<Volser, Volser> named = named(sources.values(), fixed, check);
        sources.forEach((member, device) ->
                target(member, device, named, choice, check).ifPresent(target -> targets.put(member, target)));
        boolean fast = isFast(sources, targets);
        List<PlannedCopy> lines = new ArrayList<>();
        List<BoundCopy> copies = new ArrayList<>();
        Map<String, String> representatives = new LinkedHashMap<>();
        for (CopyMember member : group.members()) {
            Optional<Device> target = Optional.ofNullable(targets.get(member.name()));
            String shown = target.map(device -> device.volser().value()).orElse("none-for-" + member.name());
            lines.add(line(member, shown, fast));
            target.ifPresent(device -> {
                copies.add(new BoundCopy(member.source(), shown));
                representatives.putIfAbsent(sources.get(member.name()).holdDomain(), member.source());
            });
        }
        Set<String> first = Set.copyOf(representatives.values());
        copies.sort(Comparator.comparing(copy -> first.contains(copy.source()) ? 0 : 1));
        CopyStyle style = PolicyCheck.style(policy, fast, endpoint.settings().parallel());
        Map<String, String> units = new HashMap<>();
        sources.values().forEach(device -> units.put(device.volser().value(), device.unit()));
        targets.values().forEach(device -> units.put(device.volser().value(), device.unit()));
        DssBinding binding = DssBinding.planned(Grain.VOLUME, style, copies, List.copyOf(representatives.values()))
                .on(units);
        List<HoldDomain> holds = sources.values().stream()
                .map(device -> new HoldDomain(device.holdDomain()))
                .toList();
        long spare = spares(sources.values(), fixed, check, choice);
        Headroom headroom = new Headroom(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(spare));
        return new CopyPlan(lines, fast ? holds : List.of(), headroom, findings, BindingForm.write(binding));
    }

    private void refuseReserved(FixedPairs fixed, VolserRanges reservedPool, Set<Volser> undo) {
        fixed.all().stream()
                .filter(target -> reservedPool.contains(target) || undo.contains(target))
                .sorted(Comparator.comparing(Volser::value))
                .forEach(target -> findings.add(BladeFinding.error(
                                "targets",
                                "target " + target + " is reserved for undo copies",
                                "name another target, or reserve others for undo copies")
                        .about(Topic.TARGET)));
    }

    private Set<Volser> notToBeChosen(Set<Volser> taken, FixedPairs fixed, Set<Volser> undo) {
        Set<Volser> volumes = new HashSet<>(taken);
        volumes.addAll(fixed.all());
        volumes.addAll(undo);
        group.members().stream()
                .map(CopyMember::source)
                .filter(Volser::isValid)
                .map(Volser::new)
                .forEach(volumes::add);
        return volumes;
    }

    private static PlannedCopy line(CopyMember member, String target, boolean fast) {
        PlannedCopy copy =
                new PlannedCopy(member.name(), target, fast ? CopyMethod.FAST : CopyMethod.HOST, OptionalLong.empty());
        return fast ? copy.by(PlannedCopy.Technique.INSTANT_RELATION) : copy;
    }

    private Optional<Device> source(CopyMember member, Map<Volser, Device> devices) {
        if (!Volser.isValid(member.source())) {
            findings.add(BladeFinding.error(
                            member.name(),
                            "'" + member.source() + "' is no volume serial",
                            "locate the volumes of the system anew, or use the method data-set")
                    .about(Topic.SOURCE));
            return Optional.empty();
        }
        Optional<Device> source = Optional.ofNullable(devices.get(new Volser(member.source())));
        if (source.isEmpty()) {
            findings.add(BladeFinding.error(
                            member.name(),
                            "volume " + member.source() + " is not online in the subsystems that 'units' names"
                                    + offline,
                            "vary it online, or add its subsystem to 'units' of the endpoint")
                    .about(Topic.SOURCE));
        }
        return source;
    }

    /** Where targets are taken from: what the profile names, within what the endpoint gives to Copyblade. */
    private VolserRanges pool() {
        VolserRanges ours = endpoint.settings().targets();
        return policy.targetPool().isBlank()
                ? ours
                : ranges("target pool", policy.targetPool()).within(ours);
    }

    private VolserRanges ranges(String subject, String text) {
        try {
            return VolserRanges.parse(text);
        } catch (IllegalArgumentException e) {
            findings.add(BladeFinding.error(
                    subject, e.getMessage(), "write serials and ranges of serials, as TG0001-TG0040,SPARE1"));
            return VolserRanges.parse("");
        }
    }

    /** Volumes that nothing may be copied to, and why. */
    private Map<Volser, String> taken() throws ZosmfException {
        Map<Volser, String> taken = new LinkedHashMap<>();
        endpoint.maps(call).forEach((owner, map) -> map.filter(
                        found -> !owner.equals(group.id()) && !policy.freed().contains(owner))
                .filter(found -> found.grain() == Grain.VOLUME)
                .ifPresent(found -> found.copies()
                        .forEach(copy -> taken.put(new Volser(copy.target()), "holds the copy of group " + owner))));
        endpoint.spoiled(call)
                .forEach(volume -> taken.put(
                        volume,
                        "was left in pieces, as data set " + endpoint.names().spoiled(volume) + " says"));
        return taken;
    }

    private Optional<Device> target(
            String member, Device source, Map<Volser, Volser> fixed, TargetChoice choice, TargetCheck check) {
        Optional<Volser> named = Optional.ofNullable(fixed.get(source.volser()));
        if (named.isEmpty()) {
            Optional<Device> chosen = choice.next(source);
            if (chosen.isEmpty()) {
                findings.add(BladeFinding.error(
                                member,
                                "there is no free target for volume " + source.volser() + " of " + source.cylinders()
                                        + " cylinders",
                                "withdraw an older copy, or add volumes of this size to 'target.volumes' of the endpoint")
                        .about(Topic.TARGET));
            }
            return chosen;
        }
        findings.addAll(check.target(member, source, named.get()));
        return check.device(named.get());
    }

    /** The targets of the first set that is free as a whole; of the first of all where there is none, whose targets say why. */
    private static Map<Volser, Volser> named(Collection<Device> sources, FixedPairs fixed, TargetCheck check) {
        Map<Volser, Device> wanted = withPairs(sources, fixed);
        int free = freeSets(wanted, fixed, check).findFirst().orElse(0);
        return wanted.keySet().stream().collect(Collectors.toMap(source -> source, source -> fixed.of(source, free)));
    }

    private static Map<Volser, Device> withPairs(Collection<Device> sources, FixedPairs fixed) {
        return sources.stream()
                .filter(source -> fixed.targets().containsKey(source.volser()))
                .collect(Collectors.toMap(Device::volser, source -> source, (one, same) -> one));
    }

    private static IntStream freeSets(Map<Volser, Device> sources, FixedPairs fixed, TargetCheck check) {
        return IntStream.range(0, fixed.count(sources.keySet())).filter(set -> sources.values().stream()
                .allMatch(source ->
                        check.target("", source, fixed.of(source.volser(), set)).isEmpty()));
    }

    private static long spares(Collection<Device> sources, FixedPairs fixed, TargetCheck check, TargetChoice choice) {
        if (sources.isEmpty()) {
            return 0;
        }
        Map<Volser, Device> wanted = withPairs(sources, fixed);
        return wanted.size() == sources.size()
                ? freeSets(wanted, fixed, check).count()
                : choice.left() / sources.size() + 1L;
    }

    /** Where fast replication is required, a pair that the storage cannot copy forbids the plan. */
    private boolean isFast(Map<String, Device> sources, Map<String, Device> targets) {
        if (policy.fastReplication() == CopyPolicy.FastReplication.NONE) {
            return false;
        }
        boolean fast = true;
        for (Map.Entry<String, Device> entry : targets.entrySet()) {
            Device source = sources.get(entry.getKey());
            if (!TargetChoice.fastPair(source, entry.getValue())) {
                fast = false;
                sayNotFast(
                        entry.getKey(),
                        "volumes " + source.volser() + " on " + source.system() + " and "
                                + entry.getValue().volser() + " on "
                                + entry.getValue().system() + " are not on one storage system, or not of one type");
            }
        }
        return fast || policy.fastReplication() == CopyPolicy.FastReplication.REQUIRED;
    }

    private void sayNotFast(String subject, String why) {
        if (policy.fastReplication() == CopyPolicy.FastReplication.REQUIRED) {
            findings.add(BladeFinding.error(
                            subject,
                            "fast replication is not possible: " + why,
                            "choose targets on the system of the source")
                    .about(Topic.SAME_STORAGE));
        } else {
            findings.add(BladeFinding.warning(
                            subject,
                            "the copy goes through the host of z/OS: " + why,
                            "choose targets on the system of the source")
                    .about(Topic.SAME_STORAGE));
        }
    }

    private CopyPlan dataSets(Map<Volser, Device> devices) throws ZosmfException {
        List<PlannedCopy> lines = new ArrayList<>();
        List<BoundCopy> copies = new ArrayList<>();
        if (group.members().size() > MOST_DATA_SETS) {
            findings.add(BladeFinding.error(
                            group.id().value(),
                            group.members().size() + " data sets are more than " + MOST_DATA_SETS,
                            "make several profiles")
                    .about(Topic.LIMIT));
        }
        Set<Volser> sourceVolumes = new HashSet<>();
        for (CopyMember member : group.members()) {
            if (dataSet(member, sourceVolumes) && copies.size() < MOST_DATA_SETS) {
                copies.add(new BoundCopy(
                        member.source(),
                        endpoint.names().copy(group.id(), copies.size() + 1).value()));
            }
        }
        boolean fast = areFast(sourceVolumes, devices);
        Map<String, String> targets = new LinkedHashMap<>();
        copies.forEach(copy -> targets.put(copy.source(), copy.target()));
        group.members()
                .forEach(member -> lines.add(
                        line(member, targets.getOrDefault(member.source(), "none-for-" + member.name()), fast)));
        CopyStyle style = PolicyCheck.style(policy, fast, endpoint.settings().parallel());
        DssBinding binding = DssBinding.planned(Grain.DATA_SET, style, copies, List.of());
        return new CopyPlan(lines, List.of(), Headroom.unknown(), findings, BindingForm.write(binding));
    }

    private boolean dataSet(CopyMember member, Set<Volser> volumes) throws ZosmfException {
        Optional<DataSetEntry> found = Optional.empty();
        if (DataSetName.isValid(member.source())) {
            found = endpoint.zos().dataSets(member.source(), Endpoint.bounds(call)).stream()
                    .filter(entry -> entry.name().equals(member.source()))
                    .findFirst();
        }
        if (found.isEmpty()) {
            findings.add(BladeFinding.error(
                            member.name(),
                            "data set '" + member.source() + "' is not in the catalog",
                            "locate the data sets of the system anew, or use the method volume")
                    .about(Topic.SOURCE));
            return false;
        }
        if (found.get().migrated()) {
            findings.add(BladeFinding.error(
                            member.name(), "data set " + member.source() + " is migrated", "recall it, or leave it out")
                    .about(Topic.SOURCE));
        }
        found.get().volumes().stream().filter(Volser::isValid).map(Volser::new).forEach(volumes::add);
        return true;
    }

    /** The storage can copy if all volumes concerned are on one system; where z/OS chooses the targets nobody knows. */
    private boolean areFast(Set<Volser> sources, Map<Volser, Device> devices) {
        if (policy.fastReplication() == CopyPolicy.FastReplication.NONE) {
            return false;
        }
        Set<Volser> all = new HashSet<>(sources);
        all.addAll(endpoint.settings().dataSetVolumes().volumes());
        Set<String> systems = new HashSet<>();
        all.forEach(volume -> systems.add(
                Optional.ofNullable(devices.get(volume)).map(Device::system).orElse("an unknown system")));
        boolean required = policy.fastReplication() == CopyPolicy.FastReplication.REQUIRED;
        if (endpoint.settings().dataSetVolumes().isEmpty()) {
            findings.add(BladeFinding.warning(
                    "data sets",
                    required
                            ? "z/OS chooses the volumes of the copies, so fast replication may fail inside the window"
                            : "the copy goes through the host of z/OS, which chooses the volumes of the copies",
                    "name 'data.set.volumes' of the endpoint"));
            return required;
        }
        if (systems.size() > 1 || systems.contains("an unknown system")) {
            sayNotFast("data sets", "they and 'data.set.volumes' are on " + String.join(" and ", systems));
            return required;
        }
        return true;
    }
}
