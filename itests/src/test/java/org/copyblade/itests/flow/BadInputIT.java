package org.copyblade.itests.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.copyblade.demo.fixture.LedgerMark;
import org.copyblade.demo.fixture.PostgresServer;
import org.copyblade.demo.fixture.ScratchFilesystem;
import org.copyblade.demo.fixture.ScratchFilesystem.Kind;
import org.copyblade.itests.process.Tree;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Whatever is wrong: a clear error with a code and the right exit status, a running database, nothing lost. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int REFUSED = 3;

    private Console console;
    private Shop shop;
    private String good;

    @BeforeAll
    void start() throws Exception {
        shop = Shop.on(Kind.XFS);
        console = Console.started();
        console.protect("bad", shop, Map.of("blade", "reflink", "generations", "3"));
        good = console.backup("bad");
    }

    @AfterAll
    void stop() throws Exception {
        if (console != null) {
            console.close();
        }
        if (shop != null) {
            shop.close();
        }
    }

    private LedgerMark before;

    @BeforeEach
    void write() throws Exception {
        before = shop.startLoad().acknowledged();
    }

    @AfterEach
    void databaseRunsAndNothingIsLost() throws Exception {
        shop.load().awaitCommits(5);
        assertThat(shop.isSuspended()).isFalse();
        LedgerMark end = shop.stopLoad();
        assertThat(shop.load().failure()).isEmpty();
        assertThat(shop.check(before, end).problems()).isEmpty();
        assertThat(console.must("slb:list --usable")).contains(good + " ");
        assertThat(console.must("slb:reconcile")).contains("agree");
    }

    @Test
    void commands() throws Exception {
        fails("slb:backup nosuch", REFUSED, "DCM-1004 ");
        fails("slb:backup", USAGE, "DCM-8002 ");
        fails("slb:nosuch", USAGE, "DCM-8002 ");
        fails("slb:show B999", REFUSED, "DCM-6001 ");
        fails("slb:show nonsense", USAGE, "DCM-8002 ");
        fails("slb:restore --yes B999", REFUSED, "DCM-6001 ");
        fails("slb:undo R999", REFUSED, "DCM-3001 ");
        fails("slb:undo R999 --yes", REFUSED, "DCM-3001 ");
        fails("slb:undo R999 --dry-run", REFUSED, "DCM-3001 ");
        fails("slb:undo R1 --dry-run", REFUSED, "DCM-6004 ");
        fails("slb:delete B999", REFUSED, "DCM-6001 ");
        fails("slb:delete B999 --dry-run", REFUSED, "DCM-6001 ");
        fails("slb:delete " + good + " --dry-run", REFUSED, "DCM-6007 ");
        fails("slb:watch R999", REFUSED, "DCM-3001 ");
        fails("slb:backup bad nonsense=1", REFUSED, "DCM-1001 ");
        fails("slb:backup bad generations=many", REFUSED, "DCM-1002 ");
        fails("slb:set bad nonsense=1", REFUSED, "DCM-1001 ");
    }

    @Test
    void profileWithUnknownKeysAndWrongTypes_leavesTheLastGoodOneInForce() throws Exception {
        Map<String, String> profile = new LinkedHashMap<>();
        profile.put("system", "bad");
        profile.put("blade", "reflink");
        profile.put("target.pool", shop.pool().toString());
        profile.put("generatoins", "3");
        console.configure(Console.PROFILE_PID, "typo", profile);
        await().atMost(LIMIT).until(() -> console.exec("slb:profiles").out().contains("generatoins"));
        fails("slb:backup typo", REFUSED, "DCM-1005 ");

        profile.remove("generatoins");
        console.configure(Console.PROFILE_PID, "typo", profile);
        await().atMost(LIMIT).until(() -> console.exec("slb:plan typo").status() == 0);
        profile.put("suspend.limit.ms", "soon");
        console.configure(Console.PROFILE_PID, "typo", profile);
        await().atMost(LIMIT).until(() -> console.exec("slb:profiles").out().contains("soon"));
        console.must("slb:plan typo");
        Files.delete(console.tree().home().resolve("config/org.copyblade.profile-typo.cfg"));
    }

    @Test
    void systemWithUnknownKey_saysSo() throws Exception {
        Map<String, String> system = shop.systemConfiguration("wrong");
        system.put("hosst", "x");
        Path file = console.configure(Console.SYSTEM_PID, "wrong", system);
        Path profile = configureProfile("wrong");
        await().atMost(LIMIT).until(() -> console.exec("slb:status").out().contains("hosst"));
        Files.delete(file);
        Files.delete(profile);
    }

    @Test
    void serverThatIsDown_andPasswordRefused() throws Exception {
        try (PostgresServer down =
                PostgresServer.with(shop.server().binaries()).password("right").create()) {
            Map<String, String> system = new LinkedHashMap<>();
            system.put("system.name", "down");
            system.put("host", "127.0.0.1");
            system.put("port", Integer.toString(down.port()));
            Path systemFile = console.configure(Console.SYSTEM_PID, "down", system);
            Path profileFile = configureProfile("down");
            console.awaitSystem("down");
            fails("slb:backup down", FAILED, "DCM-5002 ");
            down.start();
            fails("slb:backup down", FAILED, "DCM-5002 ");
            system.put(".password", "wrong");
            console.configure(Console.SYSTEM_PID, "down", system);
            await().atMost(LIMIT)
                    .until(() -> console.exec("slb:backup down").err().contains("password"));
            fails("slb:backup down", FAILED, "DCM-5002 ");
            Files.delete(systemFile);
            Files.delete(profileFile);
        }
    }

    @Test
    void volumesThatAreAbsent() throws Exception {
        fails("slb:backup bad target.pool=/nonexistent/pool", REFUSED, "DCM-2001 ");
        fails("slb:backup bad blade=btrfs", REFUSED, "DCM-2001 ");
    }

    /** A filesystem of its own: a full one under a server that writes stops the server, whatever we do. */
    @Test
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    void targetFilesystemThatIsFull() throws Exception {
        try (ScratchFilesystem full = ScratchFilesystem.create(Kind.XFS, 512)) {
            full.fill();
            fails(
                    "slb:backup bad consistency=backup-mode fast.replication=none target.pool=" + full.root(),
                    REFUSED,
                    "DCM-2001 ");
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    void bladeThatThrowsRefusesHangsOrLies() throws Exception {
        BladeOrders orders = BladeOrders.deployedTo(console);
        String command = "slb:backup bad blade=test suspend.limit.ms=1000";
        console.backup("bad blade=test");
        for (TestBlade.Order order : new TestBlade.Order[] {
            TestBlade.Order.THROW, TestBlade.Order.REFUSE, TestBlade.Order.LIE, TestBlade.Order.HANG
        }) {
            orders.tell(order, "establish");
            try {
                fails(command, FAILED, "DCM-");
            } finally {
                orders.forget();
            }
            assertThat(shop.isSuspended()).as(order.name()).isFalse();
        }
    }

    @Test
    void jarThatIsNoBundle_changesNothing() throws Exception {
        Path jar = Files.writeString(console.tree().deploy().resolve("nonsense.jar"), "not a jar");
        await().atMost(LIMIT).until(() -> console.exec("deploy:status").out().contains("DCM-8011 "));
        console.backup("bad");
        Files.delete(jar);
    }

    @Test
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    void catalogThatIsTornOrAlien_isRefusedAndKept() throws Exception {
        Path catalog = catalogFile();
        Path kept = console.tree().home().resolveSibling("kept.db");
        console.tree().run("stop");
        Files.move(catalog, kept);
        Path log = catalog.resolveSibling(catalog.getFileName() + "-wal");
        assertThat(log).doesNotExist();
        Files.writeString(catalog, "this is no database at all, but long enough to look at".repeat(100));
        Tree.Result started = console.tree().run("start");
        Tree.Result listed = console.tree().run("exec", "slb:list");
        assertThat(listed.status()).as(listed.toString()).isNotZero();
        assertThat(started.err() + listed.err() + console.log()).contains("DCM-7002");
        assertThat(listed.err()).doesNotContain("\tat ");
        assertThat(Files.readString(catalog)).startsWith("this is no database");
        console.tree().run("stop");
        Files.delete(catalog);
        Files.move(kept, catalog);
        console.start();
        console.awaitSystem("bad");
    }

    @Test
    void twoManagersOnOneCatalog() throws Exception {
        Map<String, String> second = Map.of(
                "COPYBLADE_DATA", console.tree().home().resolveSibling("second").toString());
        Path secondCatalog = console.tree().home().resolveSibling("second/catalog");
        Files.createDirectories(secondCatalog.getParent());
        Files.createSymbolicLink(secondCatalog, catalogFile().getParent());
        Tree.Result started = console.tree().run(second, "start");
        try {
            Tree.Result listed = console.tree().run(second, "exec", "slb:list");
            assertThat(listed.status()).as(listed.toString()).isNotZero();
            assertThat(started.err() + listed.err()).contains("DCM-7003").doesNotContain("\tat ");
        } finally {
            console.tree().run(second, "stop");
            Files.delete(secondCatalog);
        }
    }

    private Path configureProfile(String name) throws Exception {
        return console.configure(
                Console.PROFILE_PID,
                name,
                Map.of(
                        "system",
                        name,
                        "blade",
                        "reflink",
                        "target.pool",
                        shop.pool().toString()));
    }

    private Path catalogFile() throws Exception {
        try (Stream<Path> files = Files.walk(console.tree().data().resolve("catalog"))) {
            return files.filter(file -> file.toString().endsWith(".db"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void fails(String command, int status, String code) throws Exception {
        Tree.Result result = console.exec(command);
        assertThat(result.status())
                .as("%s: %s %s", command, result.out(), result.err())
                .isEqualTo(status);
        assertCoded(result, code);
    }

    private static void assertCoded(Tree.Result result, String code) {
        assertThat(result.err()).startsWith(code).contains("HINT: ").doesNotContain("\tat ");
        assertThat(result.err()).matches(Pattern.compile("DCM-\\d{4} .*", Pattern.DOTALL));
    }
}
