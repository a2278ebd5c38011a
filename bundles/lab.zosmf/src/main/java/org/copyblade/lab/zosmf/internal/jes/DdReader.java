package org.copyblade.lab.zosmf.internal.jes;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.copyblade.lab.array.Emulation;
import org.copyblade.lab.zos.DataSetAttributes;
import org.copyblade.lab.zos.DataSetAttributes.Organization;
import org.copyblade.lab.zos.DataSetNames;
import org.copyblade.lab.zos.Dd.Status;
import org.copyblade.lab.zosmf.internal.jcl.Operands;

/** What the operands of a DD for a data set mean. Pure. */
final class DdReader {
    private static final int DEFAULT_TRACKS = 15;

    /**
     * A DD for a data set.
     *
     * @param name its data set; empty for a DD that names volumes only
     * @param member of a partitioned one, or empty
     * @param status how it is shared
     * @param normal what becomes of it after a step that ends normally
     * @param abnormal the same after an abend
     * @param volsers that are named
     * @param unit that is named, or empty
     * @param attributes its form, for a new one
     * @param tracks its primary space, for a new one
     * @param secondary its secondary space
     */
    record Wanted(
            String name,
            String member,
            Status status,
            String normal,
            String abnormal,
            List<String> volsers,
            String unit,
            DataSetAttributes attributes,
            int tracks,
            int secondary) {}

    private DdReader() {}

    static Wanted read(Operands operands, String ddname, String temporaryPrefix) throws AllocationException {
        String dsn = Operands.unquoted(
                operands.keyword("DSN").or(() -> operands.keyword("DSNAME")).orElse("&&" + ddname));
        String member = "";
        if (dsn.matches(".*\\([A-Z0-9@#$+-]+\\)")) {
            member = dsn.substring(dsn.indexOf('(') + 1, dsn.length() - 1);
            dsn = dsn.substring(0, dsn.indexOf('('));
        }
        boolean temporary = dsn.startsWith("&&");
        String name = temporary ? temporaryPrefix + dsn.substring(2) : dsn;
        boolean volume =
                operands.keyword("DSN").or(() -> operands.keyword("DSNAME")).isEmpty()
                        && operands.keyword("DISP")
                                .filter(it -> it.matches("\\(?(OLD|SHR).*"))
                                .isPresent();
        if (volume) {
            name = "";
        } else if (!DataSetNames.isName(name)) {
            throw new AllocationException("IEFC632I FORMAT ERROR IN THE DSNAME FIELD OF " + ddname + ": " + dsn);
        }
        List<String> disposition = Operands.list(operands.keyword("DISP").orElse("NEW"));
        Status status = status(part(disposition, 0).orElse("NEW"), ddname);
        String kept = temporary || status == Status.NEW ? "DELETE" : "KEEP";
        String normal = part(disposition, 1).orElse(kept);
        String abnormal = part(disposition, 2).orElse(normal.equals("PASS") ? kept : normal);
        if (!normal.matches("KEEP|DELETE|CATLG|UNCATLG|PASS") || !abnormal.matches("KEEP|DELETE|CATLG|UNCATLG")) {
            throw new AllocationException("IEFC632I FORMAT ERROR IN THE DISP FIELD OF " + ddname);
        }
        Space space = space(operands.keyword("SPACE"), ddname);
        return new Wanted(
                name,
                member,
                status,
                normal,
                abnormal,
                volsers(operands),
                part(Operands.list(operands.keyword("UNIT").orElse("")), 0).orElse(""),
                attributes(operands, member, space.directory()),
                space.primary(),
                space.secondary());
    }

    private record Space(int primary, int secondary, boolean directory) {}

    private static Optional<String> part(List<String> parts, int index) {
        return index < parts.size() && !parts.get(index).isEmpty() ? Optional.of(parts.get(index)) : Optional.empty();
    }

    private static Status status(String text, String ddname) throws AllocationException {
        try {
            return Status.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new AllocationException("IEFC632I FORMAT ERROR IN THE DISP FIELD OF " + ddname);
        }
    }

    private static List<String> volsers(Operands operands) {
        List<String> volsers = new ArrayList<>();
        for (String part : Operands.list(
                operands.keyword("VOL").or(() -> operands.keyword("VOLUME")).orElse(""))) {
            if (part.startsWith("SER=")) {
                volsers.addAll(Operands.list(part.substring(4)));
            }
        }
        String whole =
                operands.keyword("VOL").or(() -> operands.keyword("VOLUME")).orElse("");
        if (volsers.isEmpty() && whole.startsWith("SER=")) {
            volsers.addAll(Operands.list(whole.substring(4)));
        }
        return volsers;
    }

    private static Space space(Optional<String> text, String ddname) throws AllocationException {
        if (text.isEmpty()) {
            return new Space(DEFAULT_TRACKS, 0, false);
        }
        List<String> parts = Operands.list(text.get());
        List<String> amounts = Operands.list(part(parts, 1).orElse(""));
        try {
            int primary = Integer.parseInt(part(amounts, 0).orElse("1"));
            int secondary = Integer.parseInt(part(amounts, 1).orElse("0"));
            int unit = unit(parts.get(0), primary);
            return new Space(
                    tracks(parts.get(0), unit, primary), tracks(parts.get(0), unit, secondary), amounts.size() > 2);
        } catch (ArithmeticException | NumberFormatException bad) {
            throw new AllocationException("IEFC632I FORMAT ERROR IN THE SPACE FIELD OF " + ddname);
        }
    }

    /** Tracks of a unit, or for blocks their length in bytes as a negative number. */
    private static int unit(String unit, int primary) {
        return switch (unit) {
            case "TRK" -> 1;
            case "CYL" -> Emulation.TRACKS_PER_CYLINDER;
            default -> -Integer.parseInt(unit);
        };
    }

    private static int tracks(String name, int unit, int amount) {
        if (amount < 0) {
            throw new NumberFormatException(name);
        }
        return unit > 0
                ? Math.multiplyExact(unit, amount)
                : Math.toIntExact(
                        ((long) -unit * amount + Emulation.CKD.trackBytes() - 1) / Emulation.CKD.trackBytes());
    }

    private static DataSetAttributes attributes(Operands operands, String member, boolean directory)
            throws AllocationException {
        String format = operands.keyword("RECFM").orElse(dcb(operands, "RECFM").orElse(""));
        int record = number(operands.keyword("LRECL").or(() -> dcb(operands, "LRECL")));
        int block = number(operands.keyword("BLKSIZE").or(() -> dcb(operands, "BLKSIZE")));
        String organization =
                operands.keyword("DSORG").orElse(dcb(operands, "DSORG").orElse(""));
        boolean partitioned = directory
                || organization.startsWith("PO")
                || !member.isEmpty()
                || operands.keyword("DSNTYPE").filter("LIBRARY"::equals).isPresent();
        if (format.isEmpty() && record == 0 && block == 0) {
            return new DataSetAttributes(
                    partitioned ? Organization.PARTITIONED : Organization.SEQUENTIAL,
                    partitioned ? "FB" : "U",
                    partitioned ? 80 : 0,
                    partitioned ? 27_920 : 32_760);
        }
        String form = format.isEmpty() ? "FB" : format;
        int records = record == 0 ? 80 : record;
        int longest = (form.startsWith("F") && records > 0) ? 27_998 / records * records : 27_998;
        return new DataSetAttributes(
                partitioned ? Organization.PARTITIONED : Organization.SEQUENTIAL,
                form,
                records,
                block == 0 ? Math.max(longest, records) : block);
    }

    private static Optional<String> dcb(Operands operands, String key) {
        return Operands.list(operands.keyword("DCB").orElse("")).stream()
                .filter(it -> it.startsWith(key + "="))
                .map(it -> it.substring(key.length() + 1))
                .findFirst();
    }

    private static int number(Optional<String> text) throws AllocationException {
        if (text.isEmpty()) {
            return 0;
        }
        if (!text.get().matches("[0-9]{1,5}") || Integer.parseInt(text.get()) > 32_760) {
            throw new AllocationException("IEFC632I FORMAT ERROR IN THE DCB FIELD: " + text.get());
        }
        return Integer.parseInt(text.get());
    }
}
