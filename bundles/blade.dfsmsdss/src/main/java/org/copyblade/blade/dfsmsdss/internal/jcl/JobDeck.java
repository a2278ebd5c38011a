package org.copyblade.blade.dfsmsdss.internal.jcl;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The cards of a job. A fenced job begins with a step that takes and deletes its fence: where there is none, that step
 * cannot be allocated, and nothing behind it is run. So it can run once at most, and not at all after somebody has deleted
 * the fence.
 *
 * @param lines of at most 71 columns
 */
public record JobDeck(List<String> lines) {

    /** Step and DD whose output says what became of the copies. */
    public static final String COPY_STEP = "COPY";

    public static final String REPORT_DD = "SYSPRINT";

    /** Name of a DD that takes a dump and keeps nothing. */
    public static final String NOWHERE = "NOWHERE";

    private static final String MARK = "//* COPYBLADE ";

    public JobDeck {
        lines = List.copyOf(lines);
        for (String line : lines) {
            if (line.length() > Statement.LAST_COLUMN) {
                throw new IllegalArgumentException("a card is longer than " + Statement.LAST_COLUMN + ": " + line);
            }
        }
    }

    /**
     * One DFSMSdss step.
     *
     * @param job name of the job
     * @param mark found again in the cards of the job
     * @param held whether it waits until it is released
     * @param fence to be taken first, if the job must not run twice
     * @param control statements for DFSMSdss
     */
    public static JobDeck of(
            JobStyle style, String job, JobMark mark, boolean held, Optional<DataSetName> fence, List<String> control) {
        Objects.requireNonNull(mark, "mark");
        List<String> lines = new ArrayList<>(jobStatement(job, style.card(), held));
        lines.addAll(style.statements());
        lines.add(MARK + mark);
        fence.ifPresent(name -> {
            lines.add("//FENCE    EXEC PGM=IEFBR14");
            lines.add("//FENCE    DD DSN=" + name + ",DISP=(OLD,DELETE)");
        });
        lines.add("//" + COPY_STEP + "     EXEC PGM=ADRDSSU,REGION=0M");
        for (int i = 0; i < style.steplib().size(); i++) {
            String name = i == 0 ? "//STEPLIB  DD" : "//         DD";
            lines.add(name + " DSN=" + style.steplib().get(i) + ",DISP=SHR");
        }
        lines.add("//" + REPORT_DD + " DD SYSOUT=*");
        if (control.stream().anyMatch(line -> line.contains("(" + NOWHERE + ")"))) {
            lines.add("//" + NOWHERE + "  DD DUMMY");
        }
        lines.add("//SYSIN    DD *");
        lines.addAll(control);
        lines.add("/*");
        return new JobDeck(lines);
    }

    /** The text to submit. */
    public String text() {
        return String.join("\n", lines) + "\n";
    }

    /** The mark in the cards of a job that was read back; empty if it is none of ours. */
    public static Optional<JobMark> markOf(String cards) {
        return cards.lines()
                .map(line -> line.indexOf(MARK) < 0 ? "" : line.substring(line.indexOf(MARK) + MARK.length()))
                .filter(rest -> !rest.isEmpty())
                .findFirst()
                .flatMap(rest -> JobMark.parse(rest.strip().split("\\s+")[0]));
    }

    private static List<String> jobStatement(String job, String card, boolean held) {
        List<String> operands = new ArrayList<>(operands(card));
        if (held) {
            operands.add("TYPRUN=HOLD");
        }
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(String.format("//%-8s JOB ", job));
        for (int i = 0; i < operands.size(); i++) {
            String part = operands.get(i) + (i < operands.size() - 1 ? "," : "");
            if (line.length() + part.length() > Statement.LAST_COLUMN) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder("//             ");
            }
            line.append(part);
        }
        lines.add(line.toString());
        return lines;
    }

    /** Splits at the commas that are neither in quotes nor in parentheses. */
    static List<String> operands(String card) {
        List<String> operands = new ArrayList<>();
        int depth = 0;
        boolean quoted = false;
        StringBuilder operand = new StringBuilder();
        for (char c : card.toCharArray()) {
            quoted ^= c == '\'';
            depth += quoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && !quoted && depth == 0) {
                operands.add(operand.toString());
                operand = new StringBuilder();
            } else {
                operand.append(c);
            }
        }
        operands.add(operand.toString());
        boolean usable = !quoted
                && depth == 0
                && card.chars().allMatch(c -> c >= ' ' && c < 127)
                && operands.stream().noneMatch(text -> text.length() > 50 || text.startsWith("TYPRUN"));
        if (!usable) {
            throw new IllegalArgumentException("'" + card + "' is no list of operands of a JOB statement");
        }
        return operands;
    }
}
