package org.copyblade.lab.zosmf.internal.jcl;

import java.util.List;

/**
 * A step.
 *
 * @param name may be empty
 * @param program of {@code PGM=}
 * @param parameter of {@code PARM=}, without apostrophes
 * @param conditions all must hold for it to run
 * @param dds its DDs, those concatenated with an empty name behind the one they belong to
 */
public record StepCard(String name, String program, String parameter, List<Condition> conditions, List<DdCard> dds) {

    /**
     * A DD statement.
     *
     * @param number of the statement
     * @param name empty if it is concatenated to the one before
     * @param operands what it says
     * @param lines records in the stream
     */
    public record DdCard(int number, String name, Operands operands, List<String> lines) {}

    public StepCard {
        conditions = List.copyOf(conditions);
        dds = List.copyOf(dds);
    }
}
