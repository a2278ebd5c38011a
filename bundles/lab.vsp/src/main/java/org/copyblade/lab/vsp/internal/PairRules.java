package org.copyblade.lab.vsp.internal;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.Volume;
import org.copyblade.lab.vsp.internal.Pair.Order;

/** What the array allows of pairs. Changes nothing. */
final class PairRules {
    private static final int LONGEST_NAME = 31;
    private static final int LONGEST_NEW_GROUP = 29;

    private final StorageSystem system;
    private final VspSettings settings;

    PairRules(StorageSystem system, VspSettings settings) {
        this.system = system;
        this.settings = settings;
    }

    /**
     * A pair that somebody wants.
     *
     * @param isNewGroup must the group be new, or must it be there?
     * @param mirrorUnit wanted, or any
     * @param isConsistencyGroup at one instant with others?
     * @param consistencyGroup its number, or any
     * @param dataReductionForce may a volume have capacity saving?
     */
    record Wanted(
            String group,
            String pvolGroup,
            String svolGroup,
            String name,
            int pvol,
            int svol,
            boolean isNewGroup,
            OptionalInt mirrorUnit,
            boolean isConsistencyGroup,
            OptionalInt consistencyGroup,
            int pace,
            boolean dataReductionForce) {

        private String groupId() {
            return group + "," + pvolGroup + "," + svolGroup;
        }
    }

    Pair create(Wanted wanted, Collection<Pair> pairs) throws Refusal {
        requireNames(wanted);
        List<Pair> group =
                pairs.stream().filter(it -> it.group().equals(wanted.group())).toList();
        if (wanted.isNewGroup() && !group.isEmpty()) {
            throw Refusal.of(409, Codes.ARRAY, "Copy group " + wanted.group() + " exists already.");
        }
        if (!wanted.isNewGroup() && group.stream().noneMatch(it -> it.groupId().equals(wanted.groupId()))) {
            throw Refusal.missing("Copy group " + wanted.groupId());
        }
        if (group.stream().anyMatch(it -> it.name().equals(wanted.name()))) {
            throw Refusal.of(409, Codes.ARRAY, "Copy pair " + wanted.name() + " exists already.");
        }
        requireVolumes(wanted);
        int unit = unit(wanted, group, pairs);
        OptionalInt consistency = consistencyGroup(wanted, group, pairs);
        return new Pair(
                wanted.group(),
                wanted.pvolGroup(),
                wanted.svolGroup(),
                wanted.name(),
                wanted.pvol(),
                wanted.svol(),
                unit,
                consistency,
                wanted.pace(),
                Order.CREATE);
    }

    private static void requireNames(Wanted wanted) throws Refusal {
        int longest = wanted.isNewGroup() ? LONGEST_NEW_GROUP : LONGEST_NAME;
        boolean good = isName(wanted.group(), longest)
                && isName(wanted.pvolGroup(), LONGEST_NAME)
                && isName(wanted.svolGroup(), LONGEST_NAME)
                && isName(wanted.name(), LONGEST_NAME);
        if (!good) {
            throw Refusal.malformed("A name is empty, too long, or has a character that names cannot have.");
        }
        if (wanted.pvolGroup().equals(wanted.svolGroup())) {
            throw Refusal.malformed("The device groups of P-VOLs and S-VOLs have one name.");
        }
    }

    private static boolean isName(String name, int longest) {
        return name.length() <= longest && name.matches("[A-Za-z0-9_.@-]+");
    }

    private void requireVolumes(Wanted wanted) throws Refusal {
        Volume source = require(wanted.pvol());
        Volume target = require(wanted.svol());
        if (source.capacityBytes() != target.capacityBytes() || source.emulation() != target.emulation()) {
            throw Refusal.byArray(Codes.MISFIT, "P-VOL and S-VOL differ in size or emulation type.");
        }
        boolean saving = settings.dataReduction().contains(source.id())
                || settings.dataReduction().contains(target.id());
        if (saving && !wanted.dataReductionForce()) {
            throw Refusal.byArray(Codes.DATA_REDUCTION, "A volume has capacity saving.");
        }
    }

    private Volume require(int ldev) throws Refusal {
        Optional<Volume> volume = system.volume(Pair.volume(ldev));
        boolean command =
                volume.filter(it -> settings.commandDevices().contains(it.id())).isPresent();
        if (volume.isEmpty() || command) {
            throw Refusal.byArray(
                    "2E20-0000", "LDEV " + ldev + (command ? " is a command device." : " is not installed."));
        }
        return volume.get();
    }

    /** A volume is the target of one pair; the target of a pair may be the source of two more. */
    private static int unit(Wanted wanted, List<Pair> group, Collection<Pair> pairs) throws Refusal {
        if (pairs.stream().anyMatch(it -> it.uses(wanted.svol()))) {
            throw Refusal.byArray(Codes.PAIRED, "LDEV " + wanted.svol() + " is in a pair already.");
        }
        Optional<Pair> above =
                pairs.stream().filter(it -> it.svol() == wanted.pvol()).findFirst();
        boolean third = above.isPresent()
                && pairs.stream().anyMatch(it -> it.svol() == above.get().pvol());
        if (third) {
            throw Refusal.byArray(Codes.PAIRED, "LDEV " + wanted.pvol() + " is in the second layer of a cascade.");
        }
        OptionalInt asked = group.isEmpty()
                ? wanted.mirrorUnit()
                : OptionalInt.of(group.get(0).mirrorUnit());
        int first = above.isPresent() ? 1 : 0;
        return Pairs.freeUnits(wanted.pvol(), first, pairs)
                .filter(unit -> asked.isEmpty() || asked.getAsInt() == unit)
                .findFirst()
                .orElseThrow(() -> Refusal.byArray(
                        Codes.NO_MIRROR_UNIT, "LDEV " + wanted.pvol() + " has no free mirror unit for this pair."));
    }

    private OptionalInt consistencyGroup(Wanted wanted, List<Pair> group, Collection<Pair> pairs) throws Refusal {
        if (!wanted.isConsistencyGroup()) {
            return OptionalInt.empty();
        }
        if (!group.isEmpty()) {
            return group.get(0).consistencyGroup();
        }
        Set<Integer> taken = new HashSet<>();
        pairs.forEach(it -> it.consistencyGroup().ifPresent(taken::add));
        for (int id = 0; id < settings.consistencyGroups(); id++) {
            if (!taken.contains(id)
                    && (wanted.consistencyGroup().isEmpty()
                            || wanted.consistencyGroup().getAsInt() == id)) {
                return OptionalInt.of(id);
            }
        }
        throw Refusal.byArray(Codes.TOO_MANY_CONSISTENCY_GROUPS, "There is no free consistency group.");
    }

    /** Documented: a pair that is being synchronised again, copied back or suspended by a failure refuses all. */
    static void requireSplittable(List<PairState> states) throws Refusal {
        requireNone(states, "split", state -> {
            String status = state.pvolStatus();
            return status.equals("PSUE")
                    || status.equals("RCPY")
                    || state.pair().order() == Order.RESYNC && status.equals("COPY");
        });
    }

    /** Only complete images; and none while another pair of the P-VOL is not split (unconfirmed). */
    static void requireRestorable(List<PairState> states, List<PairState> all) throws Refusal {
        requireNone(states, "restore", state -> {
            String status = state.pvolStatus();
            return status.equals("PSUE") || state.isSplitting();
        });
        Set<Integer> sources = new HashSet<>();
        Set<String> own = new HashSet<>();
        for (PairState state : states) {
            own.add(state.pair().id());
            if (state.isSplit()) {
                sources.add(state.pair().pvol());
            }
        }
        Predicate<PairState> inTheWay = state -> sources.contains(state.pair().pvol())
                && !own.contains(state.pair().id())
                && !state.isSplit();
        requireNone(all, "restore", inTheWay);
    }

    static void requireDeletable(List<PairState> states) throws Refusal {
        requireNone(states, "delete", PairState::isSplitting);
    }

    private static void requireNone(List<PairState> states, String verb, Predicate<PairState> bad) throws Refusal {
        Optional<PairState> found = states.stream().filter(bad).findFirst();
        if (found.isPresent()) {
            throw Refusal.byArray(
                    Codes.WRONG_STATUS,
                    String.format(
                            Locale.ROOT,
                            "EX_CMDRJE: pair %s cannot be told to %s in status %s/%s.",
                            found.get().pair().id(),
                            verb,
                            found.get().pvolStatus(),
                            found.get().svolStatus()));
        }
    }
}
