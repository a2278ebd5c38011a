package org.copyblade.launcher.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    @TempDir
    Path directory;

    @Test
    void everySubject_isExamined_andEveryComplaintHasACure() {
        List<Finding> findings = new Doctor(
                        directory.resolve("data"), directory.resolve("config"), Map.of("PATH", "/usr/bin"))
                .examine();
        assertThat(findings.stream().map(Finding::subject).distinct())
                .containsExactly(
                        "java",
                        "rights",
                        "processes",
                        "data",
                        "space",
                        "storage",
                        "xfs",
                        "btrfs",
                        "mkfs.xfs",
                        "mkfs.btrfs",
                        "loop devices",
                        "postgresql",
                        "ports");
        assertThat(findings)
                .allMatch(finding ->
                        (finding.grade() == Finding.Grade.OK) == finding.cure().isEmpty());
        assertThat(directory.resolve("data")).doesNotExist();
    }

    @Test
    void programs_areFoundOnPathAndInVersionedFolders() throws Exception {
        Path program = Files.createDirectories(directory.resolve("15/bin")).resolve("postgres");
        Files.createFile(program);
        assertThat(Programs.findBelow(directory, "bin", "postgres")).isEmpty();
        assertThat(program.toFile().setExecutable(true)).isTrue();
        assertThat(Programs.findBelow(directory, "bin", "postgres")).containsExactly(program);
        assertThat(new Programs(Map.of("PATH", "/nowhere:" + program.getParent())).find("postgres"))
                .contains(program);
    }

    @Test
    void configuredSystems_areConnectedTo() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                ServerSocketChannel local = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            local.bind(UnixDomainSocketAddress.of(directory.resolve(".s.PGSQL.5432")));
            configure("org.copyblade.system.postgresql-a.cfg", "a", "127.0.0.1", listening.getLocalPort());
            configure("org.copyblade.system.postgresql-b.cfg", "b", directory.toString(), 5432);
            configure("org.copyblade.system.postgresql-c.cfg", "c", "127.0.0.1", 1);
            Files.writeString(
                    directory.resolve("org.copyblade.catalog.cfg"), "url = jdbc:postgresql://127.0.0.1:1/catalog\n");
            assertThat(new PortChecks(directory).examine())
                    .containsExactly(
                            Finding.ok("system a", "somebody listens at 127.0.0.1:" + listening.getLocalPort()),
                            Finding.ok("system b", "somebody listens at " + directory + "/.s.PGSQL.5432"),
                            nobody("system c", "org.copyblade.system.postgresql-c.cfg"),
                            nobody("catalog", "org.copyblade.catalog.cfg"));
        }
    }

    @Test
    void configuredIms_isConnectedToAtItsZosmf() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            configure("org.copyblade.system.ims-a.cfg", "a", "127.0.0.1", listening.getLocalPort());
            configure("org.copyblade.system.ims-b.cfg", "b", "127.0.0.1", 1);
            Files.writeString(directory.resolve("org.copyblade.system.ims-c.cfg"), "system.name = c\n");
            assertThat(new PortChecks(directory).examine())
                    .containsExactly(
                            Finding.ok("system a", "somebody listens at 127.0.0.1:" + listening.getLocalPort()),
                            nobody("system b", "org.copyblade.system.ims-b.cfg"),
                            Finding.limit(
                                    "org.copyblade.system.ims-c.cfg",
                                    "cannot be read: it has no 'host'",
                                    "correct " + directory.resolve("org.copyblade.system.ims-c.cfg")));
        }
    }

    /** The other form in which the configuration folder takes files. */
    @Test
    void typedConfiguration_isReadAsWell() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Files.writeString(
                    directory.resolve("org.copyblade.system.postgresql-a.config"),
                    "system.name=\"a\"\nhost=\"127.0.0.1\"\nport=I\"" + listening.getLocalPort() + "\"\n");
            assertThat(new PortChecks(directory).examine())
                    .containsExactly(
                            Finding.ok("system a", "somebody listens at 127.0.0.1:" + listening.getLocalPort()));
        }
    }

    @Test
    void noConfiguredSystem_isSaid() {
        assertThat(new PortChecks(directory).examine())
                .containsExactly(Finding.ok("ports", "no system is configured yet in " + directory));
    }

    @Test
    void xfsWithoutReflink_isALimit() throws Exception {
        Path tool = Files.writeString(
                directory.resolve("xfs_info"),
                "#!/bin/sh\ncase $1 in *old) echo reflink=0 ;; *) echo reflink=1 ;; esac\n");
        assertThat(tool.toFile().setExecutable(true)).isTrue();
        ReflinkChecks checks = new ReflinkChecks(new Programs(Map.of("PATH", directory.toString())));
        List<Finding> findings = checks.examine(List.of(
                "/dev/a / ext4 rw 0 0",
                "/dev/b /new\\040one xfs rw 0 0",
                "/dev/c /old xfs rw 0 0",
                "/dev/d /b btrfs rw 0 0"));
        assertThat(findings).extracting(Finding::grade).containsExactly(Finding.Grade.OK, Finding.Grade.LIMIT);
        assertThat(findings.get(0).text()).isEqualTo("/new one (xfs), /b (btrfs)");
        assertThat(findings.get(1).text())
                .isEqualTo("/old is XFS without reflink: backups of what is there read and write all data");
        assertThat(checks.examine(List.of("/dev/a / ext4 rw 0 0")))
                .extracting(Finding::text)
                .containsExactly("no XFS or btrfs is mounted: backups read and write all data");
    }

    private Finding nobody(String subject, String file) {
        return Finding.limit(
                subject,
                "nobody answers at 127.0.0.1:1: Connection refused",
                "start the server, or correct host and port in " + directory.resolve(file));
    }

    private void configure(String file, String name, String host, int port) throws Exception {
        Files.writeString(
                directory.resolve(file), "system.name = " + name + "\nhost = " + host + "\nport = " + port + "\n");
    }
}
