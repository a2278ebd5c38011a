package org.copyblade.lab.zosmf.internal.jes;

import java.nio.charset.Charset;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.lab.zos.AbendException;
import org.copyblade.lab.zos.DataSetEntry;
import org.copyblade.lab.zos.Dd;
import org.copyblade.lab.zos.Device;
import org.copyblade.lab.zos.Enqueue;
import org.copyblade.lab.zos.LabSysplex;
import org.copyblade.lab.zos.NewDataSet;
import org.copyblade.lab.zos.OpenDataSet;
import org.copyblade.lab.zos.ZosException;
import org.copyblade.lab.zos.ZosException.Reason;
import org.copyblade.lab.zosmf.internal.jcl.Operands;
import org.copyblade.lab.zosmf.internal.jcl.StepCard;
import org.copyblade.lab.zosmf.internal.jcl.StepCard.DdCard;

/** The DDs of a step while it runs: names held, data sets made, output collected. Used by the step's thread. */
final class Allocation {
    private static final Charset TEXT = Charset.forName("IBM1047");
    private static final long ENQUEUE_POLL_MS = 20;

    private record Used(DdReader.Wanted wanted, Optional<DataSetEntry> entry) {}

    private final LabSysplex sysplex;
    private final Job job;
    private final String step;
    private final String owner;
    private final Map<String, Dd> dds = new LinkedHashMap<>();
    private final Map<String, SpoolFile> spool = new HashMap<>();
    private final Map<String, List<String>> printed = new LinkedHashMap<>();
    private final List<Used> used = new ArrayList<>();
    private final List<Enqueue> held = new ArrayList<>();

    private Allocation(LabSysplex sysplex, Job job, StepCard card) {
        this.sysplex = sysplex;
        this.job = job;
        this.step = card.name();
        this.owner = job.name() + "/" + job.id();
    }

    /** Allocates everything, waiting for names that others hold; all of it or nothing. */
    static Allocation of(LabSysplex sysplex, Job job, StepCard card) throws AllocationException, InterruptedException {
        Allocation allocation = new Allocation(sysplex, job, card);
        boolean done = false;
        try {
            allocation.allocate(card.dds());
            done = true;
            return allocation;
        } finally {
            if (!done) {
                allocation.end(false);
            }
        }
    }

    List<Dd> dds() {
        return List.copyOf(dds.values());
    }

    List<List<String>> internalReaders() {
        return printed.entrySet().stream()
                .filter(it -> dds.get(it.getKey()).kind() == Dd.Kind.INTERNAL_READER)
                .map(Map.Entry::getValue)
                .toList();
    }

    List<String> lines(Dd dd) throws AbendException {
        if (dd.kind() == Dd.Kind.IN_STREAM) {
            return dd.lines();
        }
        List<String> lines = new ArrayList<>();
        for (Dd.DataSetUse use : dd.dataSets()) {
            try (OpenDataSet file = open(use)) {
                List<byte[]> records = use.member().isEmpty() ? file.records() : file.member(use.member());
                records.forEach(it -> lines.add(new String(it, TEXT).stripTrailing()));
            } catch (ZosException refusal) {
                throw new AbendException(
                        "S013",
                        "IEC141I 013-18," + job.name() + "," + step + "," + dd.name() + " " + refusal.getMessage());
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }
        return lines;
    }

    void print(Dd dd, String line) throws AbendException {
        switch (dd.kind()) {
            case SYSOUT -> spool.get(dd.name()).print(line);
            case DUMMY -> {}
            case INTERNAL_READER, DATA_SET ->
                printed.computeIfAbsent(dd.name(), it -> new ArrayList<>()).add(line);
            case IN_STREAM -> throw new AbendException("S013", "IEC141I 013-C0 " + dd.name() + " IS NO OUTPUT");
        }
    }

    /** Writes what was collected, disposes of the data sets and lets the names go. */
    void end(boolean normal) {
        for (Map.Entry<String, List<String>> output : printed.entrySet()) {
            Dd dd = dds.get(output.getKey());
            if (dd.kind() == Dd.Kind.DATA_SET) {
                write(dd.dataSets().get(0), output.getValue());
            }
        }
        used.forEach(
                it -> dispose(it, normal ? it.wanted().normal() : it.wanted().abnormal()));
        held.forEach(Enqueue::close);
        held.clear();
    }

    private void allocate(List<DdCard> cards) throws AllocationException, InterruptedException {
        String last = "";
        List<DdReader.Wanted> wanted = new ArrayList<>();
        Map<String, List<DdReader.Wanted>> byDd = new LinkedHashMap<>();
        for (DdCard card : cards) {
            last = card.name().isEmpty() ? last : card.name();
            Optional<Dd> simple = simple(card, last);
            if (simple.isPresent()) {
                put(simple.get());
            } else {
                DdReader.Wanted one = DdReader.read(card.operands(), last, temporaryPrefix());
                wanted.add(one);
                byDd.computeIfAbsent(last, it -> new ArrayList<>()).add(one);
                dds.putIfAbsent(last, new Dd(last, Dd.Kind.DATA_SET, List.of(), List.of()));
            }
        }
        hold(wanted);
        for (Map.Entry<String, List<DdReader.Wanted>> dd : byDd.entrySet()) {
            List<Dd.DataSetUse> uses = new ArrayList<>();
            for (DdReader.Wanted one : dd.getValue()) {
                Optional<DataSetEntry> entry = allocate(dd.getKey(), one);
                used.add(new Used(one, entry));
                uses.add(new Dd.DataSetUse(
                        one.name(),
                        one.member(),
                        one.status(),
                        entry.map(DataSetEntry::volsers).orElse(one.volsers())));
            }
            dds.put(dd.getKey(), new Dd(dd.getKey(), Dd.Kind.DATA_SET, List.of(), uses));
        }
    }

    private void put(Dd dd) {
        Dd before = dds.get(dd.name());
        if (before != null && before.kind() == Dd.Kind.IN_STREAM && dd.kind() == Dd.Kind.IN_STREAM) {
            List<String> lines = new ArrayList<>(before.lines());
            lines.addAll(dd.lines());
            dds.put(dd.name(), new Dd(dd.name(), Dd.Kind.IN_STREAM, lines, List.of()));
        } else {
            dds.put(dd.name(), dd);
        }
    }

    /** A DD that needs no data set. */
    private Optional<Dd> simple(DdCard card, String name) {
        String first = card.operands().positional().isEmpty()
                ? ""
                : card.operands().positional().get(0);
        Optional<String> sysout = card.operands().keyword("SYSOUT");
        Dd.Kind kind;
        if (first.equals("*") || first.equals("DATA")) {
            kind = Dd.Kind.IN_STREAM;
        } else if (sysout.isPresent()) {
            List<String> parts = Operands.list(sysout.get());
            kind = parts.size() > 1 && parts.get(1).equals("INTRDR") ? Dd.Kind.INTERNAL_READER : Dd.Kind.SYSOUT;
            if (kind == Dd.Kind.SYSOUT) {
                String outputClass =
                        parts.get(0).equals("*") ? job.identity().card().messageClass() : parts.get(0);
                spool.put(name, job.open(step, name, outputClass));
            }
        } else if (first.equals("DUMMY")
                || card.operands().keyword("DSN").filter("NULLFILE"::equals).isPresent()) {
            kind = Dd.Kind.DUMMY;
        } else {
            return Optional.empty();
        }
        return Optional.of(new Dd(name, kind, card.lines(), List.of()));
    }

    private void hold(List<DdReader.Wanted> wanted) throws InterruptedException {
        List<DdReader.Wanted> sorted = new ArrayList<>(wanted);
        // In one order everywhere, so that no two jobs wait for each other.
        sorted.sort(Comparator.comparing(DdReader.Wanted::name));
        sorted.removeIf(it -> it.name().isEmpty());
        for (DdReader.Wanted one : sorted) {
            Enqueue.Mode mode = one.status() == Dd.Status.SHR ? Enqueue.Mode.SHARED : Enqueue.Mode.EXCLUSIVE;
            Optional<Enqueue> taken = sysplex.dataSets().enqueue(one.name(), mode, owner);
            if (taken.isEmpty()) {
                sysplex.console()
                        .message("IEF099I JOB " + job.name() + " WAITING FOR DATA SETS", "      " + one.name());
            }
            while (taken.isEmpty()) {
                Thread.sleep(ENQUEUE_POLL_MS);
                taken = sysplex.dataSets().enqueue(one.name(), mode, owner);
            }
            held.add(taken.get());
        }
    }

    private Optional<DataSetEntry> allocate(String dd, DdReader.Wanted wanted)
            throws AllocationException, InterruptedException {
        if (wanted.name().isEmpty()) {
            return Optional.empty();
        }
        try {
            Optional<DataSetEntry> there = wanted.volsers().isEmpty()
                    ? sysplex.dataSets().find(wanted.name())
                    : find(wanted.name(), wanted.volsers());
            if (wanted.status() == Dd.Status.NEW || wanted.status() == Dd.Status.MOD && there.isEmpty()) {
                return Optional.of(make(dd, wanted));
            }
            if (there.isEmpty()) {
                throw new AllocationException(
                        "IEF212I " + job.name() + " " + step + " " + dd + " - DATA SET NOT FOUND");
            }
            return there;
        } catch (ZosException refusal) {
            throw new AllocationException(refused(dd, wanted, refusal));
        }
    }

    private Optional<DataSetEntry> find(String name, List<String> volsers) throws ZosException {
        List<DataSetEntry.Piece> pieces = new ArrayList<>();
        Optional<DataSetEntry> first = Optional.empty();
        for (String volser : volsers) {
            Optional<DataSetEntry> here = sysplex.dataSets().find(name, volser);
            if (here.isPresent()) {
                first = first.isPresent() ? first : here;
                pieces.addAll(here.get().pieces());
            }
        }
        return first.map(it -> new DataSetEntry(name, it.attributes(), pieces, it.catalog()));
    }

    private DataSetEntry make(String dd, DdReader.Wanted wanted) throws ZosException, InterruptedException {
        boolean catalogued = wanted.normal().equals("CATLG");
        ZosException last = new ZosException(Reason.NO_SPACE, "no volume is online");
        for (String volser : candidates(wanted)) {
            try {
                return sysplex.dataSets()
                        .allocate(new NewDataSet(
                                wanted.name(),
                                wanted.attributes(),
                                List.of(new NewDataSet.Share(volser, Math.max(1, wanted.tracks()))),
                                catalogued));
            } catch (ZosException refusal) {
                last = refusal;
                if (refusal.reason() != Reason.NO_SPACE) {
                    break;
                }
            }
        }
        throw last;
    }

    private List<String> candidates(DdReader.Wanted wanted) throws ZosException {
        if (!wanted.volsers().isEmpty()) {
            return wanted.volsers();
        }
        Optional<Device> device = sysplex.devices().unit(wanted.unit());
        if (device.isPresent()) {
            return List.of(device.get().volser());
        }
        if (!wanted.unit().isEmpty() && !sysplex.settings().units().contains(wanted.unit())) {
            throw new ZosException(Reason.INVALID, "UNIT FIELD SPECIFIES INCORRECT DEVICE NAME");
        }
        if (!sysplex.settings().storageVolumes().isEmpty()) {
            return sysplex.settings().storageVolumes();
        }
        return sysplex.devices().all().stream()
                .filter(Device::online)
                .map(Device::volser)
                .toList();
    }

    private String refused(String dd, DdReader.Wanted wanted, ZosException refusal) {
        return switch (refusal.reason()) {
            case EXISTS ->
                "IGD17101I DATA SET " + wanted.name() + "\nNOT DEFINED BECAUSE DUPLICATE NAME EXISTS IN CATALOG\n"
                        + "RETURN CODE IS 8 REASON CODE IS 38 IGDCATEF";
            case NO_SPACE -> "IEF257I " + job.name() + " " + step + " " + dd + " - SPACE REQUESTED NOT AVAILABLE";
            case INVALID -> "IEF210I " + job.name() + " " + step + " " + dd + " - " + refusal.getMessage();
            case NOT_FOUND, INCONSISTENT, IN_USE, IO ->
                "IEF212I " + job.name() + " " + step + " " + dd + " - DATA SET NOT FOUND\n" + refusal.getMessage();
        };
    }

    private OpenDataSet open(Dd.DataSetUse use) throws ZosException, InterruptedException {
        Optional<DataSetEntry> entry = find(use.name(), use.volsers());
        return sysplex.dataSets()
                .open(
                        entry.orElseThrow(() -> new ZosException(Reason.NOT_FOUND, use.name() + " is not there")),
                        Enqueue.Mode.NONE,
                        owner);
    }

    private void write(Dd.DataSetUse use, List<String> lines) {
        List<byte[]> records = lines.stream().map(it -> it.getBytes(TEXT)).toList();
        try (OpenDataSet file = open(use)) {
            if (use.member().isEmpty()) {
                file.replaceRecords(records);
            } else {
                file.replaceMember(use.member(), records);
            }
        } catch (ZosException refusal) {
            job.own(4, "JESYSMSG").print(" IEC031I D37-04," + job.name() + "," + step + " " + refusal.getMessage());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void dispose(Used one, String disposition) {
        try {
            Optional<DataSetEntry> there = one.entry();
            if (there.isEmpty()) {
                return;
            }
            switch (disposition) {
                case "DELETE" -> {
                    sysplex.dataSets().delete(there.get(), owner);
                    tell("IEF285I   " + one.wanted().name() + "   DELETED");
                }
                case "CATLG" -> {
                    sysplex.dataSets().catalog(there.get());
                    tell("IEF285I   " + one.wanted().name() + "   CATALOGED");
                }
                case "UNCATLG" -> {
                    sysplex.dataSets().uncatalog(one.wanted().name());
                    tell("IEF285I   " + one.wanted().name() + "   UNCATALOGED");
                }
                default -> tell("IEF285I   " + one.wanted().name() + "   KEPT");
            }
        } catch (ZosException refusal) {
            tell("IEF283I   " + one.wanted().name() + "   NOT " + disposition + " - " + refusal.getMessage());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(String message) {
        job.own(4, "JESYSMSG").print(" " + message);
    }

    private String temporaryPrefix() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return "SYS%02d%03d.T%05d.RA000.%s."
                .formatted(
                        today.getYear() % 100,
                        today.getDayOfYear(),
                        job.identity().number(),
                        job.name());
    }
}
