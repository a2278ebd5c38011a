package org.copyblade.itests.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.copyblade.demo.fixture.ScratchFilesystem;
import org.copyblade.demo.fixture.ScratchFilesystem.Kind;
import org.copyblade.itests.process.Tree;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every command answers a program in one JSON document and nothing else, however it ends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JsonIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Set<String> tried = new TreeSet<>();
    private Shop shop;
    private Console console;

    @BeforeAll
    void takeOneBackup() throws Exception {
        Shop.assumePossible(Kind.XFS);
        shop = Shop.on(Kind.XFS);
        console = Console.started();
        console.protect("shop", shop, Map.of("blade", "reflink"));
        assertThat(console.backup("shop")).isEqualTo("B1");
    }

    @AfterAll
    void everyCommandWasTried() throws Exception {
        if (console == null) {
            return;
        }
        try (Shop closed = shop;
                Console stopped = console) {
            assertThat(closed).isNotNull();
            assertThat(tried)
                    .containsAll(stopped.must("help")
                            .lines()
                            .map(line -> line.split(" ", 2)[0])
                            .filter(name -> name.matches("(slb|blade|system|deploy|copyblade):.*"))
                            .collect(Collectors.toSet()));
        }
    }

    /** Command, exit status, and a field with the text that it has, where one tells whether the right thing is shown. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            slb:status | 0 | 0/name | shop
            system:list | 0 | 0/name | shop
            system:analyze shop | 0 | system | shop
            slb:profiles | 0 | 0/name | shop
            slb:profile shop | 0 | name | shop
            slb:set shop generations=5 keep.count=4 | 0 | name | shop
            slb:setup shop | 0 | passed | true
            slb:plan shop | 0 | profile | shop
            slb:plan shop consistency=storage | 3 | consistency | STORAGE
            slb:backup shop | 0 | outcome | COMPLETE
            slb:delete B1 --dry-run | 0 | backup | B1
            slb:backup shop consistency=storage | 3 | outcome | REFUSED
            slb:list | 0 | 0/state | COMPLETE
            slb:show B1 | 0 | state | COMPLETE
            slb:show B1 --evidence | 0 | proven | true
            slb:show B1 --copies | 0 | 0/endpoint | host
            slb:show B1 --copies --evidence | 2 | code | DCM-8002
            slb:hold B1 | 0 | held | true
            slb:unhold B1 | 0 | held | false
            slb:verify B1 | 0 | outcome | COMPLETE
            slb:runs | 0 | 0/kind | VERIFY
            slb:watch R1 | 0 | id | R1
            slb:cancel R1 | 3 | code | DCM-3006
            slb:restore B1 --dry-run | 0 | backup | B1
            slb:restore B1 | 3 | backup | B1
            slb:undo R1 | 3 | code | DCM-6004
            slb:extract --as OLD --to VOL001 B1 NONE.SUCH | 3 | code | DCM-6008
            slb:delete B1 | 3 | code | DCM-6007
            slb:delete B1 --dry-run | 3 | code | DCM-6007
            slb:delete B1 --dry-run --no-wait | 2 | code | DCM-8002
            slb:undo R1 --dry-run | 3 | code | DCM-6004
            slb:undo R1 --dry-run --yes | 2 | code | DCM-8002
            slb:reconcile | 0 | repaired | false
            blade:list | 0 | 0/endpoint | host
            blade:check reflink /nowhere | 3 | code | DCM-2001
            deploy:status | 0 | 0/state | ACTIVE
            copyblade:help | 0 | 0/name | blade:check
            slb:show zz | 2 | code | DCM-8002
            slb:show | 2 | code | DCM-8002
            nothing | 2 | code | DCM-8002
            """)
    void command_answersOneDocument(String command, int status, String field, String text) throws Exception {
        tried.add(command.split(" ", 2)[0]);
        Tree.Result result = console.tree().exec(command + " --json");
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).as(result.out()).isEqualTo(status);
        JsonNode document = JSON.readTree(result.out());
        assertThat(document.at("/" + field).asText()).as(result.out()).isEqualTo(text);
        if (field.equals("code")) {
            assertThat(document.fieldNames()).toIterable().containsExactly("code", "text", "hint");
        }
    }

    @Test
    void startedRun_isAnsweredAtOnce() throws Exception {
        JsonNode document = JSON.readTree(console.must("slb:backup shop --no-wait --json"));
        assertThat(document.fieldNames()).toIterable().containsExactly("run");
        String run = document.get("run").asText();
        assertThat(JSON.readTree(console.must("slb:watch " + run + " --json"))
                        .get("outcome")
                        .asText())
                .isEqualTo("COMPLETE");
    }

    @Test
    void bladeCheck_refusesWhatTheBladeCannotCopy_andLeavesNoPool(@TempDir Path plain) throws Exception {
        Tree.Result refused = console.exec("blade:check btrfs " + plain);
        assertThat(refused.status()).as(refused.err()).isEqualTo(3);
        assertThat(refused.err())
                .startsWith("DCM-2001 cannot check blade btrfs: ")
                .hasLineCount(2);

        try (ScratchFilesystem scratch = ScratchFilesystem.create(Kind.XFS, 512)) {
            Path directory = Files.createDirectory(scratch.root().resolve("scratch"));
            Tree.Result checked = console.exec("blade:check reflink " + directory);
            assertThat(checked.status()).as(checked.out()).isZero();
            assertThat(scratch.root().resolve(".copyblade")).doesNotExist();

            Path pool = scratch.root().resolve("pool");
            Tree.Result pooled = console.exec("blade:check --targets " + pool + " reflink " + directory);
            assertThat(pooled.status()).as(pooled.out()).isZero();
            assertThat(scratch.root().resolve(".copyblade")).doesNotExist();
            Tree.Result elsewhere = console.exec("blade:check --targets " + plain + " reflink " + directory);
            assertThat(elsewhere.status()).as(elsewhere.out()).isZero();
            assertThat(elsewhere.out()).contains("this policy copies through the host");
            assertThat(pooled.out()).doesNotContain("this policy copies through the host");
        }
    }

    @Test
    void progress_isNotInTheOutput() throws Exception {
        Tree.Result result = console.tree().run("exec", "slb:verify B1");
        assertThat(result.out()).startsWith("backup B1 passed: ").hasLineCount(1);
        assertThat(result.err()).contains(" try-out: ");
        assertThat(Stream.of(result.err().split("\n"))).allMatch(line -> line.matches("R\\d+ [a-z-]+: .*"));
    }
}
