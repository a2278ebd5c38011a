package org.copyblade.lab.zosmf.internal.jcl;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A job as it is to run.
 *
 * @param card its JOB statement
 * @param steps in order
 */
public record JobDeck(JobCard card, List<StepCard> steps) {
    private static final Pattern JOB = Pattern.compile("//([A-Z@#$][A-Z0-9@#$]{0,7}) +JOB(?: .*)?");
    private static final Set<String> IGNORED = Set.of("OUTPUT", "JCLLIB", "XMIT", "NOTIFY", "COMMAND");

    public JobDeck {
        steps = List.copyOf(steps);
    }

    /** The name on the first JOB statement; empty if there is none, and so no job. */
    public static Optional<String> name(List<String> records) {
        for (String record : records) {
            Matcher matcher = JOB.matcher(record);
            if (matcher.matches()) {
                return Optional.of(matcher.group(1));
            }
            if (!record.isBlank() && !record.startsWith("//*") && !record.startsWith("/*")) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** The JOB statement alone, as far as it can be read: its class is wanted even of a job that cannot run. */
    public static JobCard card(List<String> records, Map<String, String> symbols, String messageClass)
            throws JclException {
        return card(new StatementReader(records, new Symbols(symbols)).read().get(0), messageClass);
    }

    /**
     * Reads a job.
     *
     * @param symbols values of symbols that are known beforehand
     * @param messageClass that of jobs that give none
     */
    public static JobDeck read(List<String> records, Map<String, String> symbols, String messageClass)
            throws JclException {
        List<Statement> statements = new StatementReader(records, new Symbols(symbols)).read();
        JobCard card = card(statements.get(0), messageClass);
        return new JobDeck(card, new Steps(Operands.of(statements.get(0)).keyword("COND")).read(statements));
    }

    private static JobCard card(Statement job, String messageClass) throws JclException {
        Operands operands = Operands.of(job);
        String run = operands.keyword("TYPRUN").orElse("");
        if (!run.matches("|HOLD|JCLHOLD|SCAN|COPY")) {
            throw new JclException(job.number(), "IEFC632I FORMAT ERROR IN THE TYPRUN FIELD");
        }
        String jobClass = operands.keyword("CLASS").orElse("A");
        if (!jobClass.matches("[A-Z0-9]{1,8}")) {
            throw new JclException(job.number(), "IEFC632I FORMAT ERROR IN THE CLASS FIELD");
        }
        return new JobCard(
                job.name(),
                jobClass,
                operands.keyword("MSGCLASS").orElse(messageClass),
                run.equals("HOLD") || run.equals("JCLHOLD"),
                run.equals("SCAN"));
    }

    /** Puts the statements behind the JOB statement in their steps. Used once. */
    private static final class Steps {
        private final Optional<String> jobCond;
        private final List<StepCard> steps = new ArrayList<>();
        private final Deque<Condition> open = new ArrayDeque<>();
        private final Map<String, Integer> names = new HashMap<>();

        private Steps(Optional<String> jobCond) {
            this.jobCond = jobCond;
        }

        private List<StepCard> read(List<Statement> statements) throws JclException {
            for (Statement statement : statements.subList(1, statements.size())) {
                switch (statement.operation()) {
                    case "EXEC" -> exec(statement);
                    case "DD" -> dd(statement);
                    case "IF" -> open.push(Condition.ofIf(statement.operands(), statement.number()));
                    case "ELSE" -> {
                        Condition then = pop(statement);
                        open.push(past -> !then.holds(past));
                    }
                    case "ENDIF" -> pop(statement);
                    default -> {
                        if (!IGNORED.contains(statement.operation())) {
                            throw new JclException(statement.number(), "IEFC605I UNIDENTIFIED OPERATION FIELD");
                        }
                    }
                }
            }
            if (!open.isEmpty()) {
                throw new JclException(0, "IEFC679I AN ENDIF STATEMENT WAS NOT FOUND");
            }
            if (steps.isEmpty()) {
                throw new JclException(0, "IEFC607I JOB HAS NO STEPS");
            }
            return steps;
        }

        private Condition pop(Statement statement) throws JclException {
            if (open.isEmpty()) {
                throw new JclException(statement.number(), "IEFC681I NO MATCHING IF STATEMENT");
            }
            return open.pop();
        }

        private void exec(Statement statement) throws JclException {
            Operands operands = Operands.of(statement);
            Optional<String> program = operands.keyword("PGM");
            if (program.isEmpty()) {
                String procedure = operands.keyword("PROC")
                        .orElse(
                                operands.positional().isEmpty()
                                        ? ""
                                        : operands.positional().get(0));
                throw new JclException(statement.number(), "IEFC612I PROCEDURE " + procedure + " WAS NOT FOUND");
            }
            if (!program.get().matches("[A-Z@#$*][A-Z0-9@#$.]{0,25}")) {
                throw new JclException(statement.number(), "IEFC632I FORMAT ERROR IN THE PGM FIELD");
            }
            if (!statement.name().isEmpty() && names.put(statement.name(), statement.number()) != null) {
                throw new JclException(statement.number(), "IEFC009I KEYWORD STEPNAME IS A DUPLICATE");
            }
            List<Condition> conditions = new ArrayList<>(open);
            if (jobCond.isPresent()) {
                conditions.add(Condition.ofCond(jobCond.get(), statement.number()));
            }
            boolean afterAbend = !open.isEmpty();
            conditions.add(
                    operands.keyword("COND").isPresent()
                            ? Condition.ofCond(operands.keyword("COND").get(), statement.number())
                            : past -> afterAbend || !past.abended());
            steps.add(new StepCard(
                    statement.name(),
                    program.get(),
                    parameter(operands.keyword("PARM").orElse("")),
                    conditions,
                    List.of()));
        }

        private static String parameter(String text) {
            return text.startsWith("(")
                    ? String.join(
                            ",",
                            Operands.list(text).stream().map(Operands::unquoted).toList())
                    : Operands.unquoted(text);
        }

        private void dd(Statement statement) throws JclException {
            if (steps.isEmpty()) {
                if (statement.name().matches("JOBLIB|JOBCAT")) {
                    return;
                }
                throw new JclException(statement.number(), "IEFC019I MISPLACED DD STATEMENT");
            }
            StepCard step = steps.get(steps.size() - 1);
            if (statement.name().isEmpty() && step.dds().isEmpty()) {
                throw new JclException(statement.number(), "IEFC019I MISPLACED DD STATEMENT");
            }
            List<StepCard.DdCard> dds = new ArrayList<>(step.dds());
            dds.add(new StepCard.DdCard(
                    statement.number(), statement.name(), Operands.of(statement), statement.lines()));
            steps.set(
                    steps.size() - 1,
                    new StepCard(step.name(), step.program(), step.parameter(), step.conditions(), dds));
        }
    }
}
