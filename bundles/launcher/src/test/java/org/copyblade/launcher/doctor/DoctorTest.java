package org.copyblade.launcher.doctor;

import static org.assertj.core.api.Assertions.assertThat;

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
        List<Finding> findings = new Doctor(directory.resolve("data"), Map.of("PATH", "/usr/bin")).examine();
        assertThat(findings)
                .extracting(Finding::subject)
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
                        "postgresql");
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
}
