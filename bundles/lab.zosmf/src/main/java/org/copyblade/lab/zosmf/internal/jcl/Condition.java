package org.copyblade.lab.zosmf.internal.jcl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When a step runs, as {@code COND=} and {@code IF} say it. Pure. */
public interface Condition {
    /** What became of the steps before: their codes by name in order, and whether one ended abnormally. */
    record Past(Map<String, Integer> codes, boolean abended) {}

    boolean holds(Past past);

    /** The condition under which a step with {@code COND=} runs. */
    static Condition ofCond(String text, int statement) throws JclException {
        List<Condition> tests = new ArrayList<>();
        boolean even = false;
        boolean only = false;
        String inner = text.startsWith("((") || text.matches("\\((EVEN|ONLY).*") ? text : "(" + text + ")";
        for (String part : Operands.list(inner)) {
            if (part.equals("EVEN")) {
                even = true;
            } else if (part.equals("ONLY")) {
                only = true;
            } else {
                tests.add(bypass(part, statement));
            }
        }
        boolean runsAfterAbend = even || only;
        boolean onlyAfterAbend = only;
        return past -> (!past.abended() || runsAfterAbend)
                && (past.abended() || !onlyAfterAbend)
                && tests.stream().noneMatch(it -> it.holds(past));
    }

    private static Condition bypass(String part, int statement) throws JclException {
        List<String> test = Operands.list(part);
        boolean formed = test.size() >= 2
                && test.get(0).matches("[0-9]{1,4}")
                && test.get(1).matches("EQ|NE|GT|GE|LT|LE");
        if (!formed) {
            throw new JclException(statement, "IEFC642I EXCESSIVE OR INVALID VALUE IN THE COND FIELD");
        }
        int code = Integer.parseInt(test.get(0));
        String step = test.size() > 2 ? test.get(2) : "";
        return past -> past.codes().entrySet().stream()
                .filter(it -> step.isEmpty() || it.getKey().equals(step))
                .anyMatch(it -> compare(code, test.get(1), it.getValue()));
    }

    /** The condition of an {@code IF ... THEN}: comparisons of RC, ABEND and RUN with AND, OR and NOT, in parentheses or not. */
    static Condition ofIf(String text, int statement) throws JclException {
        return new IfReader(text.replaceAll("\\bTHEN\\s*$", ""), statement).read();
    }

    private static boolean compare(int left, String operator, int right) {
        return switch (operator) {
            case "EQ", "=" -> left == right;
            case "NE", "¬=" -> left != right;
            case "GT", ">" -> left > right;
            case "GE", ">=" -> left >= right;
            case "LT", "<" -> left < right;
            default -> left <= right;
        };
    }

    /** Descends through the expression, once. */
    final class IfReader {
        private static final Pattern TOKEN =
                Pattern.compile("\\s*(\\(|\\)|>=|<=|¬=|!=|[=<>&|¬]|[A-Z@#$][A-Z0-9@#$]*(?:\\.[A-Z0-9@#$]+)*|[0-9]+)");

        private final List<String> tokens = new ArrayList<>();
        private final int statement;
        private int place;

        private IfReader(String text, int statement) throws JclException {
            this.statement = statement;
            Matcher matcher = TOKEN.matcher(text);
            int end = 0;
            while (matcher.lookingAt()) {
                tokens.add(matcher.group(1));
                end = matcher.end();
                matcher.region(end, text.length());
            }
            if (!text.substring(end).isBlank()) {
                throw broken();
            }
        }

        private Condition read() throws JclException {
            Condition condition = or();
            if (place < tokens.size()) {
                throw broken();
            }
            return condition;
        }

        private Condition or() throws JclException {
            Condition left = and();
            while (take("OR") || take("|")) {
                Condition one = left;
                Condition other = and();
                left = past -> one.holds(past) || other.holds(past);
            }
            return left;
        }

        private Condition and() throws JclException {
            Condition left = not();
            while (take("AND") || take("&")) {
                Condition one = left;
                Condition other = not();
                left = past -> one.holds(past) && other.holds(past);
            }
            return left;
        }

        private Condition not() throws JclException {
            if (take("NOT") || take("¬")) {
                Condition inner = not();
                return past -> !inner.holds(past);
            }
            if (take("(")) {
                Condition inner = or();
                if (!take(")")) {
                    throw broken();
                }
                return inner;
            }
            return comparison();
        }

        private Condition comparison() throws JclException {
            String name = next();
            String step = name.contains(".") ? name.substring(0, name.indexOf('.')) : "";
            String what = name.substring(name.indexOf('.') + 1);
            if (what.equals("ABEND")) {
                boolean wanted = !(take("=") || take("EQ")) || next().equals("TRUE");
                return past -> past.abended() == wanted;
            }
            if (what.equals("RUN")) {
                boolean wanted = !(take("=") || take("EQ")) || next().equals("TRUE");
                return past -> past.codes().containsKey(step) == wanted;
            }
            String operator = next();
            if (!what.equals("RC") || !operator.matches("EQ|NE|GT|GE|LT|LE|=|¬=|!=|>|>=|<|<=")) {
                throw broken();
            }
            String sign = operator.equals("!=") ? "NE" : operator;
            String number = next();
            if (!number.matches("[0-9]{1,4}")) {
                throw broken();
            }
            int code = Integer.parseInt(number);
            return past -> {
                if (step.isEmpty()) {
                    int highest = past.codes().values().stream()
                            .mapToInt(Integer::intValue)
                            .max()
                            .orElse(0);
                    return compare(highest, sign, code);
                }
                return past.codes().containsKey(step) && compare(past.codes().get(step), sign, code);
            };
        }

        private boolean take(String token) {
            boolean there = place < tokens.size() && tokens.get(place).equals(token);
            place += there ? 1 : 0;
            return there;
        }

        private String next() throws JclException {
            if (place >= tokens.size()) {
                throw broken();
            }
            return tokens.get(place++);
        }

        private JclException broken() {
            return new JclException(statement, "IEFC680I THE IF STATEMENT CONTAINS AN INVALID EXPRESSION");
        }
    }
}
