package org.copyblade.itests.rig;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.copyblade.api.Backup;
import org.copyblade.demo.fixture.ImsLabConfiguration;
import org.copyblade.demo.ims.fixture.LabEndpoints;
import org.copyblade.demo.ims.fixture.Placement;
import org.copyblade.demo.ims.fixture.Ports;
import org.copyblade.demo.ims.fixture.Storage;

/** The laboratory in a process of its own: killed and started again, it is found where it was. Not for several threads. */
public final class LaboratoryProcess implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SEED = Path.of(System.getProperty("copyblade.root"), "config", "lab.ims.seed.toml");
    /** Below those that the kernel gives to whoever connects: nobody takes one while the laboratory is down. */
    private static final int LOWEST_PORT = 20_000;

    private static final int PORTS = 12_000;

    /** A manager that is killed leaves its session until it was idle for minutes; nobody else is killed so often. */
    private static final String MORE_SESSIONS = "\n[hosts.vsp]\nsessions = 4096\n";

    /**
     * Something that backups make in the laboratory.
     *
     * @param where storage system, z/OS or RECON
     * @param what as the laboratory calls it
     */
    public record Left(Kind kind, String where, String what) {
        /** What it is. */
        public enum Kind {
            /** Of a source and a target; it may end by itself once all is copied. */
            RELATION,
            SNAPSHOT,
            LINK,
            VOLUME_GROUP,
            /** Held writes of a subsystem. */
            FREEZE,
            JOB,
            DATA_SET,
            /** Of a copy, in the RECON. */
            RECORD
        }
    }

    private final Path seed;
    private final Path home;
    private final Optional<Storage> only;
    private final int firstPort;
    private Dialogue dialogue;
    private LabEndpoints endpoints;

    private LaboratoryProcess(Path seed, Path home, Optional<Storage> only, int firstPort) {
        this.seed = seed;
        this.home = home;
        this.only = only;
        this.firstPort = firstPort;
    }

    /**
     * Starts one with a group at work.
     *
     * @param home an empty directory
     * @param only what the volumes are on; empty: they are spread over all storage systems
     */
    public static LaboratoryProcess start(Path home, Optional<Storage> only) throws IOException, InterruptedException {
        Path seed = home.resolveSibling("seed.toml");
        Files.writeString(seed, Files.readString(SEED) + MORE_SESSIONS);
        LaboratoryProcess laboratory = new LaboratoryProcess(seed, home, only, freePorts());
        laboratory.start();
        laboratory.ask("archived");
        return laboratory;
    }

    /** Starts it again after its death, with what it had told its users. */
    public void start() throws IOException, InterruptedException {
        dialogue = Dialogue.start(
                RigLaboratory.class,
                List.of("-Xmx384m"),
                List.of(
                        seed.toString(),
                        home.toString(),
                        only.map(Storage::name).orElse("EVERYWHERE"),
                        Integer.toString(firstPort)),
                Map.of());
        endpoints = described(JSON.readTree(dialogue.hear()));
    }

    private LabEndpoints described(JsonNode told) {
        Ports ports = Ports.from(firstPort);
        Map<Storage, Integer> storages = new EnumMap<>(Storage.class);
        storages.put(Storage.VSP, ports.vsp());
        storages.put(Storage.POWERMAX, ports.powermax());
        Map<String, String> originals =
                JSON.convertValue(told.path("originals"), new TypeReference<Map<String, String>>() {});
        return new LabEndpoints(
                new ImsLabConfiguration(
                        ports.zosmf(), ports.ds8000(), told.path("certificate").asText(), home.resolve("password")),
                only.map(Placement::on).orElse(Placement.EVERYWHERE),
                storages,
                originals);
    }

    /** The first of some that are free, one behind the other. */
    private static int freePorts() {
        Random random = new Random();
        while (true) {
            int first = LOWEST_PORT + random.nextInt(PORTS);
            if (areFree(first)) {
                return first;
            }
        }
    }

    private static boolean areFree(int first) {
        for (int port = first; port < first + Ports.NEEDED; port++) {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                socket.setReuseAddress(true);
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }

    /** What the product's files of configuration say of it. */
    public LabEndpoints endpoints() {
        return endpoints;
    }

    /** What the members do, as the laboratory says it, and why they have ended if they have by themselves. */
    public String members() throws IOException, InterruptedException {
        return ask("members") + ask("abends");
    }

    /** Whether all members are up and at work, and none holds its writes. */
    public boolean works() throws IOException, InterruptedException {
        String members = ask("members");
        return !members.contains(" down") && !members.contains(", idle") && !members.contains(" suspended");
    }

    /** Everything there that a backup has made. */
    public List<Left> census() throws IOException, InterruptedException {
        return List.of(JSON.readValue(ask("census"), Left[].class));
    }

    /**
     * What the checker finds wrong with copies.
     *
     * @param since nothing of what users were told before may have been lost since
     * @param instant at which they were made, as ISO-8601 writes it
     */
    public String findings(Instant since, String instant, List<Backup.Copy> copies)
            throws IOException, InterruptedException {
        return ask("check " + since + " " + instant + " " + JSON.writeValueAsString(copies));
    }

    /** What it finds wrong with the volumes of the group themselves, which hold still meanwhile. */
    public String findings(Instant since, String instant) throws IOException, InterruptedException {
        return ask("originals " + since + " " + instant);
    }

    /** Name of an area that the group writes to. */
    public String area() throws IOException, InterruptedException {
        return ask("area");
    }

    /** Whether that area is there under another first qualifier, and as the copies of a backup have it: absent, whole, broken. */
    public String out(String as, List<Backup.Copy> copies) throws IOException, InterruptedException {
        return ask("out " + as + " " + JSON.writeValueAsString(copies));
    }

    /** Deletes every one that came out of a backup. */
    public void removeOut() throws IOException, InterruptedException {
        ask("remove");
    }

    private String ask(String command) throws IOException, InterruptedException {
        String answer = dialogue.ask(command);
        if (answer.startsWith("ERROR ")) {
            throw new IOException(command + ": " + answer + "; the laboratory wrote: " + dialogue.log());
        }
        return answer;
    }

    /** Whether it was not killed since it was started. */
    public boolean isAlive() {
        return dialogue.handle().isAlive();
    }

    /** Kills it without a word. */
    @Override
    public void close() throws IOException {
        dialogue.close();
    }
}
