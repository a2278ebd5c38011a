package org.copyblade.itests.rig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.api.Backup;
import org.copyblade.demo.ims.fixture.LabEndpoints;
import org.copyblade.demo.ims.fixture.Laboratory;
import org.copyblade.demo.ims.fixture.Placement;
import org.copyblade.demo.ims.fixture.Ports;
import org.copyblade.demo.ims.fixture.ShownCopies;
import org.copyblade.demo.ims.fixture.Storage;
import org.copyblade.lab.array.HostVolume;
import org.copyblade.lab.ims.CheckReport;
import org.copyblade.lab.ims.Evidence;
import org.copyblade.lab.ims.ImsPlex;
import org.copyblade.lab.zos.Operator;

/** Main class of the laboratory's process: storage, z/OS and IMS at work, and what is asked of them beside the product. */
final class RigLaboratory {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SUSPENSION_MS = 60_000;

    private final Laboratory laboratory;
    private final LabCensus census;
    private final LabArea area;

    private RigLaboratory(Laboratory laboratory) {
        this.laboratory = laboratory;
        this.census = new LabCensus(laboratory);
        this.area = new LabArea(laboratory);
    }

    /** Seed, home, where the volumes are, first port. */
    public static void main(String[] arguments) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err);
        Placement placement =
                arguments[2].equals("EVERYWHERE") ? Placement.EVERYWHERE : Placement.on(Storage.valueOf(arguments[2]));
        Laboratory laboratory = Laboratory.start(
                Path.of(arguments[0]), Path.of(arguments[1]), placement, Ports.from(Integer.parseInt(arguments[3])));
        RigLaboratory rig = new RigLaboratory(laboratory);
        answers.println(rig.described());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answers.println(rig.obey(line));
                answers.flush();
            }
        }
        // Nobody is left to tell us anything: the test has died.
        Runtime.getRuntime().halt(0);
    }

    private String described() throws Exception {
        LabEndpoints endpoints = laboratory.endpoints();
        return JSON.writeValueAsString(
                Map.of("certificate", endpoints.lab().certificate(), "originals", endpoints.originals()));
    }

    private String obey(String line) throws InterruptedException {
        String[] words = line.split(" ", 4);
        try {
            return switch (words[0]) {
                case "members" -> laboratory.members().replace('\n', ';');
                case "archived" -> archived();
                case "census" -> JSON.writeValueAsString(census.all());
                case "check" -> check(Instant.parse(words[1]), Instant.parse(words[2]), words[3]);
                case "originals" -> originals(Instant.parse(words[1]), Instant.parse(words[2]));
                case "abends" -> abends();
                case "area" -> area.name();
                case "out" -> area.out(words[1], read(line.split(" ", 3)[2]));
                case "remove" -> area.remove();
                default -> "ERROR no such command: " + line;
            };
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return "ERROR " + e.toString().replace('\n', ' ');
        }
    }

    private String archived() throws Exception {
        laboratory.awaitArchive();
        return "archived";
    }

    /** What members said when they ended by themselves. */
    private String abends() throws Exception {
        StringBuilder abends = new StringBuilder();
        long last = 0;
        Optional<Operator.Message> abend = abend(last);
        while (abend.isPresent()) {
            abends.append("; ").append(abend.get().text().replace('\n', ' '));
            last = abend.get().number();
            abend = abend(last);
        }
        return abends.toString();
    }

    private Optional<Operator.Message> abend(long after) throws InterruptedException {
        return laboratory.sysplex().operator().await(after, text -> text.contains(" ABEND "), Duration.ZERO);
    }

    /** What the checker says of a copy: nothing if it is right. Whoever was told something since is in it. */
    private String check(Instant since, Instant instant, String copies) throws Exception {
        try (ShownCopies shown = laboratory.copies(read(copies))) {
            return check(shown.volumes(), new Evidence(true, Map.of(), told(since, instant)));
        }
    }

    /** The same of the group's own volumes, after a restore to that instant. */
    private String originals(Instant since, Instant instant) throws Exception {
        Map<String, Evidence.LogRange> ends = laboratory.plex().suspend(SUSPENSION_MS);
        try {
            return check(laboratory.originals(), new Evidence(true, ends, told(since, instant)));
        } finally {
            laboratory.plex().resume();
        }
    }

    private List<Evidence.Acknowledged> told(Instant since, Instant instant) {
        return laboratory.plex().acknowledged().stream()
                .filter(unit -> unit.at().isAfter(since))
                .filter(unit -> unit.at().isBefore(instant))
                .toList();
    }

    private String check(Map<String, HostVolume> volumes, Evidence evidence) throws Exception {
        CheckReport report = ImsPlex.check(volumes, laboratory.plex().seed().prefix(), evidence);
        return report.findings().toString();
    }

    private static List<Backup.Copy> read(String copies) throws Exception {
        List<Backup.Copy> read = new ArrayList<>();
        for (JsonNode copy : JSON.readTree(copies)) {
            read.add(JSON.treeToValue(copy, Backup.Copy.class));
        }
        return read;
    }
}
