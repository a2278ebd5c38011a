package org.copyblade.zosmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.copyblade.zosmf.ZosmfException.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetsTest {

    @TempDir
    Path directory;

    private ScriptedZosmf zosmf;
    private Zosmf client;

    @BeforeEach
    void start() throws Exception {
        zosmf = ScriptedZosmf.start(directory);
        client = zosmf.client();
    }

    @AfterEach
    void stop() {
        client.close();
        zosmf.close();
    }

    private static ZosmfCall call() {
        return ZosmfCall.within(Duration.ofSeconds(20));
    }

    @Test
    void aListTellsVolumesAndCatalog() throws Exception {
        zosmf.on(
                "GET /restfiles/ds?dslevel=PROD.**",
                200,
                "{\"items\":[{\"dsname\":\"PROD.A\",\"vol\":\"PRD001\",\"catnm\":\"UCAT.PROD\",\"dsorg\":\"PS\","
                        + "\"mvol\":\"N\",\"migr\":\"NO\"},"
                        + "{\"dsname\":\"PROD.B\",\"vols\":\"PRD001 PRD002\",\"vol\":\"PRD001\",\"mvol\":\"Y\"}],"
                        + "\"returnedRows\":2,\"JSONversion\":1}");

        assertThat(client.dataSets().list("PROD.**", call()))
                .containsExactly(
                        new DataSetEntry("PROD.A", List.of("PRD001"), "UCAT.PROD", "PS", false, false),
                        new DataSetEntry("PROD.B", List.of("PRD001", "PRD002"), "", "", true, false));
    }

    @Test
    void textIsReadAndWrittenBackUnlessSomebodyChangedIt() throws Exception {
        zosmf.on("GET /restfiles/ds/PROD.PROCLIB(DFSPBIMS)", 200, "RES=Y\n");
        zosmf.on("PUT /restfiles/ds/PROD.PROCLIB(DFSPBIMS)", 204, "");
        DataSetContent content = client.dataSets().read("PROD.PROCLIB(DFSPBIMS)", call());
        assertThat(content).isEqualTo(new DataSetContent("RES=Y\n", "E1"));
        client.dataSets().write("PROD.PROCLIB(DFSPBIMS)", content, "RES=N\n", call());

        zosmf.on("PUT /restfiles/ds/PROD.PROCLIB(DFSPBIMS)", 412, "{\"message\":\"etag\"}");
        assertThatThrownBy(() -> client.dataSets().write("PROD.PROCLIB(DFSPBIMS)", content, "RES=X\n", call()))
                .isInstanceOfSatisfying(
                        ZosmfException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CHANGED));
    }

    @Test
    void whatDoesNotExistIsGone() {
        assertThatThrownBy(() -> client.dataSets().read("PROD.NONE", call()))
                .isInstanceOfSatisfying(
                        ZosmfException.class, e -> assertThat(e.reason()).isEqualTo(Reason.GONE));
        assertThatThrownBy(() -> client.dataSets().delete("PROD.NONE", call()))
                .isInstanceOfSatisfying(
                        ZosmfException.class, e -> assertThat(e.reason()).isEqualTo(Reason.GONE));
    }

    @Test
    void membersAreListedAndADataSetIsMade() throws Exception {
        zosmf.on("GET /restfiles/ds/PROD.PROCLIB/member", 200, "{\"items\":[{\"member\":\"A\"},{\"member\":\"B\"}]}");
        zosmf.on("POST /restfiles/ds/CB.FENCE", 201, "");

        assertThat(client.dataSets().members("PROD.PROCLIB", call())).containsExactly("A", "B");
        client.dataSets().create("CB.FENCE", DataSetShape.small(), call());

        assertThat(zosmf.seen().get(1))
                .isEqualTo("POST /restfiles/ds/CB.FENCE {\"dsorg\":\"PS\",\"alcunit\":\"TRK\",\"primary\":1,"
                        + "\"secondary\":0,\"recfm\":\"FB\",\"lrecl\":80}");

        zosmf.on("POST /restfiles/ds/CB.OTHER", 201, "");
        client.dataSets().create("CB.OTHER", new DataSetShape("CTL001", "CPYDISK", "FB", 80, 1), call());
        assertThat(zosmf.seen().get(2)).contains("\"volser\":\"CTL001\"").contains("\"unit\":\"CPYDISK\"");
    }
}
