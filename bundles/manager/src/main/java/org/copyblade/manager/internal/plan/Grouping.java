package org.copyblade.manager.internal.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.copyblade.api.Consistency;
import org.copyblade.api.Finding;
import org.copyblade.blade.spi.BladeInfo;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.HostVolume;
import org.copyblade.blade.spi.LocatedVolume;
import org.copyblade.manager.internal.blade.BladeName;
import org.copyblade.manager.internal.copies.GroupRecord.DataSetPlace;
import org.copyblade.manager.internal.copies.GroupRecord.Order;
import org.copyblade.system.spi.DataSet;

/** Decides which data sets are copied together: one group per endpoint and order, one member per source. Pure. */
final class Grouping {

    private Grouping() {}

    /**
     * A data set and what backs it.
     *
     * @param blade that copies it
     * @param info of that blade
     * @param volume that backs it
     */
    record Placed(DataSet dataSet, BladeName blade, BladeInfo info, LocatedVolume volume) {}

    /**
     * A group that has no id yet.
     *
     * @param blade with its endpoint
     * @param info of that blade
     */
    record Draft(BladeName blade, BladeInfo info, Order order, List<DraftMember> members) {}

    /** A member and the data sets in it. */
    record DraftMember(CopyMember member, List<DataSetPlace> dataSets) {}

    /**
     * What a blade is asked to find: a data set of z/OS by its name where that is what the blade copies, and once even if it
     * lies on several volumes; else what it lies on.
     */
    static Map<HostVolume, List<DataSet>> hosts(List<DataSet> dataSets, BladeInfo.Grain grain) {
        Map<HostVolume, List<DataSet>> hosts = new LinkedHashMap<>();
        dataSets.forEach(dataSet -> hosts.computeIfAbsent(host(dataSet, grain), unused -> new ArrayList<>())
                .add(dataSet));
        return hosts;
    }

    private static HostVolume host(DataSet dataSet, BladeInfo.Grain grain) {
        return switch (dataSet.kind()) {
            case PATH -> HostVolume.path(dataSet.place());
            case VOLSER ->
                grain == BladeInfo.Grain.DATA_SET && !dataSet.dataSetName().isEmpty()
                        ? HostVolume.dataSet(dataSet.dataSetName())
                        : HostVolume.volser(dataSet.place());
        };
    }

    /** Groups for all placed data sets, in the order of the data sets. */
    static List<Draft> group(List<Placed> placed, Consistency consistency) {
        Map<String, List<Placed>> byGroup = new LinkedHashMap<>();
        for (Placed item : placed) {
            String key = item.blade() + " " + order(item.dataSet(), consistency);
            byGroup.computeIfAbsent(key, unused -> new ArrayList<>()).add(item);
        }
        List<Draft> drafts = new ArrayList<>();
        for (List<Placed> items : byGroup.values()) {
            Placed first = items.get(0);
            drafts.add(new Draft(first.blade(), first.info(), order(first.dataSet(), consistency), members(items)));
        }
        return List.copyOf(drafts);
    }

    private static Order order(DataSet dataSet, Consistency consistency) {
        boolean later = consistency == Consistency.BACKUP_MODE && dataSet.role() == DataSet.Role.LOG;
        return later ? Order.AFTER_RESUME : Order.IN_WINDOW;
    }

    private static List<DraftMember> members(List<Placed> items) {
        Map<String, List<Placed>> bySource = new LinkedHashMap<>();
        items.forEach(item -> bySource.computeIfAbsent(item.volume().storageId(), unused -> new ArrayList<>())
                .add(item));
        List<DraftMember> members = new ArrayList<>();
        bySource.forEach((source, inSource) -> members.add(member(source, inSource)));
        return List.copyOf(members);
    }

    private static DraftMember member(String source, List<Placed> inSource) {
        Placed first = inSource.get(0);
        boolean tree = first.info().grain() == BladeInfo.Grain.DATA_SET;
        List<String> excluded = tree ? first.dataSet().excluded() : List.of();
        Optional<String> gate = inSource.stream()
                .filter(item -> item.dataSet().gate().isPresent())
                .map(item -> join(
                        relative(source, item.dataSet().place()),
                        item.dataSet().gate().orElseThrow()))
                .findFirst();
        List<DataSetPlace> places = inSource.stream()
                .map(item -> new DataSetPlace(
                        item.dataSet().name(), relative(source, item.dataSet().place())))
                .toList();
        return new DraftMember(new CopyMember(name(first), source, excluded, gate), places);
    }

    /** A volume is named after itself where it can be: data sets on it come and go. */
    private static String name(Placed placed) {
        DataSet dataSet = placed.dataSet();
        boolean volume = placed.volume().host().kind() == HostVolume.Kind.VOLSER
                && dataSet.place().matches("[A-Z0-9]+");
        return volume ? dataSet.place().toLowerCase(Locale.ROOT) : dataSet.name();
    }

    private static String relative(String source, String place) {
        String prefix = source.endsWith("/") ? source : source + "/";
        return place.startsWith(prefix) ? place.substring(prefix.length()) : "";
    }

    private static String join(String first, String second) {
        return first.isEmpty() ? second : first + "/" + second;
    }

    /** Why these groups cannot give the consistency; empty if they can. Never answers with a weaker one. */
    static List<Finding> reach(List<Draft> drafts, Consistency consistency, boolean suspendable, boolean backupMode) {
        return switch (consistency) {
            case NONE, STOPPED -> List.of();
            case LOG_SUSPEND ->
                suspendable ? List.of() : List.of(impossible("the adapter of this system cannot suspend its log"));
            case BACKUP_MODE ->
                backupMode ? copiedTwice(drafts) : List.of(impossible("the adapter of this system has no backup mode"));
            case STORAGE ->
                oneInstant(drafts) || allHold(drafts)
                        ? List.of()
                        : List.of(impossible("no single instant and no hold of the storage reaches across all copies: "
                                + tooShort(drafts)));
        };
    }

    /** Log and data on one source would be copied as a whole twice, and a restore could bring back only one of the copies. */
    private static List<Finding> copiedTwice(List<Draft> drafts) {
        Set<String> seen = new HashSet<>();
        return drafts.stream()
                .flatMap(draft -> draft.members().stream())
                .map(member -> member.member().source())
                .filter(source -> !seen.add(source))
                .map(source -> impossible(source + " holds data and log, which this blade can only copy as one"))
                .toList();
    }

    /** Whether one establish makes everything at one instant. */
    static boolean oneInstant(List<Draft> drafts) {
        if (drafts.size() != 1) {
            return false;
        }
        Draft only = drafts.get(0);
        return switch (only.info().reach()) {
            case ENDPOINT -> true;
            case VOLUME -> only.members().size() == 1;
            case NONE -> false;
        };
    }

    private static boolean allHold(List<Draft> drafts) {
        boolean untilReleased =
                drafts.stream().allMatch(draft -> draft.info().hold() == BladeInfo.HoldAbility.UNTIL_RELEASED);
        boolean insideAlone =
                drafts.size() == 1 && drafts.get(0).info().hold() == BladeInfo.HoldAbility.INSIDE_ESTABLISH;
        return untilReleased || insideAlone;
    }

    /** What each blade that keeps a hold from reaching across lacks, and for which data. */
    private static String tooShort(List<Draft> drafts) {
        return drafts.stream()
                .filter(draft -> draft.info().hold() != BladeInfo.HoldAbility.UNTIL_RELEASED)
                .map(draft -> draft.blade() + lack(draft) + " (" + names(draft) + ")")
                .collect(Collectors.joining(", "));
    }

    private static String lack(Draft draft) {
        return switch (draft.info().hold()) {
            case NONE -> " cannot hold writes";
            case INSIDE_ESTABLISH -> " holds writes only within its own establish";
            case UNTIL_RELEASED -> "";
        };
    }

    private static String names(Draft draft) {
        return draft.members().stream().map(member -> member.member().name()).collect(Collectors.joining(", "));
    }

    private static Finding impossible(String text) {
        return new Finding(
                Check.CONSISTENCY.number(),
                Finding.Severity.ERROR,
                "consistency",
                text,
                "choose another 'consistency' or another 'blade'; it is never weakened silently");
    }
}
