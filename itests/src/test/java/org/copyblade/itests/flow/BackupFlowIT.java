package org.copyblade.itests.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.copyblade.demo.fixture.LedgerMark;
import org.copyblade.demo.fixture.LedgerVerdict;
import org.copyblade.demo.fixture.ScratchFilesystem.Kind;
import org.copyblade.itests.process.Tree;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Backup under load, verify, a bad day, restore and undo, for each blade and each consistency that it can give. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackupFlowIT {
    private static final boolean MATRIX = Boolean.getBoolean("copyblade.matrix");

    private static final Pattern GONE = Pattern.compile("say so by an empty file (\\S+)");

    private final Set<Path> madeForPools = new HashSet<>();
    private Console console;

    @BeforeAll
    void start() throws Exception {
        Shop.assumePossible(Kind.XFS);
        console = Console.started();
    }

    @AfterAll
    void stop() throws Exception {
        if (console != null) {
            console.close();
        }
        for (Path made : madeForPools) {
            try (Stream<Path> all = Files.walk(made)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    @Test
    void reflink(@TempDir Path elsewhere) throws Exception {
        Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rwxr-xr-x"));
        with("xfs", Shop.on(Kind.XFS), Map.of("blade", "reflink"), shop -> {
            // As in most distributions of Linux, it lies where no blocks can be shared with the pool of the data.
            shop.configureFrom(elsewhere);
            await().until(() -> console.exec("slb:plan xfs").out().contains(elsewhere.toString()));
            goesRound("xfs", shop, "log-suspend");
            goesRound("xfs", shop, "backup-mode");
            comesBackFromNothing("xfs", shop, true);
        });
    }

    @Test
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    void reflink_withLogAndTablespaceElsewhere() throws Exception {
        with("spread", Shop.spreadOver(Kind.XFS), Map.of("blade", "reflink"), shop -> {
            goesRound("spread", shop, "log-suspend");
            if (MATRIX) {
                goesRound("spread", shop, "backup-mode");
            }
        });
    }

    @Test
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    void btrfs() throws Exception {
        with("btr", Shop.on(Kind.BTRFS), Map.of("blade", "btrfs"), shop -> {
            goesRound("btr", shop, "storage");
            // Its log is to be copied after the end of backup mode, and here it lies in the same subvolume.
            Tree.Result refused = console.exec("slb:backup btr consistency=backup-mode");
            assertThat(refused.status()).isEqualTo(3);
            assertThat(refused.err()).startsWith("DCM-2001 ").contains("can only copy as one");
            if (MATRIX) {
                goesRound("btr", shop, "log-suspend");
            }
            comesBackFromNothing("btr", shop, false);
        });
    }

    @Test
    void btrfs_withLogAndTablespaceElsewhere() throws Exception {
        with("btrspread", Shop.spreadOver(Kind.BTRFS), Map.of("blade", "btrfs"), shop -> {
            // Several subvolumes have several instants: storage alone cannot make them fit together.
            Tree.Result refused = console.exec("slb:backup btrspread consistency=storage");
            assertThat(refused.status()).isEqualTo(3);
            assertThat(refused.err()).startsWith("DCM-2001 ").contains("no single instant");
            goesRound("btrspread", shop, "log-suspend");
            if (MATRIX) {
                goesRound("btrspread", shop, "backup-mode");
            }
        });
    }

    private interface Scene {
        void play(Shop shop) throws Exception;
    }

    /**
     * Plays with a shop of its own; what is left in the catalog is then without storage. That proves nothing as long as its
     * filesystems are only not mounted; once somebody says that they are gone for good, a repair marks it so.
     */
    private void with(String name, Shop made, Map<String, String> profile, Scene scene) throws Exception {
        try (Shop shop = made) {
            console.protect(name, shop, profile);
            scene.play(shop);
        }
        console.exec("slb:reconcile --repair");
        assertThat(console.must("slb:list")).contains(" COMPLETE ");
        Set<Path> unseen = goneForGood();
        while (!unseen.isEmpty()) {
            for (Path file : unseen) {
                madeForPools.add(topmostAbsent(file));
                Files.createDirectories(file.getParent());
                Files.createFile(file);
            }
            console.exec("slb:reconcile --repair");
            unseen = goneForGood();
        }
        assertThat(console.must("slb:list")).doesNotContain(" COMPLETE ").contains(" LOST ");
    }

    private static Path topmostAbsent(Path path) {
        Path at = path;
        while (!Files.exists(at.getParent())) {
            at = at.getParent();
        }
        return at;
    }

    /** The files that would say so, as the reconciliation names them to whoever has to make them. */
    private Set<Path> goneForGood() throws Exception {
        return GONE.matcher(console.exec("slb:reconcile").out().replaceAll("\\s+", " "))
                .results()
                .map(found -> Path.of(found.group(1)))
                .collect(Collectors.toSet());
    }

    private void goesRound(String name, Shop shop, String consistency) throws Exception {
        shop.startLoad();
        LedgerMark before = shop.load().acknowledged();
        String id = console.backup(name + " consistency=" + consistency);
        LedgerMark after = shop.load().attempted();
        shop.load().awaitCommits(50);
        assertThat(console.must("slb:verify " + id)).contains(id);
        LedgerMark end = shop.stopLoad();

        assertThat(console.exec("slb:restore " + id).status()).isEqualTo(3);
        assertThat(shop.check(end, end).problems()).as("unconfirmed restore").isEmpty();
        console.must("slb:restore --yes " + id);
        LedgerVerdict restored = shop.check(before, after);
        assertThat(restored.problems()).as("%s %s", name, consistency).isEmpty();
        assertThat(restored.found().entries()).isLessThan(end.entries());

        String undo = "slb:undo " + console.newestRun("restore");
        assertThat(console.must(undo + " --dry-run"))
                .contains("IT CANNOT BE UNDONE")
                .contains("LOST: everything that " + name + " wrote since ");
        assertThat(console.exec(undo).status()).isEqualTo(3);
        assertThat(shop.check(before, after).problems()).as("unconfirmed undo").isEmpty();
        console.must(undo + " --yes");
        assertThat(shop.check(end, end).problems()).as("undo").isEmpty();
        assertThat(shop.load().failure()).isEqualTo(Optional.empty());
        assertThat(console.must("slb:reconcile")).contains("agree");
    }

    /** Somebody has removed the data directory, so that there is no state of today any more. */
    private void comesBackFromNothing(String name, Shop shop, boolean underTheServer) throws Exception {
        LedgerMark then = shop.stopLoad();
        String id = console.backup(name);
        if (!underTheServer) {
            shop.server().crash();
        }
        shop.remove();

        Tree.Result refused = console.exec("slb:restore --yes " + id);
        assertThat(refused.status()).isEqualTo(3);
        assertThat(refused.err())
                .contains(shop.server().dataDirectory() + " does not exist and will be made")
                .contains("today's state cannot be copied: discover system " + name)
                .contains("or restore with --no-undo");
        console.must("slb:restore --yes --no-undo " + id);
        assertThat(shop.check(then, then).problems()).as("%s, removed", name).isEmpty();
    }
}
