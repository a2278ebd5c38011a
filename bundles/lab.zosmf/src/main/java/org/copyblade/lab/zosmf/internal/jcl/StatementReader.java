package org.copyblade.lab.zosmf.internal.jcl;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the records of a job together to statements. Used once. */
final class StatementReader {
    private static final int OPERANDS_END = 71;
    private static final int RECORD = 80;
    private static final Pattern STATEMENT = Pattern.compile("//([^ ]*) +([A-Z]+)(?: +(.*))?");
    private static final Pattern NAME = Pattern.compile("[A-Z@#$][A-Z0-9@#$]{0,7}(\\.[A-Z@#$][A-Z0-9@#$]{0,7})?");
    private static final Pattern IN_STREAM = Pattern.compile("(\\*|DATA)(,.*)?");
    private static final Pattern DELIMITER = Pattern.compile("(?:^|,)DLM=(?:'([^']{2})'|([^,']{2}))(?:,|$)");

    private final List<String> records;
    private final Symbols symbols;
    private int place;
    private int number;

    StatementReader(List<String> records, Symbols symbols) {
        this.records = List.copyOf(records);
        this.symbols = symbols;
    }

    /** All statements; {@code SET} is carried out and left out. */
    List<Statement> read() throws JclException {
        List<Statement> statements = new ArrayList<>();
        while (place < records.size()) {
            String record = record(place);
            if (record.isBlank() || record.startsWith("//*") || record.startsWith("/*")) {
                place++;
            } else if (record.strip().equals("//")) {
                break;
            } else if (record.startsWith("//")) {
                statement(statements);
            } else {
                // Data that no DD asked for gets a SYSIN of its own, as JES does.
                number++;
                statements.add(new Statement(number, "SYSIN", "DD", "*", data("/*", true)));
            }
        }
        return statements;
    }

    private void statement(List<Statement> statements) throws JclException {
        number++;
        String record = cut(record(place));
        Matcher matcher = STATEMENT.matcher(record);
        if (!matcher.matches()) {
            throw new JclException(number, "IEFC605I UNIDENTIFIED OPERATION FIELD");
        }
        String name = matcher.group(1);
        String operation = matcher.group(2);
        if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            throw new JclException(number, "IEFC662I INVALID LABEL " + name);
        }
        place++;
        String rest = matcher.group(3) == null ? "" : matcher.group(3);
        boolean condition = operation.equals("IF");
        String operands = symbols.replace(condition ? condition(rest) : operands(rest));
        if (operation.equals("SET")) {
            set(operands);
            return;
        }
        List<String> lines = List.of();
        if (operation.equals("DD") && IN_STREAM.matcher(operands).matches()) {
            Matcher delimiter = DELIMITER.matcher(operands);
            boolean own = delimiter.find();
            String end = own ? (delimiter.group(1) == null ? delimiter.group(2) : delimiter.group(1)) : "/*";
            lines = data(end, operands.startsWith("*") && !own);
            if (operands.contains("SYMBOLS=")) {
                lines = lines.stream().map(symbols::replace).toList();
            }
        }
        statements.add(new Statement(number, name, operation, operands, lines));
    }

    private void set(String operands) throws JclException {
        Operands values = Operands.of(new Statement(number, "", "SET", operands, List.of()));
        for (Iterator<String> names = values.names().iterator(); names.hasNext(); ) {
            String name = names.next();
            symbols.set(name, Operands.unquoted(values.keyword(name).orElse("")));
        }
    }

    /** Up to the first blank outside apostrophes; goes on in the next record behind a comma. */
    private String operands(String first) throws JclException {
        StringBuilder operands = new StringBuilder(field(first, false));
        while (operands.toString().endsWith(",") || isOpen(operands.toString())) {
            if (place >= records.size()) {
                throw new JclException(number, "IEFC621I EXPECTED CONTINUATION NOT RECEIVED");
            }
            String next = record(place);
            if (next.startsWith("//*")) {
                place++;
                continue;
            }
            if (!next.startsWith("// ")) {
                throw new JclException(number, "IEFC621I EXPECTED CONTINUATION NOT RECEIVED");
            }
            boolean open = isOpen(operands.toString());
            place++;
            operands.append(field(cut(next).substring(2).stripLeading(), open));
        }
        return operands.toString();
    }

    private String condition(String first) throws JclException {
        StringBuilder text = new StringBuilder(first);
        while (!text.toString().stripTrailing().endsWith("THEN")) {
            if (place >= records.size() || !record(place).startsWith("// ")) {
                throw new JclException(number, "IEFC621I EXPECTED CONTINUATION NOT RECEIVED");
            }
            text.append(' ').append(cut(record(place)).substring(2).strip());
            place++;
        }
        return text.toString();
    }

    private List<String> data(String end, boolean endsAtStatement) {
        List<String> lines = new ArrayList<>();
        while (place < records.size()) {
            String record = record(place);
            if (record.startsWith(end) || endsAtStatement && record.startsWith("//")) {
                if (record.startsWith(end)) {
                    place++;
                }
                break;
            }
            lines.add(record.stripTrailing());
            place++;
        }
        return lines;
    }

    private String record(int index) {
        String record = records.get(index);
        return record.length() > RECORD ? record.substring(0, RECORD) : record;
    }

    /** Without what is behind column 71. */
    private static String cut(String record) {
        return (record.length() > OPERANDS_END ? record.substring(0, OPERANDS_END) : record);
    }

    private static String field(String text, boolean open) {
        boolean quoted = open;
        for (int index = 0; index < text.length(); index++) {
            quoted ^= text.charAt(index) == '\'';
            if (text.charAt(index) == ' ' && !quoted) {
                return text.substring(0, index);
            }
        }
        return quoted ? text : text.stripTrailing();
    }

    private static boolean isOpen(String text) {
        return text.chars().filter(it -> it == '\'').count() % 2 == 1;
    }
}
