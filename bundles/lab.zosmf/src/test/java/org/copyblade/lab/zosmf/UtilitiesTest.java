package org.copyblade.lab.zosmf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** IDCAMS and ICKDSF do what backups need of them. */
class UtilitiesTest {

    @TempDir
    private Path home;

    private ZosmfFace face;
    private ZosmfClient client;

    @BeforeEach
    void start() throws Exception {
        face = ZosmfFace.start(ZosSeed.write(home), home.resolve("lab"), 0, List.of());
        client = new ZosmfClient(home.resolve("lab"), face.url());
    }

    @AfterEach
    void stop() throws Exception {
        face.close();
    }

    @Test
    void cluster_isDefinedListedAndDeleted() throws Exception {
        assertThat(code(
                        "IDCAMS",
                        "DEFINE CLUSTER (NAME(PROD.KSDS) INDEXED -",
                        "  VOLUMES(PR0101 PR0201) CYLINDERS(1 0))"))
                .isEqualTo("CC 0000");
        assertThat(face.sysplex().dataSets().find("PROD.KSDS").orElseThrow().volsers())
                .containsExactly("PR0101", "PR0201");
        JsonNode listed = run("IDCAMS", "LISTCAT ENTRIES(PROD.KSDS) ALL");
        assertThat(client.spool(listed, "SYSPRINT"))
                .contains("CLUSTER ------- PROD.KSDS")
                .contains("IN-CAT --- UCAT.PROD")
                .contains("VOLSER------------PR0201");
        assertThat(code("IDCAMS", "DELETE PROD.KSDS CLUSTER PURGE")).isEqualTo("CC 0000");
        JsonNode again = run("IDCAMS", "DELETE PROD.KSDS");
        assertThat(again.path("retcode").asText()).isEqualTo("CC 0008");
        assertThat(client.spool(again, "SYSPRINT")).contains("IDC3012I ENTRY NOT FOUND");
        assertThat(code("IDCAMS", "DELETE PROD.KSDS", "SET MAXCC = 0")).isEqualTo("CC 0000");
        assertThat(face.sysplex().dataSets().inconsistencies()).isEmpty();
    }

    @Test
    void serial_isChangedOnlyWhereItIsTheExpectedOne() throws Exception {
        String unit = face.sysplex().devices().online("BK0300").orElseThrow().unit();
        assertThat(code("ICKDSF", "REFORMAT UNITADDRESS(" + unit + ") VERIFY(OTHER) VOLID(NEW001)"))
                .isEqualTo("CC 0012");
        assertThat(code("ICKDSF", "REFORMAT UNITADDRESS(" + unit + ") VERIFY(BK0300) VOLID(NEW001)"))
                .isEqualTo("CC 0000");
        assertThat(face.sysplex().devices().online("NEW001").orElseThrow().unit())
                .isEqualTo(unit);
    }

    private String code(String program, String... statements) throws Exception {
        return run(program, statements).path("retcode").asText();
    }

    private JsonNode run(String program, String... statements) throws Exception {
        return client.run("//UTIL1    JOB 1\n//S        EXEC PGM=" + program + "\n//SYSPRINT DD SYSOUT=*\n"
                + "//SYSIN    DD *\n " + String.join("\n ", statements) + "\n/*\n");
    }
}
