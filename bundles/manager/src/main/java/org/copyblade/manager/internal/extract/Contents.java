package org.copyblade.manager.internal.extract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.copyblade.api.ErrorCode;
import org.copyblade.manager.internal.copies.BackupBody;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.copies.GroupRecord.MemberRecord;
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
     * @param place where it was
     */
    record Held(String name, boolean mainframe, String place) {}

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
            DataSet found = parts.get(0);
            addMember(members, body, found);
            held.add(new Held(nameOf(found), !found.dataSetName().isEmpty(), found.place()));
        }
        return new Contents(held, members);
    }

    /** The name that people know it by. */
    private static String nameOf(DataSet dataSet) {
        return dataSet.dataSetName().isEmpty() ? dataSet.name() : dataSet.dataSetName();
    }

    private static void addMember(Map<String, Set<String>> members, BackupBody body, DataSet dataSet) throws Failure {
        for (GroupRecord group : body.groups()) {
            Optional<MemberRecord> member = group.memberOf(dataSet.name());
            if (member.isPresent()) {
                members.computeIfAbsent(group.group(), unused -> new TreeSet<>())
                        .add(member.orElseThrow().member().name());
                return;
            }
        }
        throw unknown("no copy of the backup holds " + nameOf(dataSet) + " on " + dataSet.place(), body);
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
