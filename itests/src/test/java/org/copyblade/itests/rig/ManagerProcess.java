package org.copyblade.itests.rig;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.api.Backup;

/** A manager in a process of its own, told what to do and killed. Not for several threads. */
public final class ManagerProcess implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Dialogue dialogue;
    private final Optional<Debugger> debugger;

    /**
     * What a manager is made of.
     *
     * @param data directory of catalog and log
     * @param systemKind postgresql or ims
     * @param system configuration of the one system
     * @param blades configurations of endpoints, by the name of their blade
     * @param profile options of the one profile
     * @param environment what the process has besides ours
     * @param broken what it leaves out
     */
    public record Setting(
            Path data,
            String systemKind,
            Map<String, String> system,
            Map<String, Map<String, String>> blades,
            Map<String, String> profile,
            Map<String, String> environment,
            Broken broken) {

        /** With a PostgreSQL server and the blades of this host. */
        public static Setting postgresql(Path data, Map<String, String> system, Map<String, String> profile) {
            return new Setting(
                    data,
                    "postgresql",
                    system,
                    Map.of("reflink", Map.of(), "btrfs", Map.of()),
                    profile,
                    Map.of(),
                    Broken.NOTHING);
        }

        /** The same with something left out. */
        public Setting broken(Broken other) {
            return new Setting(data, systemKind, system, blades, profile, environment, other);
        }

        private List<String> arguments() {
            List<String> arguments = new ArrayList<>(List.of("data=" + data, "broken=" + broken, "kind=" + systemKind));
            system.forEach((key, value) -> arguments.add("system:" + key + "=" + value));
            profile.forEach((key, value) -> arguments.add("profile:" + key + "=" + value));
            blades.forEach((blade, keys) -> {
                arguments.add("blade:" + blade + "=");
                keys.forEach((key, value) -> arguments.add("blade:" + blade + ":" + key + "=" + value));
            });
            return arguments;
        }
    }

    /** A backup as the manager lists it. */
    public record Listed(String id, String state, String profile, List<String> groups) {

        public boolean isComplete() {
            return state.equals("COMPLETE");
        }
    }

    private ManagerProcess(Dialogue dialogue, Optional<Debugger> debugger) {
        this.dialogue = dialogue;
        this.debugger = debugger;
    }

    /** Starts one; it settles what is open by itself. */
    public static ManagerProcess start(Setting setting) throws IOException {
        return new ManagerProcess(
                Dialogue.start(RigManager.class, List.of(), setting.arguments(), setting.environment()),
                Optional.empty());
    }

    /** Starts one that is followed, and struck at a point that is counted from its very start. */
    static ManagerProcess startFollowed(Setting setting, Optional<Strike> strike) throws IOException {
        Debugger debugger = Debugger.listen();
        debugger.count(strike);
        Dialogue dialogue = Dialogue.start(
                RigManager.class, List.of(debugger.option()), setting.arguments(), setting.environment());
        debugger.attach(dialogue.handle());
        return new ManagerProcess(dialogue, Optional.of(debugger));
    }

    /** Counts the points of one that is followed anew from now on, and strikes at one of them. */
    void count(Optional<Strike> strike) {
        debugger.orElseThrow().count(strike);
    }

    /** Says a command and waits until the strike; false if it ends without one. */
    boolean isStruckBy(String command) throws IOException, InterruptedException {
        begin(command);
        while (!debugger.orElseThrow().hasStruck()) {
            if (dialogue.hasAnswered()) {
                return false;
            }
            Thread.sleep(5);
        }
        return true;
    }

    /** All points that one which is followed has passed since then. */
    List<Point> passed() {
        return debugger.orElseThrow().passed();
    }

    /** Says a command; its answer, or empty if it dies of it. */
    Optional<String> askMortally(String command) throws IOException, InterruptedException {
        return dialogue.askMortally(command);
    }

    /** Says a command and waits for its answer. */
    public String ask(String command) throws IOException, InterruptedException {
        return dialogue.ask(command);
    }

    /** Waits for the next line that it says. */
    public String hear() throws IOException, InterruptedException {
        return dialogue.hear();
    }

    /** Says a command without waiting. */
    public void begin(String command) throws IOException {
        dialogue.begin(command);
    }

    /** Takes a backup or a restore, which must end COMPLETE; answers the id of its backup. */
    public String must(String command) throws IOException, InterruptedException {
        String answer = ask(command);
        String[] words = answer.split(" ", 3);
        if (!words[0].equals("COMPLETE")) {
            throw new IOException(command + ": " + answer + "; the manager wrote: " + log());
        }
        return words[1];
    }

    /** Every backup that is listed, newest first. */
    public List<Listed> list() throws IOException, InterruptedException {
        List<Listed> listed = new ArrayList<>();
        for (String entry : ask("list").split(";")) {
            String[] words = entry.split(" ", 4);
            if (words.length == 4) {
                listed.add(new Listed(words[0], words[1], words[2], Arrays.asList(words[3].split(","))));
            }
        }
        return listed;
    }

    /** What a backup was copied to. */
    public List<Backup.Copy> copies(String id) throws IOException, InterruptedException {
        return List.of(JSON.readValue(ask("copies " + id), Backup.Copy[].class));
    }

    /** What it has said and nobody has asked for. */
    public List<String> heard() {
        return dialogue.heard();
    }

    public long pid() {
        return dialogue.handle().pid();
    }

    public String log() throws IOException {
        return dialogue.log();
    }

    /** Kills it without a word. */
    @Override
    public void close() throws IOException {
        dialogue.close();
        if (debugger.isPresent()) {
            debugger.get().close();
        }
    }
}
