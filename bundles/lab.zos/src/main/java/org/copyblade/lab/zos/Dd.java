package org.copyblade.lab.zos;

import java.util.List;

/**
 * A DD statement of a step with what is concatenated to it.
 *
 * @param name up to 8 characters
 * @param kind what it is
 * @param lines {@code IN_STREAM}: its records without trailing blanks
 * @param dataSets {@code DATA_SET}: in the order of the concatenation
 */
public record Dd(String name, Kind kind, List<String> lines, List<DataSetUse> dataSets) {

    /** What a DD is. */
    public enum Kind {
        SYSOUT,
        /** {@code SYSOUT=(class,INTRDR)}: what is printed to it is submitted when the step ends. */
        INTERNAL_READER,
        IN_STREAM,
        DATA_SET,
        DUMMY
    }

    /** {@code DISP=}, its first part. */
    public enum Status {
        NEW,
        OLD,
        SHR,
        MOD
    }

    /**
     * A data set of a DD.
     *
     * @param name its data set name, without member
     * @param member member of a partitioned one; empty for none
     * @param status how it is shared
     * @param volsers volumes that the JCL names; empty for catalogued ones
     */
    public record DataSetUse(String name, String member, Status status, List<String> volsers) {

        public DataSetUse {
            volsers = List.copyOf(volsers);
        }
    }

    public Dd {
        lines = List.copyOf(lines);
        dataSets = List.copyOf(dataSets);
    }
}
