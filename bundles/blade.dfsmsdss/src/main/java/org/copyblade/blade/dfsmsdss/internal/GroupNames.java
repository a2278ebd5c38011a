package org.copyblade.blade.dfsmsdss.internal;

import java.util.Optional;
import org.copyblade.blade.dfsmsdss.internal.jcl.DataSetName;
import org.copyblade.blade.dfsmsdss.internal.jcl.JobMark;
import org.copyblade.blade.dfsmsdss.internal.jcl.Volser;
import org.copyblade.blade.spi.CopyGroupId;

/**
 * The names of what this blade keeps in the catalog of z/OS:
 *
 * <pre>
 *   PREFIX.group.MAP      which copies belong to the group; there as long as any of it is
 *   PREFIX.group.F0001    fence of the copy job, and R, X, W for other jobs
 *   PREFIX.group.D0001    copy of a data set
 *   PREFIX.SPOILED.Vvol   a target volume that must not be used
 * </pre>
 */
final class GroupNames {

    static final String MAP = "MAP";
    static final String SPOILED = "SPOILED";

    private final DataSetName prefix;

    GroupNames(DataSetName prefix) {
        this.prefix = prefix;
    }

    /** Everything of a group. */
    String pattern(CopyGroupId group) {
        return prefix + "." + group + ".**";
    }

    /** Everything of this blade. */
    String pattern() {
        return prefix + ".**";
    }

    DataSetName map(CopyGroupId group) {
        return prefix.with(group.value()).with(MAP);
    }

    DataSetName fence(JobMark mark) {
        return prefix.with(mark.group()).with(mark.fence());
    }

    DataSetName copy(CopyGroupId group, int number) {
        return prefix.with(group.value()).with(String.format("D%04d", number));
    }

    DataSetName spoiled(Volser volume) {
        return prefix.with(SPOILED).with("V" + volume);
    }

    /** The qualifier behind the prefix and the rest, if there are both. */
    Optional<Parts> parts(String name) {
        String start = prefix + ".";
        if (!name.startsWith(start)) {
            return Optional.empty();
        }
        String rest = name.substring(start.length());
        int dot = rest.indexOf('.');
        return dot < 0 ? Optional.empty() : Optional.of(new Parts(rest.substring(0, dot), rest.substring(dot + 1)));
    }

    /**
     * What is behind the prefix.
     *
     * @param first group, or {@link #SPOILED}
     * @param rest what it is there
     */
    record Parts(String first, String rest) {
        Optional<CopyGroupId> group() {
            return CopyGroupId.isValid(first) ? Optional.of(new CopyGroupId(first)) : Optional.empty();
        }
    }
}
