package org.copyblade.manager.internal.extract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.copyblade.api.ErrorCode;
import org.copyblade.manager.internal.backup.BackupBody;
import org.copyblade.manager.internal.backup.GroupRecord;
import org.copyblade.manager.internal.backup.GroupRecord.MemberRecord;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.system.spi.DataSet;

/**
 * Where in a backup data sets are: by what was recorded when it was taken, never by today's catalog. One that was on several
 * volumes is refused: no catalog puts the parts on the copies together, and whether a program does is (unconfirmed). Pure.
 *
 * @param held those asked for, in their order
 * @param members by copy group, in the order of the groups: all that must be shown to have them whole
 */
record Contents(List<Held> held, Map<String, Set<String>> members) {

    private static final int SHOWN = 20;

    /**
     * A data set in the backup.
     *
     * @param name as it was recorded
     * @param mainframe whether that is a name of z/OS
     * @param places where it was, one for each volume that it was on
     */
    record Held(String name, boolean mainframe, List<String> places) {}

    Contents {
        held = List.copyOf(held);
    }

    /** Finds data sets whatever the case of their letters. */
    static Contents of(BackupBody body, List<String> wanted) throws Failure {
        List<Held> held = new ArrayList<>();
        Map<String, Set<String>> members = new LinkedHashMap<>();
        if (wanted.isEmpty()) {
            throw unknown("no data set is named", body);
        }
        for (String name : new LinkedHashSet<>(wanted)) {
            List<DataSet> parts = body.layout().dataSets().stream()
                    .filter(dataSet -> nameOf(dataSet).equalsIgnoreCase(name))
                    .toList();
            if (parts.isEmpty()) {
                throw unknown("'" + name + "' is not in the backup", body);
            }
            if (parts.size() > 1) {
                throw Failure.refused(
                        ErrorCode.OBJECT_SPREAD,
                        nameOf(parts.get(0)) + " was on "
                                + String.join(
                                        ", ", parts.stream().map(DataSet::place).toList()),
                        List.of());
            }
            for (DataSet part : parts) {
                addMember(members, body, part);
            }
            DataSet first = parts.get(0);
            List<String> places = parts.stream().map(DataSet::place).toList();
            held.add(new Held(nameOf(first), !first.dataSetName().isEmpty(), places));
        }
        return new Contents(held, members);
    }

    /** The name that people know it by. */
    private static String nameOf(DataSet dataSet) {
        return dataSet.dataSetName().isEmpty() ? dataSet.name() : dataSet.dataSetName();
    }

    private static void addMember(Map<String, Set<String>> members, BackupBody body, DataSet part) throws Failure {
        for (GroupRecord group : body.groups()) {
            for (MemberRecord member : group.memberOf(part.name()).stream().toList()) {
                members.computeIfAbsent(group.group(), unused -> new TreeSet<>())
                        .add(member.member().name());
                return;
            }
        }
        throw unknown("no copy of the backup holds the part of " + nameOf(part) + " on " + part.place(), body);
    }

    private static Failure unknown(String why, BackupBody body) {
        List<String> names = body.layout().dataSets().stream()
                .map(Contents::nameOf)
                .distinct()
                .sorted()
                .toList();
        String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        String more = names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "";
        return Failure.refused(ErrorCode.OBJECT_UNKNOWN, why + "; it holds " + shown + more, List.of());
    }

    /** Names of all data sets that the backup holds. */
    static Set<String> names(BackupBody body) {
        Set<String> names = new TreeSet<>();
        body.layout().dataSets().forEach(dataSet -> names.add(nameOf(dataSet)));
        return names;
    }
}
