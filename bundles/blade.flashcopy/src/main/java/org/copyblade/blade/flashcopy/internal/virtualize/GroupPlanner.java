package org.copyblade.blade.flashcopy.internal.virtualize;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.copyblade.blade.flashcopy.internal.rest.RestException;
import org.copyblade.blade.flashcopy.internal.virtualize.GroupBinding.Stage;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyMethod;
import org.copyblade.blade.spi.CopyPlan;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyPolicy.BackgroundCopy;
import org.copyblade.blade.spi.Headroom;
import org.copyblade.blade.spi.PlannedCopy;

/** Works out what would be done for a group; reads the storage once. For one plan. */
final class GroupPlanner {
    private final ClusterEndpoint endpoint;
    private final CopyGroup group;
    private final CopyPolicy policy;
    private final Call call;
    private final List<BladeFinding> findings = new ArrayList<>();

    GroupPlanner(ClusterEndpoint endpoint, CopyGroup group, CopyPolicy policy, Call call) {
        this.endpoint = endpoint;
        this.group = group;
        this.policy = policy;
        this.call = call;
    }

    CopyPlan plan() throws RestException {
        findings.addAll(MappingPolicy.findings(policy));
        if (group.members().size() > endpoint.settings().mappingsPerGroup()) {
            findings.add(BladeFinding.error(
                    "members",
                    group.members().size() + " volumes do not fit into one consistency group of "
                            + endpoint.settings().mappingsPerGroup() + " mappings",
                    "copy fewer volumes, or raise 'mappings.per.group' as far as the system allows"));
        }
        String system = endpoint.cluster().systemId(call);
        ClusterView view = endpoint.look(call).without(policy.freed());
        Map<String, String> sources = sources(system);
        FixedPairs fixed = FixedPairs.parse(policy.targets(), view);
        findings.addAll(fixed.findings());
        VolumeNames reservedPool = named("undo target pool", policy.reservedPool());
        Set<String> reserved = reservedTargets(view);
        fixed.all().stream()
                .flatMap(uid -> view.byUid(uid).stream())
                .filter(it -> reservedPool.contains(it.name()) || reserved.contains(it.uid()))
                .forEach(this::refuseReserved);
        reserved.addAll(sources.values());
        reserved.addAll(fixed.all());
        FreeTargets free = new FreeTargets(free(view, reserved, reservedPool));
        MappingCheck check = new MappingCheck(endpoint.settings().targets(), view, group.id());
        Map<String, String> chosen = chosen(sources.values(), fixed, view, check);
        List<UidPair> pairs = new ArrayList<>();
        List<PlannedCopy> copies = new ArrayList<>();
        for (CopyMember member : group.members()) {
            Optional<Vdisk> target = Optional.ofNullable(sources.get(member.name()))
                    .flatMap(source -> target(member.name(), source, view, check, chosen, free));
            String shown = target.map(Vdisk::name).orElse("none-for-" + member.name());
            copies.add(new PlannedCopy(member.name(), shown, CopyMethod.FAST, OptionalLong.empty())
                    .by(PlannedCopy.Technique.INSTANT_RELATION));
            target.ifPresent(vdisk -> pairs.add(new UidPair(sources.get(member.name()), vdisk.uid())));
        }
        GroupBinding binding = GroupBinding.found(system, Stage.PLANNED, pairs, rate());
        return new CopyPlan(
                copies,
                List.of(),
                headroom(view, sources, free, fixed, check),
                findings,
                GroupBindingForm.write(binding));
    }

    private int rate() {
        return policy.backgroundCopy() == BackgroundCopy.NOCOPY
                ? 0
                : policy.copyPace().orElse(endpoint.settings().copyRate());
    }

    private Map<String, String> sources(String system) {
        Map<String, String> sources = new LinkedHashMap<>();
        for (CopyMember member : group.members()) {
            Optional<VdiskSource> source = VdiskSource.parse(member.source());
            if (source.isEmpty()) {
                findings.add(BladeFinding.error(
                        member.name(),
                        "'" + member.source() + "' is no volume of Storage Virtualize",
                        "locate the volumes of the system anew"));
            } else if (!source.get().system().equals(system)) {
                findings.add(BladeFinding.error(
                        member.name(),
                        "volume " + source.get() + " is not on " + system + ", which this endpoint drives",
                        "copy it through the endpoint of its own system"));
            } else {
                sources.put(member.name(), source.get().uid());
            }
        }
        return sources;
    }

    /** The targets of the first set that is free as a whole; of the first of all where there is none, whose targets say why. */
    private static Map<String, String> chosen(
            Collection<String> sources, FixedPairs fixed, ClusterView view, MappingCheck check) {
        Set<String> wanted = new HashSet<>(sources);
        wanted.retainAll(fixed.targets().keySet());
        int free = freeSets(wanted, fixed, view, check).findFirst().orElse(0);
        return wanted.stream().collect(Collectors.toMap(source -> source, source -> fixed.of(source, free)));
    }

    private static IntStream freeSets(Set<String> sources, FixedPairs fixed, ClusterView view, MappingCheck check) {
        return IntStream.range(0, fixed.count(sources))
                .filter(set -> sources.stream().allMatch(source -> view.byUid(source)
                        .filter(volume ->
                                check.target("", volume, fixed.of(source, set)).isEmpty())
                        .isPresent()));
    }

    /** Targets that nobody has, the smallest first. */
    private List<Vdisk> free(ClusterView view, Set<String> reserved, VolumeNames reservedPool) {
        VolumeNames pool = pool();
        List<Vdisk> free = new ArrayList<>(view.vdisks().stream()
                .filter(it -> pool.contains(it.name())
                        && !reservedPool.contains(it.name())
                        && endpoint.settings().targets().contains(it.name()))
                .filter(it -> !reserved.contains(it.uid()))
                .filter(it -> it.status().equals("online") && it.thin() == policy.spaceEfficient())
                .filter(it -> view.of(it).isEmpty())
                .toList());
        free.sort(Comparator.comparing(Vdisk::capacityBytes).thenComparing(Vdisk::name));
        return free;
    }

    /** To be added to. */
    private Set<String> reservedTargets(ClusterView view) {
        Set<String> reserved = new HashSet<>();
        policy.reservedTargets().stream()
                .flatMap(pair -> view.named(pair.substring(pair.indexOf(':') + 1)).stream())
                .forEach(it -> reserved.add(it.uid()));
        return reserved;
    }

    private void refuseReserved(Vdisk target) {
        findings.add(BladeFinding.error(
                "targets",
                "target " + target.name() + " is reserved for undo copies",
                "name another target, or reserve others for undo copies"));
    }

    private VolumeNames pool() {
        return policy.targetPool().isBlank()
                ? endpoint.settings().targets()
                : named("target pool", policy.targetPool());
    }

    private VolumeNames named(String subject, String names) {
        try {
            return VolumeNames.parse(names);
        } catch (IllegalArgumentException e) {
            findings.add(BladeFinding.error(
                    subject, e.getMessage(), "write names and beginnings of volumes, as cb_*,spare1"));
            return VolumeNames.parse("");
        }
    }

    /** The fixed one, or one that is free and is not any more. */
    private Optional<Vdisk> target(
            String member,
            String source,
            ClusterView view,
            MappingCheck check,
            Map<String, String> fixed,
            FreeTargets free) {
        findings.addAll(check.source(member, source));
        Optional<Vdisk> volume = view.byUid(source);
        if (volume.isEmpty()) {
            return Optional.empty();
        }
        Optional<Vdisk> target = Optional.ofNullable(fixed.get(source))
                .flatMap(view::byUid)
                .or(() -> free.next(volume.get().capacityBytes()));
        if (target.isEmpty()) {
            findings.add(BladeFinding.error(
                    member,
                    "there is no free target for volume " + volume.get().name() + " of exactly "
                            + volume.get().capacityBytes() + " bytes",
                    "withdraw an older copy, or add volumes to 'target.volumes' of the endpoint"));
            return Optional.empty();
        }
        findings.addAll(check.target(member, volume.get(), target.get().uid()));
        return target;
    }

    private static Headroom headroom(
            ClusterView view, Map<String, String> sources, FreeTargets free, FixedPairs fixed, MappingCheck check) {
        Set<String> all = Set.copyOf(sources.values());
        long perSource = sources.values().stream()
                .flatMap(uid -> view.byUid(uid).stream())
                .mapToLong(source -> MappingCheck.MAPPINGS_PER_SOURCE
                        - view.of(source).stream()
                                .filter(it -> it.source().equals(source.id()))
                                .count())
                .min()
                .orElse(0);
        long spares = all.isEmpty() ? 0 : free.left() / all.size() + 1L;
        long bySpares = fixed.targets().keySet().containsAll(all)
                ? freeSets(all, fixed, view, check).count()
                : spares;
        return new Headroom(
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.of(Math.max(0, Math.min(perSource, bySpares))));
    }
}
