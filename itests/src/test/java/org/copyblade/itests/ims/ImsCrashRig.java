package org.copyblade.itests.ims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.copyblade.api.Backup;
import org.copyblade.itests.rig.Broken;
import org.copyblade.itests.rig.DyingManager;
import org.copyblade.itests.rig.LaboratoryProcess;
import org.copyblade.itests.rig.ManagerProcess;
import org.copyblade.itests.rig.ManagerProcess.Listed;
import org.copyblade.itests.rig.ManagerProcess.Setting;

/** A laboratory and the manager that protects its group: killed at a point of a scene, started again, looked at. Not for several threads. */
final class ImsCrashRig implements DyingManager.Stage, AutoCloseable {

    /** More than a request of a guard takes on a busy machine, and less than the limit of the suspension. */
    private static final Duration SOON = ImsCrashScene.SUSPEND_LIMIT.plusSeconds(10);

    private static final String COPIED_BACK = "is still being copied back onto its sources";

    private final ImsCrashScene scene;
    private final LaboratoryProcess laboratory;
    private final GuardsDirectory guards;
    private final DyingManager dying;
    private Listed good;
    private final Set<String> verified = new HashSet<>();
    /** What users of the group were told before may have been lost by a restore. */
    private Instant setBack = Instant.EPOCH;
    /** How often something was to come out of a backup: each time under another name. */
    private int out;

    ImsCrashRig(ImsCrashScene scene, Path directory) throws Exception {
        this.scene = scene;
        laboratory = LaboratoryProcess.start(Files.createDirectories(directory.resolve("lab")), scene.storage());
        guards = GuardsDirectory.make();
        Map<String, String> system = new HashMap<>(laboratory.endpoints().lab().system());
        // What is to succeed here has time, also on a machine that others use.
        system.putAll(Map.of("suspend.timeout.ms", "15000", "proof.timeout.ms", "10000"));
        dying = new DyingManager(
                new Setting(
                        directory.resolve("data"),
                        "ims",
                        system,
                        scene.blades(laboratory.endpoints()),
                        scene.profile(laboratory.endpoints()),
                        guards.environment(),
                        Broken.NOTHING),
                this);
    }

    /** The manager, to be killed. */
    DyingManager dying() {
        return dying;
    }

    /** As many backups as the scene begins with. */
    @Override
    public String makeReady(ManagerProcess manager) throws Exception {
        if (scene.restores()) {
            setBack = Instant.now();
        }
        while (complete(manager).size() < scene.before()) {
            manager.must("backup");
        }
        while (complete(manager).size() > scene.before()) {
            manager.must("delete " + last(complete(manager)).id());
        }
        good = complete(manager).get(0);
        if (!scene.extracts()) {
            return scene.command(complete(manager), "");
        }
        laboratory.removeOut();
        out++;
        return scene.command(complete(manager), laboratory.area() + " " + outName());
    }

    private String outName() {
        return "OUT" + out;
    }

    private static Listed last(List<Listed> backups) {
        return backups.get(backups.size() - 1);
    }

    /** Kills the laboratory without a word: storage, z/OS and members. */
    void killLaboratory() {
        try {
            laboratory.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it again with what it had told its users. */
    void startLaboratory() throws IOException, InterruptedException {
        laboratory.start();
    }

    /** Nobody but the guards is left: they let the members go on and do not stay. */
    @Override
    public void withoutManager(long dead) throws Exception {
        if (!laboratory.isAlive()) {
            startLaboratory();
        }
        if (!scene.restores()) {
            soon(laboratory::works);
        }
        soon(() -> guards.guards().isEmpty());
    }

    private static void soon(Callable<Boolean> wanted) {
        await().atMost(SOON)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(wanted);
    }

    /** Everything that must be so after a settlement: the group works, nothing is left over, no backup is lost. */
    void check() throws Exception {
        ManagerProcess manager = dying.manager();
        assertThat(laboratory.works()).as(laboratory.members()).isTrue();
        assertThat(manager.ask("open")).as("open runs").isEmpty();
        List<Listed> listed = manager.list();
        assertThat(listed)
                .extracting(Listed::state)
                .as("backups nobody takes any more")
                .doesNotContain("RESERVED", "RUNNING");
        if (!scene.usesUp()) {
            assertThat(complete(manager))
                    .extracting(Listed::id)
                    .as("the last good backup is there")
                    .contains(good.id());
        }
        withdrawWhatWasStillCopiedBack();
        assertThat(manager.ask("reconcile")).as("reconciliation").isEmpty();
        Map<String, List<Backup.Copy>> copies = new HashMap<>();
        for (Listed backup : complete(manager)) {
            copies.put(backup.id(), manager.copies(backup.id()));
        }
        if (scene.extracts()) {
            checkOut();
        }
        assertThat(Owned.by(copies, laboratory.endpoints()).without(laboratory.census()))
                .as("left over in the laboratory")
                .isEmpty();
    }

    /** A restore may end before its storage has copied all back, and nobody can end that copy before; a later run does. */
    private void withdrawWhatWasStillCopiedBack() throws Exception {
        if (!scene.usesUp() || !dying.manager().ask("told").contains(COPIED_BACK)) {
            return;
        }
        soon(() -> !dying.manager().ask("reconcile").contains(COPIED_BACK));
        repair();
    }

    /** What came out is whole, and what did not come out was never said to have. */
    private void checkOut() throws Exception {
        ManagerProcess manager = dying.manager();
        String ended = manager.ask("extracted");
        boolean cameOut = ended.startsWith("COMPLETE") && ended.endsWith(" as " + outName() + area());
        assertThat(laboratory.out(outName(), manager.copies(good.id())))
                .as(ended)
                .isEqualTo(cameOut ? "whole" : "absent");
    }

    private String area() throws Exception {
        String name = laboratory.area();
        return name.substring(name.indexOf('.'));
    }

    /** Has what could not be withdrawn while the laboratory was away withdrawn now; answers what was. */
    String repair() throws Exception {
        return dying.manager().ask("repair");
    }

    /**
     * Does what an operator does after a restore whose laboratory died: the whole of it again if it failed. The backup that
     * comes next brings RECON in line.
     */
    void finishRestore(String answer) throws Exception {
        ManagerProcess manager = dying.manager();
        if (!answer.startsWith("COMPLETE")) {
            manager.must("restore " + good.id() + " without undo");
        }
        manager.must("backup");
    }

    /** The checker finds nothing wrong with any backup that it has not looked at yet. */
    void verifyNew() throws Exception {
        ManagerProcess manager = dying.manager();
        for (Listed backup : scene.copiesDataSets() ? List.<Listed>of() : complete(manager)) {
            if (!verified.contains(backup.id())) {
                assertThat(laboratory.findings(
                                setBack, manager.ask("instant " + backup.id()), manager.copies(backup.id())))
                        .as("checked copy " + backup.id())
                        .isEqualTo("[]");
                verified.add(backup.id());
            }
        }
    }

    /** It finds nothing wrong with any at all; after a restore also not with what it has brought back. */
    void verify() throws Exception {
        if (scene.copiesDataSets()) {
            verifyByRestore();
            return;
        }
        if (scene.restores()) {
            setBack = Instant.now();
            dying.manager().must("backup");
        }
        verified.clear();
        verifyNew();
    }

    private void verifyByRestore() throws Exception {
        ManagerProcess manager = dying.manager();
        String newest = complete(manager).get(0).id();
        String instant = manager.ask("instant " + newest);
        manager.must("restore " + newest + " without undo");
        assertThat(laboratory.findings(setBack, instant))
                .as("what " + newest + " brought back")
                .isEqualTo("[]");
        setBack = Instant.now();
    }

    private static List<Listed> complete(ManagerProcess manager) throws IOException, InterruptedException {
        return manager.list().stream().filter(Listed::isComplete).toList();
    }

    @Override
    public void close() throws IOException {
        dying.close();
        laboratory.close();
        guards.close();
    }
}
