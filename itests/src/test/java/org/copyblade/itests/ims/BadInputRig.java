package org.copyblade.itests.ims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.copyblade.api.Backup;
import org.copyblade.demo.fixture.ImsLabConfiguration;
import org.copyblade.demo.ims.fixture.Laboratory;
import org.copyblade.demo.ims.fixture.Placement;
import org.copyblade.demo.ims.fixture.Technology;
import org.copyblade.demo.ims.fixture.UnitsOfWork;
import org.copyblade.itests.flow.Console;
import org.copyblade.itests.process.Tree;
import org.copyblade.itests.rig.LabCensus;
import org.copyblade.itests.rig.LaboratoryProcess.Left;
import org.copyblade.lab.array.StorageSystem;

/**
 * A laboratory at work and the product that protects its group, told by commands: what is wrong, what is said of it, and that
 * nothing comes of it. Not for several threads.
 */
final class BadInputRig implements AutoCloseable {

    /** How long the group may be held. */
    static final Duration SUSPEND_LIMIT = Duration.ofSeconds(30);

    static final Path SEED = Path.of(System.getProperty("copyblade.root"), "config", "lab.ims.seed.toml");
    private static final String SYSTEM_PID = "org.copyblade.system.ims";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CODED = Pattern.compile("DCM-\\d{4} \\S.*\\RHINT: \\S.*", Pattern.DOTALL);

    /** Once a request without answer is older, it is not carried out any more: here nothing takes longer. Jobs have a fence. */
    private static final String LATE_REQUEST_LIMIT_S = "2";

    private static final int SOME_UNITS = 20;

    private final Path directory;
    private final Laboratory laboratory;
    private final Console console;
    private final UnitsOfWork units;

    /**
     * Starts both.
     *
     * @param directory an empty one
     * @param limits lines of the seed of each storage system, besides those of the sample
     * @param profiles blades of each profile, by its name
     */
    BadInputRig(Path directory, Placement placement, String limits, Map<String, List<Technology>> profiles)
            throws Exception {
        this.directory = directory;
        Path seed = Files.writeString(
                directory.resolve("seed.toml"),
                Files.readString(SEED).replaceFirst("(?m)^\\[\\[systems]]$", "[[systems]]" + limits));
        laboratory = Laboratory.start(seed, Files.createDirectories(directory.resolve("lab")), placement);
        units = new UnitsOfWork(laboratory.plex());
        console = Console.started();
        Map<String, String> system = new HashMap<>(laboratory.endpoints().lab().system());
        // What is to succeed here has time, also on a machine that others use.
        system.putAll(Map.of("suspend.timeout.ms", "10000", "proof.timeout.ms", "5000"));
        console.configure(SYSTEM_PID, ImsLabConfiguration.SYSTEM, system);
        profiles.values().stream().flatMap(List::stream).distinct().forEach(this::configure);
        for (Map.Entry<String, List<Technology>> profile : profiles.entrySet()) {
            console.configure(Console.PROFILE_PID, profile.getKey(), profile(profile.getValue()));
        }
        laboratory.awaitArchive();
        for (String profile : profiles.keySet()) {
            await().until(() -> console.exec("slb:plan " + profile).status() == 0);
        }
    }

    private void configure(Technology technology) {
        try {
            endpoint(technology, "lab", Map.of());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Map<String, String> profile(List<Technology> technologies) {
        Map<String, String> keys = new HashMap<>(ImsLabConfiguration.profile(
                technologies.stream().map(Technology::blade).collect(Collectors.joining(","))));
        keys.put("register", "true");
        keys.put("generations", "2");
        keys.put("suspend.limit.ms", Long.toString(SUSPEND_LIMIT.toMillis()));
        return keys;
    }

    /** Takes a backup, as this command goes on after its word, and answers its id. */
    String backup(String command) throws Exception {
        return console.backup(command);
    }

    /** What a command prints, which has to succeed. */
    String must(String command) throws Exception {
        return console.must(command);
    }

    /** What a command prints, which has to be refused. */
    String refused(String command) throws Exception {
        Tree.Result result = console.exec(command);
        assertThat(result.status()).as(result.out() + result.err()).isNotZero();
        return result.out() + result.err();
    }

    /** What a backup was copied to. */
    List<Backup.Copy> copies(String backup) throws Exception {
        for (JsonNode known : JSON.readTree(console.must("slb:list --json"))) {
            if (known.path("id").asText().equals(backup)) {
                return copies(known);
            }
        }
        throw new IllegalArgumentException("no backup " + backup);
    }

    private static List<Backup.Copy> copies(JsonNode backup) throws IOException {
        List<Backup.Copy> copies = new ArrayList<>();
        for (JsonNode copy : backup.path("copies")) {
            copies.add(JSON.treeToValue(copy, Backup.Copy.class));
        }
        return copies;
    }

    Laboratory laboratory() {
        return laboratory;
    }

    /** Configures an endpoint like that of the laboratory with other values; answers the file, which ends it when it is deleted. */
    Path endpoint(Technology technology, String name, Map<String, String> others) throws IOException {
        Map<String, String> keys = new HashMap<>(technology.endpoint().apply(laboratory.endpoints()));
        if (technology != Technology.DFSMSDSS) {
            keys.put("late.request.limit.s", LATE_REQUEST_LIMIT_S);
        }
        keys.put("endpoint", name);
        keys.putAll(others);
        return console.configure(technology.pid(), name, keys);
    }

    /** The same as trouble, which there is once the product knows the endpoint. */
    BadInput.Remedy withEndpoint(Technology technology, String name, Map<String, String> others) throws IOException {
        Path file = endpoint(technology, name, others);
        await().until(() -> console.exec("blade:list").out().contains(name));
        return () -> Files.delete(file);
    }

    StorageSystem storage(String serial) {
        return laboratory.systems().stream()
                .filter(system -> system.settings().serial().equals(serial))
                .findFirst()
                .orElseThrow();
    }

    /** Keys of an endpoint whose user is known by another password. */
    Map<String, String> wrongPassword() throws IOException {
        Path file = directory.resolve("wrong");
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        return Map.of("password.file", Files.writeString(file, "letmein7\n").toString());
    }

    /** Has it fail of something, looks at what came of it, takes it away, and looks whether it works again. */
    void play(BadInput bad) throws Exception {
        Instant began = Instant.now();
        BadInput.Remedy remedy = bad.trouble().in(this);
        String told;
        try {
            told = failed(bad);
            System.out.println(
                    "figure: " + bad.what() + ": " + told.lines().findFirst().orElseThrow());
        } finally {
            remedy.takeEffect();
            laboratory.faults().clear();
        }
        units.await(SOME_UNITS);
        requireWork();
        requireHeldLessThan(SUSPEND_LIMIT, began);
        if (bad.keepsCopies()) {
            requireWhatIsLeftIsKnown();
        } else {
            requireNothingLeft();
            assertThat(console.must("slb:reconcile")).contains("agree");
        }
        console.backup(profileOf(bad.command()));
        requireNothingLeft();
    }

    private static String profileOf(String command) {
        return command.split(" ")[1];
    }

    /** What the operator is told: a code, the object, why, and what to do about it. */
    private String failed(BadInput bad) throws Exception {
        Tree.Result result = console.exec(bad.command());
        assertThat(result.status()).as(result.out() + result.err()).isNotZero();
        requireCoded(result.err());
        assertThat(result.err())
                .startsWith(bad.code() + " ")
                .contains(bad.told())
                .doesNotContain("letmein7");
        return result.err();
    }

    static void requireCoded(String told) {
        assertThat(told).matches(CODED).doesNotContain("\tat ", "Exception");
    }

    /** All members are up and log. */
    void requireWork() throws Exception {
        assertThat(laboratory.members()).doesNotContain(" down", ", idle", " suspended");
    }

    /** No user of any member has waited for so long. */
    void requireHeldLessThan(Duration limit, Instant since) {
        for (String member : laboratory.plex().seed().members()) {
            assertThat(units.longestSilence(member, since, Instant.now()))
                    .as("longest silence of " + member)
                    .isLessThan(limit);
        }
    }

    /**
     * On storage and z/OS there is nothing but what belongs to backups that there are. Only relations that end by themselves
     * may take the time that they need to be copied.
     */
    void requireNothingLeft() throws Exception {
        assertThat(left().stream().filter(left -> left.kind() != Left.Kind.RELATION))
                .as("left over in the laboratory")
                .isEmpty();
        await().untilAsserted(() ->
                assertThat(left()).as("left over in the laboratory").isEmpty());
    }

    /** What could not be withdrawn is told to whoever asks, and not forgotten. */
    private void requireWhatIsLeftIsKnown() throws Exception {
        if (!left().isEmpty()) {
            assertThat(console.exec("slb:reconcile").out()).contains("which is OVERWRITTEN");
        }
    }

    private List<Left> left() throws Exception {
        return Owned.by(complete(), laboratory.endpoints()).without(new LabCensus(laboratory).all());
    }

    /** What each backup that there is was copied to. */
    private Map<String, List<Backup.Copy>> complete() throws Exception {
        Map<String, List<Backup.Copy>> complete = new HashMap<>();
        for (JsonNode backup : JSON.readTree(console.must("slb:list --json"))) {
            if (backup.path("state").asText().equals(Backup.State.COMPLETE.name())) {
                complete.put(backup.path("id").asText(), copies(backup));
            }
        }
        return complete;
    }

    @Override
    public void close() throws IOException {
        console.close();
        laboratory.close();
    }
}
