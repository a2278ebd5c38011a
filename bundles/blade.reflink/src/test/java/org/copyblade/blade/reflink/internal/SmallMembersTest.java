package org.copyblade.blade.reflink.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyMethod;
import org.copyblade.blade.spi.CopyPlan;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.ExposeMode;
import org.copyblade.blade.spi.PlannedCopy;
import org.copyblade.demo.fixture.ScratchFilesystem;
import org.copyblade.linux.Mounting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server's configuration on the root filesystem, beside its data on one that can share blocks. */
class SmallMembersTest {

    private static final int BIG = 2 << 20;
    private static final int MANY = 201;

    @TempDir
    Path elsewhere;

    private ScratchFilesystem filesystem;
    private Path data;
    private Path configuration;
    private CopyPolicy policy;

    @BeforeEach
    void plant() throws Exception {
        ScratchFilesystems.assume(ScratchFilesystem.Kind.XFS);
        filesystem = ScratchFilesystem.create(ScratchFilesystem.Kind.XFS, 512);
        data = Files.createDirectory(filesystem.root().resolve("data"));
        Files.write(data.resolve("table"), new byte[BIG]);
        configuration =
                Files.createDirectories(elsewhere.resolve("conf/conf.d")).getParent();
        Files.writeString(configuration.resolve("postgresql.conf"), "port = 5432\n");
        Files.writeString(configuration.resolve("conf.d/more.conf"), "work_mem = 8MB\n");
        Files.createLink(configuration.resolve("second.conf"), configuration.resolve("postgresql.conf"));
        Files.createSymbolicLink(configuration.resolve("current"), Path.of("conf.d"));
        policy = CopyPolicy.builder()
                .targetPool(filesystem.root().resolve("pool").toString())
                .build();
    }

    @AfterEach
    void unmount() throws Exception {
        if (filesystem != null) {
            filesystem.close();
        }
    }

    private BladeDriver both(String group) {
        return new BladeDriver(group, BladeDriver.member("data", data), BladeDriver.member("conf", configuration));
    }

    @Test
    void smallMember_leavesTheGroupFast_andIsCopiedAndRestoredExactly() throws Exception {
        BladeDriver driver = both("GSMALL01");

        CopyPlan plan = driver.plan(policy);
        assertThat(plan.copies()).extracting(PlannedCopy::method).containsOnly(CopyMethod.FAST);
        assertThat(plan.copies().get(0).technique()).contains(PlannedCopy.Technique.SNAPSHOT);
        assertThat(plan.copies().get(1).technique()).as("no blocks are shared").isEmpty();
        assertThat(plan.findings())
                .allMatch(finding -> finding.severity() == BladeFinding.Severity.NOTE)
                .anyMatch(finding -> finding.subject().equals("conf")
                        && finding.text().startsWith("is small, so its bytes are moved"));
        assertThat(driver.prepare().method()).isEqualTo(CopyMethod.FAST);
        Files.writeString(configuration.resolve("pg_hba.conf"), "younger than the preparation\n");
        Map<String, String> before = TreeDigest.of(configuration);
        driver.establish();
        driver.harden();
        assertThat(driver.query()).isInstanceOf(CopyState.Established.class);
        assertThat(TreeDigest.of(filesystem.root().resolve("pool/GSMALL01/conf")))
                .isEqualTo(before);

        Files.writeString(configuration.resolve("postgresql.conf"), "port = nonsense\n");
        Files.delete(configuration.resolve("current"));
        driver.restore();
        assertThat(TreeDigest.of(configuration)).isEqualTo(before);
        Path clone = Path.of(new ReflinkBlade()
                .expose(driver.group(), driver.binding(), Set.of("conf"), ExposeMode.WRITABLE, BladeDriver.call())
                .exposures()
                .get(0)
                .location());
        Files.writeString(clone.resolve("postgresql.conf"), "port = 1\n");
        assertThat(TreeDigest.of(filesystem.root().resolve("pool/GSMALL01/conf")))
                .isEqualTo(before);
    }

    /** Who may not write at the root of a filesystem, and who does not want a pool there, need not. */
    @Test
    void withoutANamedPool_smallMemberIsCopiedBesideItsNeighbours() throws Exception {
        Path memory = Files.createDirectory(elsewhere.resolve("memory"));
        Mounting.mount("copyblade-test", memory, "tmpfs", "size=1m");
        try {
            Path small = Files.createDirectory(memory.resolve("conf"));
            Files.writeString(small.resolve("postgresql.conf"), "port = 5432\n");
            BladeDriver driver =
                    new BladeDriver("GSMALL07", BladeDriver.member("data", data), BladeDriver.member("conf", small));
            driver.backUp();

            assertThat(filesystem.root().resolve(".copyblade/GSMALL07/conf/postgresql.conf"))
                    .hasContent("port = 5432");
            assertThat(memory.resolve(".copyblade")).doesNotExist();
            driver.withdraw();
            assertThat(filesystem.root().resolve(".copyblade/GSMALL07")).doesNotExist();
        } finally {
            Mounting.unmount(memory);
        }
    }

    @Test
    void memberThatHasGrownSince_failsTheEstablish_andTheCopyIsNone() throws Exception {
        BladeDriver driver = both("GSMALL02");
        driver.plan(policy);
        driver.prepare();
        Files.write(configuration.resolve("core"), new byte[BIG]);

        assertThatThrownBy(driver::establish)
                .isInstanceOf(BladeException.class)
                .hasMessageContaining("its bytes cannot be moved inside a window");
        assertThat(driver.query()).isInstanceOf(CopyState.Failed.class);
    }

    @Test
    void manyFilesThatHaveComeSince_failTheEstablish() throws Exception {
        BladeDriver driver = both("GSMALL08");
        driver.plan(policy);
        driver.prepare();
        for (int i = 0; i < MANY; i++) {
            Files.createFile(configuration.resolve("conf.d/" + i));
        }

        assertThatThrownBy(driver::establish)
                .isInstanceOf(BladeException.class)
                .hasMessageContaining("its bytes cannot be moved inside a window");
    }

    /** Each would do by itself: what is held meanwhile waits for all of them. */
    @Test
    void membersThatAreSmallByThemselvesOnly_goThroughTheHost() throws Exception {
        CopyMember[] members = new CopyMember[4];
        members[0] = BladeDriver.member("data", data);
        for (int i = 1; i < members.length; i++) {
            Path space = Files.createDirectory(elsewhere.resolve("space" + i));
            Files.write(space.resolve("table"), new byte[BIG / 5]);
            members[i] = BladeDriver.member("space" + i, space);
        }

        assertThat(methods(new BladeDriver("GSMALL09", members[0], members[1], members[2])))
                .containsOnly(CopyMethod.FAST);
        assertThat(methods(new BladeDriver("GSMALL10", members))).containsOnly(CopyMethod.HOST);
    }

    @Test
    void bigMember_orOneWithAGate_orOneWithoutAFastNeighbour_goesThroughTheHost() throws Exception {
        assertThat(methods(new BladeDriver("GSMALL03", BladeDriver.member("conf", configuration))))
                .containsOnly(CopyMethod.HOST);
        CopyMember gated = new CopyMember("conf", configuration.toString(), List.of(), Optional.of("postgresql.conf"));
        assertThat(methods(new BladeDriver("GSMALL04", BladeDriver.member("data", data), gated)))
                .containsOnly(CopyMethod.HOST);
        Files.write(configuration.resolve("big"), new byte[BIG]);
        assertThat(methods(both("GSMALL05"))).containsOnly(CopyMethod.HOST);
    }

    @Test
    void whereFastReplicationIsRequired_bytesAreNotMoved() throws Exception {
        CopyPlan plan = both("GSMALL06")
                .plan(CopyPolicy.builder()
                        .targetPool(filesystem.root().resolve("pool").toString())
                        .fastReplication(CopyPolicy.FastReplication.REQUIRED)
                        .build());

        assertThat(plan.findings())
                .anyMatch(finding -> finding.severity() == BladeFinding.Severity.ERROR
                        && finding.subject().equals("conf")
                        && finding.text().startsWith("fast replication is required and "));
    }

    private List<CopyMethod> methods(BladeDriver driver) throws Exception {
        return driver.plan(policy).copies().stream().map(PlannedCopy::method).toList();
    }
}
